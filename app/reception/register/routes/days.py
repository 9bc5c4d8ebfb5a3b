"""One day of the desk: its figures, what is left over, handing it in, closing it."""

from __future__ import annotations

from typing import Any

from flask import flash, url_for
from werkzeug.wrappers import Response

from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.queries import standing
from app.reception.register import rules, service
from app.reception.register.addresses import day_of
from app.reception.register.feature import CLOSE, MINUTES, SEE
from app.reception.register.forms import DayForm
from app.reception.register.queries import days
from app.reception.register.routes.blueprint import FOLDER, bp
from app.reception.register.service.reviews import subject_of
from app.unit_of_work import unit_of_work
from app.web import hx
from app.web.guard import actor, may, requires
from app.web.language import say


@bp.get("/days/<day>")
@requires(SEE)
def day(day: str) -> Response:
    """How far a day is: handed in, reviewed, closed, and what it leaves over."""
    return _page(day)


@bp.post("/days/<day>/hand-in")
@requires(CLOSE)
def hand_in(day: str) -> Response:
    """Hand in the register of a day for its review."""
    on, form = day_of(day), DayForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.hand_in(on, by=actor())
                work.result(url_for(".day", day=day))
            flash(say(Text("The register of %(day)s is handed in.", day=on)), "success")
            return hx.go(url_for(".day", day=day))
        except Refused as refused:
            form.refuse(refused)
    return _page(day, form)


@bp.post("/days/<day>/close")
@requires(CLOSE)
def close_day(day: str) -> Response:
    """Close a day at the desk."""
    on, form = day_of(day), DayForm()
    if form.posted():
        try:
            with unit_of_work(by=actor(), key=form.key()) as work:
                service.close_day(on, by=actor())
                work.result(url_for(".day", day=day))
            flash(say(Text("The day %(day)s is closed.", day=on)), "success")
            return hx.go(url_for(".day", day=day))
        except Refused as refused:
            form.refuse(refused)
    return _page(day, form)


def _page(text: str, refused: DayForm | None = None) -> Response:
    on = day_of(text)
    found = days.one_day(on)
    context: dict[str, Any] = {
        "one": found,
        "reviews": rules.REVIEWS,
        "left": [] if found.closing else days.leftovers_of(on),
        "here": [] if found.closing else days.here_on(on),
        "figures": found.closing.figures if found.closing else days.figures_of(on),
        "words_left": days.words_of_closing(found.closing),
        "standing": standing(subject_of(on)),
        "hand_in": DayForm(endpoint="register.hand_in") if may(CLOSE) else None,
        "close": DayForm(endpoint="register.close_day") if may(CLOSE) and not found.closing else None,
        "errors": refused.form_errors if refused else (),
        "may_minute": may(MINUTES),
    }
    return hx.render(f"{FOLDER}/day.html", f"{FOLDER}/_day.html", refused.status if refused else 200, **context)
