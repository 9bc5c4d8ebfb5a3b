"""What the statistics put on the first page."""

from __future__ import annotations

from flask import url_for

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.reception.statistics import queries, rules
from app.reception.statistics.feature import ANALYSE
from app.web.hooks import Notice


def notices(actor: Actor) -> list[Notice]:
    """How many visits there were today, for managers (hook `today`)."""
    if not actor.may(ANALYSE.name):
        return []
    visits = queries.figures(rules.span_of(rules.DAY, clock.today())).total.visits
    return [Notice(Text("Visits today"), str(visits), url_for("statistics.show"), "blue", order=40)] if visits else []
