"""Confirming the table of a month, and remembering who took figures out."""

from __future__ import annotations

from datetime import date

from app import clock
from app.complaints.statistics import figures, rules
from app.complaints.statistics.feature import CONFIRMED, EXPORTED
from app.complaints.statistics.models import MonthReview
from app.domain.actor import Actor
from app.office.history.service import record
from app.unit_of_work import unit_of_work


def confirm(first: date, attendees: str, words: str | None, *, by: Actor) -> MonthReview:
    """Confirm responsibility and ratios of a month with the heads (K-30): the table as it is now stays for good.

    A later confirmation of the same month stands beside the earlier one. Raises Refused before the month is over.
    """
    rules.check_confirm(first, clock.today(), attendees)
    with unit_of_work(by=by) as work:
        table = figures.of_month(first)
        row = MonthReview(month=table["month"], figures=table, attendees=attendees.strip(), at=work.at, by=by.name)
        row.words = (words or "").strip() or None
        work.session.add(row)
        work.session.flush()
        record(CONFIRMED, subject_of(first), facts={"month": row.month, "count": table["total"]["count"]})
    return row


def take_out(period: str, first: date, *, by: Actor) -> None:
    """Remember that somebody exported the figures of a period."""
    with unit_of_work(by=by):
        record(EXPORTED, subject_of(first), facts={"period": period})


def subject_of(first: date) -> str:
    """What history calls the table of a month: "complaint_month:202610"."""
    return f"complaint_month:{first:%Y%m}"
