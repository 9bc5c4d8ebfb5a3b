"""Absences: who is away, recording, coming back, deputies."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.errors import Refused
from app.office.absence import queries, service
from app.office.absence.feature import MANAGE_ABSENCE
from app.office.absence.forms import AbsenceFilter, AbsenceForm, BackForm, CancelForm, DeputyForm
from app.office.absence.rules import KINDS
from app.office.staff.queries import department_choices, person
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import read_id
from app.web.guard import SIGNED_IN, actor, requires

bp = Blueprint("absence", __name__, url_prefix="/office/absences")


@bp.get("")
@requires(SIGNED_IN)
def listing() -> Response:
    form = AbsenceFilter(request.args if "state" in request.args else None, state=queries.CURRENT)
    form.department.choices = department_choices()
    form.validate()
    wanted = queries.Filters(form.state.data or queries.CURRENT, form.department.data, form.name.data)
    page = queries.listing(wanted, actor(), after=request.args.get("after"))
    return hx.render(
        "office/absence/listing.html",
        "office/absence/_absences.html",
        form=form,
        page=page,
        number=queries.count(wanted, actor()),
        filters=request.args.to_dict(),
        **_words(),
    )


def _words() -> dict[str, Any]:
    """What every picture of absences needs: the kinds' names, today, and who stands in today."""
    today = clock.today()
    stand_ins = queries.stand_ins(today)
    names = queries.names_of(one for one in stand_ins.values() if one is not None)
    return {"kinds": KINDS, "today": today, "stand_ins": stand_ins, "names": names}


@bp.get("/of/<int:staff_id>")
@requires(MANAGE_ABSENCE)
def of_person(staff_id: int) -> Response:
    wanted = queries.Filters(queries.EVERY, staff_id=staff_id)
    page = queries.listing(wanted, actor(), after=request.args.get("after"))
    found = person(staff_id)
    return hx.render(
        "office/absence/of_person.html",
        "office/absence/_of_person.html",
        person=found,
        page=page,
        filters={"staff_id": staff_id, **request.args.to_dict()},
        keeps=queries.may_keep(actor(), staff_id, found.department_id),
        usual=queries.usual_deputy(staff_id),
        **_words(),
    )


@bp.route("/record", methods=["GET", "POST"])
@requires(SIGNED_IN)
def record() -> Response:
    form = AbsenceForm(staff=request.args.get("staff", actor().staff_id, type=read_id), first_on=clock.today())
    form.staff.choices, form.deputy.choices = queries.people(actor()), queries.colleagues()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = url_for("absence.show", absence_id=_record(form))
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    page, region = "office/absence/record.html", "office/absence/_record.html"
    return hx.render(page, region, status=form.status, form=form)


def _record(form: AbsenceForm) -> int:
    return service.record_absence(
        form.staff.data,
        form.kind.data,
        form.first_on.data,
        form.last_on.data,
        form.deputy.data,
        form.note.data,
        by=actor(),
    )


@bp.get("/<int:absence_id>")
@requires(SIGNED_IN)
def show(absence_id: int) -> Response:
    row = queries.absence(absence_id, actor())
    return hx.render("office/absence/show.html", "office/absence/_absence.html", row=row, **_words())


@bp.route("/<int:absence_id>/back", methods=["GET", "POST"])
@requires(SIGNED_IN)
def back(absence_id: int) -> Response:
    row = queries.kept_absence(absence_id, actor())
    form = BackForm(back_on=clock.today(), version=row.Absence.version)
    if form.posted():
        try:
            service.end_absence(absence_id, form.version.data, back_on=form.back_on.data, by=actor())
            return hx.go(url_for("absence.show", absence_id=absence_id))
        except Refused as refused:
            form.refuse(refused)
    page, region = "office/absence/back.html", "office/absence/_back.html"
    return hx.render(page, region, status=form.status, form=form, row=row)


@bp.post("/<int:absence_id>/cancel")
@requires(SIGNED_IN)
def cancel(absence_id: int) -> Response:
    form = CancelForm()
    if form.posted():
        service.cancel_absence(absence_id, form.version.data, by=actor())
    return hx.go(url_for("absence.show", absence_id=absence_id))


@bp.get("/deputies")
@requires(SIGNED_IN)
def deputies() -> Response:
    page = queries.deputies(actor(), after=request.args.get("after"))
    filters = request.args.to_dict()
    return hx.render("office/absence/deputies.html", "office/absence/_deputies.html", page=page, filters=filters)


@bp.route("/deputies/<int:staff_id>", methods=["GET", "POST"])
@requires(SIGNED_IN)
def deputy(staff_id: int) -> Response:
    found = queries.kept_person(staff_id, actor())
    form = DeputyForm(deputy=queries.usual_deputies().get(staff_id))
    form.deputy.choices = queries.colleagues(but=staff_id)
    if form.posted():
        try:
            service.set_usual_deputy(staff_id, form.deputy.data, by=actor())
            return hx.go(url_for("absence.deputies"))
        except Refused as refused:
            form.refuse(refused)
    page, region = "office/absence/choose_deputy.html", "office/absence/_choose_deputy.html"
    return hx.render(page, region, status=form.status, form=form, person=found)
