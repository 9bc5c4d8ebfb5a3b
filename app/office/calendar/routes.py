"""The calendar of the office."""

from __future__ import annotations

import re
from datetime import date

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.office.calendar import moves, queries, service
from app.office.calendar.feature import MANAGE_CALENDAR
from app.office.calendar.forms import KINDS, DayForm
from app.office.calendar.kinds import Moved
from app.office.calendar.policy import OfficeHours
from app.office.calendar.words import SOURCES, WEEKDAYS
from app.office.policy import queries as policy
from app.web import hx
from app.web.guard import SIGNED_IN, actor, requires

bp = Blueprint("calendar", __name__, url_prefix="/calendar")
SHOWN_MOVES = 20


@bp.get("/")
@requires(SIGNED_IN)
def show() -> Response:
    first = _month(request.args.get("month", ""))
    return hx.render(
        "office/calendar/show.html",
        "office/calendar/_month.html",
        first=first,
        before=_shifted(first, -1),
        after=_shifted(first, 1),
        weeks=queries.month(first.year, first.month),
        source=queries.source_of(first.year),
        seedable=first.year in queries.years_to_seed(),
        hours=policy.of(OfficeHours),
        today=clock.today(),
        manage=MANAGE_CALENDAR,
        weekdays=WEEKDAYS,
        sources=SOURCES,
    )


@bp.get("/<int:year>")
@requires(SIGNED_IN)
def year(year: int) -> Response:
    first = _month(f"{year:04}-01")
    return hx.render(
        "office/calendar/year.html",
        "office/calendar/_days.html",
        year=first.year,
        days=queries.days_of(first.year),
        weekdays=WEEKDAYS,
        kinds=KINDS,
    )


@bp.route("/day/<day>", methods=["GET", "POST"])
@requires(MANAGE_CALENDAR)
def edit(day: str) -> Response:
    wanted = _day(day)
    found = queries.day(wanted)
    kind = ("working" if found.working else "off") if found else None
    form = DayForm(data={"kind": kind, "name": found.name if found else None})
    if form.posted():
        working = form.kind.data == "working"
        if moved := _unseen(moves.of_day(wanted, working=working)):
            return _ask(moved, _page_of(wanted), kind=form.kind.data, name=form.name.data)
        service.set_day(wanted, working=working, name=form.name.data, by=actor())
        return hx.go(_page_of(wanted))
    return hx.render(
        "office/calendar/edit.html",
        "office/calendar/_edit.html",
        status=form.status,
        form=form,
        day=wanted,
        found=found,
        weekday=WEEKDAYS[wanted.weekday()],
        back=_page_of(wanted),
    )


@bp.post("/day/<day>/clear")
@requires(MANAGE_CALENDAR)
def clear(day: str) -> Response:
    wanted = _day(day)
    if moved := _unseen(moves.of_day(wanted, working=None)):
        return _ask(moved, _page_of(wanted))
    service.clear_day(wanted, by=actor())
    return hx.go(_page_of(wanted))


@bp.post("/seed")
@requires(MANAGE_CALENDAR)
def seed() -> Response:
    page = _page_of(_month(request.args.get("month", "")))
    if moved := _unseen(moves.of_seeding()):
        return _ask(moved, page)
    service.seed(by=actor())
    return hx.go(page)


@bp.post("/<int:year>/complete")
@requires(MANAGE_CALENDAR)
def complete(year: int) -> Response:
    first = _month(f"{year:04}-01")
    if moved := _unseen(moves.of_completing(first.year)):
        return _ask(moved, _page_of(first))
    service.complete_year(first.year, by=actor())
    return hx.go(_page_of(first))


def _unseen(moved: list[Moved]) -> list[Moved]:
    """What would move and the user has not said yes to yet."""
    return [] if request.form.get("confirmed") == "yes" else moved


def _ask(moved: list[Moved], back: str, **posted: str | None) -> Response:
    """Show what would move; the second press posts the same again, confirmed."""
    return hx.render(
        "office/calendar/moves.html",
        "office/calendar/_moves.html",
        moved=moved[:SHOWN_MOVES],
        count=len(moved),
        action=request.full_path.rstrip("?"),
        posted=posted,
        back=back,
    )


def _month(typed: str) -> date:
    """The first of the month that stands in the address; this month's where none does."""
    if not typed:
        return clock.today().replace(day=1)
    return _day(f"{typed}-01")


def _day(typed: str) -> date:
    if not re.fullmatch(r"(19|2[01])[0-9]{2}-[01][0-9]-[0-3][0-9]", typed):
        abort(404)
    try:
        return date.fromisoformat(typed)
    except ValueError:
        abort(404)


def _shifted(first: date, months: int) -> str:
    count = first.year * 12 + first.month - 1 + months
    return f"{count // 12}-{count % 12 + 1:02}"


def _page_of(day: date) -> str:
    return url_for("calendar.show", month=day.strftime("%Y-%m"))
