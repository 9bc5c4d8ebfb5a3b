"""The plan: who is in the rota, in which order, and who has duty in a week."""

from __future__ import annotations

from datetime import date, timedelta

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.domain.days import read_day
from app.domain.errors import Refused
from app.reception.rota import queries, service
from app.reception.rota.feature import MANAGE, SEE
from app.reception.rota.forms import DeedForm, MemberForm
from app.reception.rota.routes.blueprint import FOLDER, bp
from app.reception.rota.words import SHIFTS
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, requires


@bp.route("/plan", methods=["GET", "POST"])
@requires(SEE)
def plan() -> Response:
    """The plan of a week; saving it is for managers."""
    return _plan(MemberForm(formdata=None))


@bp.post("/plan/<week>")
@requires(MANAGE)
def save_plan(week: str) -> Response:
    """Save the shifts of a week; whoever joined after the page was opened keeps his."""
    form, days = DeedForm(), days_of(week)
    if form.posted():
        planned = queries.planned(days[0], days[-1])
        with unit_of_work(by=actor()):
            for staff_id in queries.members():
                for day in days:
                    shift = request.form.get(f"{staff_id}-{day}", planned.get((staff_id, day))) or None
                    if shift != planned.get((staff_id, day)):
                        service.plan_duty(staff_id, day, shift, by=actor())
    return hx.go(url_for("rota.plan", week=days[0].isoformat()))


@bp.post("/members")
@requires(MANAGE)
def add_member() -> Response:
    """Put somebody into the rota."""
    form = MemberForm()
    form.staff.choices = queries.candidates()
    if form.posted():
        try:
            service.add_member(form.staff.data, by=actor())
            return hx.go(url_for("rota.plan"))
        except Refused as refused:
            form.refuse(refused)
    return _plan(form)


@bp.post("/members/<int:staff_id>/<any(up, down, remove):deed>")
@requires(MANAGE)
def change_member(staff_id: int, deed: str) -> Response:
    """Move somebody in the standing order, or take him out of the rota."""
    if DeedForm().posted():
        if deed == "remove":
            service.remove_member(staff_id, by=actor())
        else:
            service.move_member(staff_id, -1 if deed == "up" else 1, by=actor())
    return hx.go(url_for("rota.plan"))


def days_of(week: str | None) -> tuple[date, ...]:
    """Monday to Sunday of the week in which the typed day lies; of this week for anything else."""
    try:
        day = read_day(week, clock.today()) if week else clock.today()
    except Refused:
        day = clock.today()
    monday = day - timedelta(days=day.weekday())
    return tuple(monday + timedelta(days=n) for n in range(7))


def _plan(form: MemberForm) -> Response:
    days = days_of(request.args.get("week"))
    form.staff.choices = queries.candidates()
    return hx.render(
        f"{FOLDER}/plan.html",
        f"{FOLDER}/_plan.html",
        status=form.status,
        form=form,
        days=days,
        members=queries.people(),
        planned=queries.planned(days[0], days[-1]),
        shifts=SHIFTS,
        manage=MANAGE,
        earlier=(days[0] - timedelta(days=7)).isoformat(),
        later=(days[0] + timedelta(days=7)).isoformat(),
        paper=int(f"{days[0]:%Y%m%d}"),
    )
