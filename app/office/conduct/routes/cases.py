"""Cases: the list, recording, proposing, appealing, and the cases of one person."""

from __future__ import annotations

from typing import Any

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.errors import Refused
from app.office.conduct import filtering, showing
from app.office.conduct.feature import RECORD, SEE_ALL, SEE_DEPARTMENT
from app.office.conduct.forms import AppealForm, ProposeForm, RecordForm
from app.office.conduct.queries import cases, months
from app.office.conduct.routes.blueprint import bp
from app.office.conduct.service import cases as verbs
from app.office.conduct.words import COLOURS, SANCTIONS, STATES, VIOLATION
from app.office.staff.queries import person
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.converters import read_id
from app.web.guard import SIGNED_IN, actor, may, requires
from app.web.paging import Page


@bp.get("/")
@requires(SIGNED_IN)
def index() -> Response:
    """The cases that this user may know of: his own, and what his rights add."""
    form, wanted = filtering.read(request.args, actor())
    page: Page[Any] = Page([], None)
    if wanted is not None:
        page = cases.cases_page(actor(), wanted, after=request.args.get("after"))
    return hx.render(
        "office/conduct/index.html",
        "office/conduct/_cases.html",
        status=form.status,
        form=form,
        page=page,
        values=filtering.values_of(request.args),
        me=actor().staff_id,
        rights={"record": may(RECORD), "report": may(SEE_ALL) or may(SEE_DEPARTMENT)},
        **showing.WORDS,
    )


@bp.route("/record", methods=["GET", "POST"])
@requires(RECORD)
def record() -> Response:
    """Record what somebody did against a rule."""
    form = RecordForm(data={**_from_address(), "kind": VIOLATION, "happened_on": clock.today()})
    form.staff_id.choices = cases.people_to_record(actor())
    form.rule.choices = filtering.rule_choices()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                given = {name: form[name].data for name in ("kind", "rule", "words", "happened_on", "facts")}
                case = verbs.record_incident(form.staff_id.data, **given, by=actor())
                work.result(url_for("conduct.show", case_id=case.id))
            return hx.go(url_for("conduct.show", case_id=case.id))
        except Refused as refused:
            form.refuse(refused)
    return hx.render("office/conduct/record.html", "office/conduct/_record.html", status=form.status, form=form)


@bp.get("/<int:case_id>")
@requires(SIGNED_IN)
def show(case_id: int) -> Response:
    """A case: who, what, which rule, what is proposed, who decided, what months took."""
    found = showing.of_case(cases.case(case_id, actor()), actor())
    return hx.render("office/conduct/show.html", "office/conduct/_case.html", **found)


@bp.route("/<int:case_id>/propose", methods=["GET", "POST"])
@requires(RECORD)
def propose(case_id: int) -> Response:
    """Propose a sanction; whoever decides is asked at once."""
    case = cases.case(case_id, actor())
    form = ProposeForm(data={"version": case.version, "sanction": showing.sanction_asked_for(case)})
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                given = {name: form[name].data for name in ("sanction", "amount", "reason")}
                bases = form.bases.data or 1
                verbs.propose(case_id, version=form.seen_version(), bases=bases, **given, by=actor())
                work.result(url_for("conduct.show", case_id=case_id))
            return hx.go(url_for("conduct.show", case_id=case_id))
        except Refused as refused:
            form.refuse(refused)
    case = cases.case(case_id, actor())
    context = {**showing.of_case(case, actor()), "standard": showing.standard_of(case), "form": form}
    return hx.render("office/conduct/propose.html", "office/conduct/_propose.html", status=form.status, **context)


@bp.route("/<int:case_id>/appeal", methods=["GET", "POST"])
@requires(SIGNED_IN)
def appeal(case_id: int) -> Response:
    """Appeal against a decision about oneself."""
    case = cases.case(case_id, actor())
    form = AppealForm(data={"version": case.version})
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                verbs.appeal(case_id, version=form.seen_version(), words=form.words.data, by=actor())
                work.result(url_for("conduct.show", case_id=case_id))
            return hx.go(url_for("conduct.show", case_id=case_id))
        except Refused as refused:
            form.refuse(refused)
    context = {**showing.of_case(cases.case(case_id, actor()), actor()), "form": form}
    return hx.render("office/conduct/appeal.html", "office/conduct/_appeal.html", status=form.status, **context)


@bp.get("/of/<int:staff_id>")
@requires(SIGNED_IN)
def of_person(staff_id: int) -> Response:
    """The cases of one person and what months took of the bonus; the tab on that person's page."""
    if staff_id != actor().staff_id and not (may(SEE_ALL) or may(SEE_DEPARTMENT)):
        abort(404)
    return hx.render(
        "office/conduct/of_person.html",
        "office/conduct/_of_person.html",
        person=person(staff_id),
        cases=cases.cases_of(staff_id, actor()),
        taken=months.own_sheets(staff_id, actor()),
        states=STATES,
        colours=COLOURS,
        sanctions=SANCTIONS,
    )


def _from_address() -> dict[str, Any]:
    """Who and which rule, where another page leads here."""
    return {"staff_id": request.args.get("staff", type=read_id), "rule": request.args.get("rule")}
