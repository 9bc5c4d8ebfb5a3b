"""What the pages of one visit and of the visitors of a day show."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock
from app.domain.text import Text
from app.office.staff.queries import colleagues
from app.reception.counters.queries import purpose_choices
from app.reception.queue import answers, queries, rules, screen
from app.reception.queue.feature import REGISTER, SERVE
from app.reception.queue.forms import DayForm, StepForm
from app.reception.queue.models import Visit
from app.reception.queue.queries.listing import Filters
from app.web import hx
from app.web.guard import actor, may
from app.web.registry import action

FILTERS = ("day", "state", "purpose", "channel", "staff", "q")


def visit_page(
    visit: Visit, form: StepForm, *, status: int = 200, opened: str = "", problem: Text | None = None
) -> Response:
    """The page of a visit, with the steps that may be taken as plain forms."""
    form.back.data = "visit"
    row, writes = queries.row(visit.id), may(REGISTER) or may(SERVE)
    return hx.render(
        "reception/queue/show.html",
        "reception/queue/_visit.html",
        status=status,
        visit=visit,
        laps=queries.intervals(visit.id),
        asked_for=queries.named(visit.id),
        phone=visit.phone if writes else f"…{row.tail}" if row.tail else "",
        helpers=queries.helpers(visit.id) if row.helpers else (),
        led_to=[(action(one.action), one) for one in queries.deeds(visit.id)],
        ways=screen.ways(row, screen.rights_of(actor())) if row.state in rules.HERE else [],
        beside=screen.beside(row, actor()),
        may_change=row.state in rules.HERE and writes,
        **words() | answers.deeds_context(row, form, opened=opened, problem=problem),
    )


def words() -> dict[str, Any]:
    """The words for what visits hold as keys."""
    return {
        "states": rules.STATES,
        "colours": screen.COLOURS,
        "channels": rules.CHANNELS,
        "outcomes": rules.ALL_OUTCOMES,
        "first_times": rules.FIRST_TIME,
        "steps": rules.STEPS,
        "named": screen.shows_names(actor()),
    }


def day_form() -> DayForm:
    """The filters as they stand in the address."""
    form = DayForm(request.args, meta={"csrf": False})
    form.purpose.choices = purpose_choices()
    form.staff.choices = colleagues()
    form.validate()
    return form


def filters_of(form: DayForm) -> Filters:
    """The filters as values; what was refused narrows nothing."""
    good: dict[str, Any] = {name: None if form[name].errors else form[name].data for name in FILTERS}
    return Filters(**{**good, "day": good["day"] or clock.today()})
