"""What the month says on the first page of those who look after it."""

from __future__ import annotations

from flask import url_for

from app.billing.month.feature import SEE
from app.billing.month.nightly import differences
from app.billing.month.queries import Standing, standing
from app.billing.readings.queries.plans import plans
from app.domain.actor import Actor
from app.domain.money import format_rate
from app.domain.text import Text
from app.web.hooks import Notice


def notices(actor: Actor) -> list[Notice]:
    """The newest month: how much is read, held and collected."""
    if not actor.may(SEE.name):
        return []
    return [*_sums(), *(notice for plan in plans()[:1] for notice in _of(standing(plan.period)))]


def _sums() -> list[Notice]:
    wrong = differences()
    label = Text("The sums of the books do not agree")
    return [Notice(label, str(len(wrong)), url_for("month.newest"), "red", 1)] if wrong else []


def _of(month: Standing) -> list[Notice]:
    url = url_for("month.show", period=month.period)
    read, billed = month.read, month.billed
    found = [
        Notice(
            Text("Read in %(period)s", period=month.period),
            format_rate(read.rate) if read.rate is not None else "—",
            url,
            "orange" if month.reading_falls_short else "blue",
            20,
        )
    ]
    if read.held:
        held = url_for("readings.held", period=month.period)
        found.append(Notice(Text("Held readings"), str(read.held), held, "orange", 21))
    if billed.rate is not None:
        colour = "orange" if month.collection_falls_short else "green"
        found.append(
            Notice(Text("Collected for %(period)s", period=month.period), format_rate(billed.rate), url, colour, 22)
        )
    return found
