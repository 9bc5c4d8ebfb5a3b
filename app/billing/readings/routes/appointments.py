"""Agreed readings: the day's list, agreeing on one, what became of it (G-03)."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.billing.readings.feature import ENTER, SEE
from app.billing.readings.forms import AppointmentForm, OutcomeForm
from app.billing.readings.queries import appointments as agreed
from app.billing.readings.queries import items
from app.billing.readings.routes import bp
from app.billing.readings.sentences import OUTCOMES
from app.billing.readings.service.appointments import end_appointment, make_appointment
from app.domain.days import read_day
from app.domain.errors import Refused
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, may, requires


@bp.get("/appointments")
@requires(SEE)
def appointments() -> Response:
    """The appointments of a day."""
    typed, problem, day = request.args.get("on"), None, clock.today()
    try:
        day = read_day(typed, day) if typed else day
    except Refused as refused:
        problem = refused.text
    return hx.render(
        "billing/readings/appointments.html",
        "billing/readings/_appointments.html",
        status=422 if problem else 200,
        day=day,
        problem=problem,
        rows=agreed.appointments_on(day, actor()),
        outcomes=OUTCOMES,
        can_enter=may(ENTER),
    )


@bp.route("/items/<int:item_id>/appoint", methods=["GET", "POST"])
@requires(ENTER)
def appoint(item_id: int) -> Response:
    """Agree with a user when his meter is read."""
    line, form = items.line(item_id, actor()), AppointmentForm()
    if form.posted():
        try:
            there = url_for("readings.appointments", on=clock.local(form.at.data).date().isoformat())
            with unit_of_work(by=actor(), key=form.key()) as work:
                make_appointment(item_id, at=form.at.data, note=form.note.data, by=actor())
                work.result(there)
            return hx.go(there)
        except Refused as refused:
            form.refuse(refused)
    return hx.render(
        "billing/readings/appoint.html", "billing/readings/_appoint.html", status=form.status, form=form, line=line
    )


@bp.post("/appointments/<int:appointment_id>/outcome")
@requires(ENTER)
def outcome(appointment_id: int) -> Response:
    """Say whether an appointment was kept."""
    found, form = agreed.appointment(appointment_id, actor()), OutcomeForm()
    day = clock.local(found.at).date().isoformat()
    if not form.posted():
        raise Refused(next(iter(form.errors.values()))[0])
    with unit_of_work(by=actor()):
        end_appointment(appointment_id, outcome=form.outcome.data, note=form.note.data, by=actor())
    return hx.go(url_for("readings.appointments", on=day))
