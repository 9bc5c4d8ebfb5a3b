"""What the statistics of complaints put on the first page."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for

from app import clock
from app.complaints.statistics import queries, rules
from app.complaints.statistics.feature import CONFIRM
from app.complaints.statistics.figures import CLOSINGS
from app.domain.actor import Actor
from app.domain.text import Text
from app.unit_of_work import current_work
from app.web.hooks import Notice


def notices(actor: Actor) -> list[Notice]:
    """Last month's table, as long as nobody has confirmed it (hook `today`, K-30)."""
    if not actor.may(CONFIRM.name):
        return []
    this = clock.today().replace(day=1)
    first = rules.month_before(this)
    month = rules.month_of(first)
    if queries.is_confirmed(month) or not queries.has_closings(first, this - timedelta(days=1)):
        return []
    late = clock.today() > queries.confirm_until(first)
    url = url_for("complaint_statistics.show", month=month)
    return [Notice(Text("Monthly table of complaints to confirm"), month, url, "red" if late else "yellow", 60)]


def closings_changed(_complaint_id: int, **_by: Actor) -> None:
    """Let the sums of a month be made anew: a complaint ended, or goes on (hooks `complaint_closed`, `…_reopened`)."""
    current_work().touch(CLOSINGS)
