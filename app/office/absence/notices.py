"""What absences have to say on the first page."""

from __future__ import annotations

from flask import url_for

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.absence import queries
from app.office.absence.feature import MANAGE_ABSENCE
from app.web.hooks import Notice

MOST_NAMES = 3


def notices(actor: Actor) -> list[Notice]:
    """For whom this user stands in today, and how many of his departments' staff are away (hook `today`)."""
    return [*_stands_in(actor), *_away(actor)]


def _stands_in(actor: Actor) -> list[Notice]:
    ids = queries.stands_in_for(actor.staff_id, clock.today()) if actor.staff_id else ()
    if not ids:
        return []
    names = list(queries.names_of(ids).values())
    more = f" +{len(names) - MOST_NAMES}" if len(names) > MOST_NAMES else ""
    shown = ", ".join(names[:MOST_NAMES]) + more
    return [Notice(Text("You stand in for"), shown, url_for("absence.listing", state=queries.NOW), "yellow", 15)]


def _away(actor: Actor) -> list[Notice]:
    number = queries.away_of(actor, clock.today()) if actor.may(MANAGE_ABSENCE.name) else 0
    if not number:
        return []
    label = Text("Away today among the staff of your departments")
    return [Notice(label, str(number), url_for("absence.listing", state=queries.NOW), "blue", 80)]
