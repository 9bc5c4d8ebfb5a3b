"""What is done to a deadline on its page, and setting one by hand."""

from __future__ import annotations

from flask import abort, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.deadlines import Unit
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.deadlines import service
from app.office.deadlines.feature import SET
from app.office.deadlines.forms import HandForm, NewForm, PauseForm, StopForm
from app.office.deadlines.own import OWN
from app.office.deadlines.queries import lists
from app.office.deadlines.queries.one import One, one
from app.office.deadlines.routes.blueprint import bp
from app.office.deadlines.service import own
from app.office.deadlines.service.reminders import note_reminder
from app.office.staff.queries import colleagues
from app.office.tasks.queries.desk import desk_of
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.forms import Form
from app.web.guard import SIGNED_IN, actor, requires


@bp.route("/new", methods=["GET", "POST"])
@requires(SET)
def new() -> Response:
    form = _new_form()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                url = url_for("deadlines.show", deadline_id=own.set_own(_typed(form), by=actor()))
                work.result(url)
            return hx.go(url)
        except Refused as refused:
            form.refuse(refused)
    return hx.render("office/deadlines/new.html", "office/deadlines/_new.html", status=form.status, form=form)


@bp.route("/<int:deadline_id>/pause", methods=["GET", "POST"])
@requires(SIGNED_IN)
def pause(deadline_id: int) -> Response:
    found, form = _managed(deadline_id), PauseForm()
    if form.posted():
        try:
            service.pause_deadline(deadline_id, form.cause.data, by=actor())
            return hx.go(url_for("deadlines.show", deadline_id=deadline_id))
        except Refused as refused:
            form.refuse(refused)
    return _form(found, form, Text("Let the deadline stand still"), "deadlines.pause")


@bp.post("/<int:deadline_id>/resume")
@requires(SIGNED_IN)
def resume(deadline_id: int) -> Response:
    _managed(deadline_id)
    service.resume_deadline(deadline_id, by=actor())
    return hx.go(url_for("deadlines.show", deadline_id=deadline_id))


@bp.route("/<int:deadline_id>/hand", methods=["GET", "POST"])
@requires(SIGNED_IN)
def hand(deadline_id: int) -> Response:
    found, form = _managed(deadline_id), HandForm()
    form.staff.choices = colleagues(found.deadline.staff_id)
    if form.posted():
        try:
            service.hand_deadline(deadline_id, form.staff.data, by=actor())
            return hx.go(url_for("deadlines.listing"))
        except Refused as refused:
            form.refuse(refused)
    return _form(found, form, Text("Hand the deadline to somebody else"), "deadlines.hand")


@bp.route("/<int:deadline_id>/stop", methods=["GET", "POST"])
@requires(SIGNED_IN)
def stop(deadline_id: int) -> Response:
    found, form = _own(deadline_id), StopForm()
    if form.posted():
        try:
            outcome = "dropped" if form.outcome.data == "dropped" else None
            service.stop_deadline(deadline_id, outcome=outcome, by=actor())
            return hx.go(url_for("deadlines.show", deadline_id=deadline_id))
        except Refused as refused:
            form.refuse(refused)
    return _form(found, form, Text("Stop the deadline"), "deadlines.stop")


@bp.post("/<int:deadline_id>/seen")
@requires(SIGNED_IN)
def seen(deadline_id: int) -> Response:
    found = one(deadline_id, actor(), desk_of(actor()))
    note_reminder(found.deadline.id, by=actor())
    return hx.go(url_for("deadlines.show", deadline_id=deadline_id))


def _managed(deadline_id: int) -> One:
    """The deadline, if this actor may pause it and hand it on."""
    found = one(deadline_id, actor(), desk_of(actor()))
    if not found.may_manage:
        abort(403)
    return found


def _own(deadline_id: int) -> One:
    """The deadline, if it was set by hand and this actor may end it; others end with the work that they are about."""
    found = one(deadline_id, actor(), desk_of(actor()))
    if found.deadline.rule != OWN or not (found.is_own or found.may_manage):
        abort(403)
    return found


def _form(found: One, form: Form, title: Text, endpoint: str) -> Response:
    page, region = "office/deadlines/do.html", "office/deadlines/_do.html"
    return hx.render(page, region, status=form.status, one=found, form=form, wanted=title, endpoint=endpoint)


def _new_form() -> NewForm:
    """The form of a new deadline, which everybody may set for himself."""
    form = NewForm(data={"unit": "working", "arrived_at": clock.now(), "staff_id": actor().staff_id})
    me = (actor().staff_id, actor().name)
    form.staff_id.choices = [me, *(person for person in lists.people_choices(actor()) if person != me)]
    form.department_id.choices = lists.department_choices(actor())
    return form


def _typed(form: NewForm) -> own.NewDeadline:
    return own.NewDeadline(
        what=form.what.data,
        n=form.n.data,
        unit=Unit(form.unit.data),
        arrived_at=form.arrived_at.data,
        staff_id=form.staff_id.data,
        department_id=form.department_id.data,
    )
