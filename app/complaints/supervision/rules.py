"""The law of the service supervision report (P-07, A-45)."""

from __future__ import annotations

from datetime import date

from app.complaints.statistics.rules import month_after
from app.domain.errors import Conflict, Refused
from app.domain.text import N_, Text

DRAFT, SUBMITTED, NOTED = "draft", "submitted", "noted"
STATES = {
    DRAFT: N_("Report in draft"),
    SUBMITTED: N_("Report submitted"),
    NOTED: N_("Report noted"),
}
COLOURS = {DRAFT: "secondary", SUBMITTED: "yellow", NOTED: "green"}
MOST_SCORE = 100


def check_month(first: date, today: date) -> None:
    """Refuse a report on a month that has not begun: it is written at the end of the month (P-07)."""
    if first > today:
        raise Refused(Text("This month has not begun yet."), field="month")


def check_words(state: str) -> None:
    """Refuse to change a report that the general manager has before him."""
    if state != DRAFT:
        raise Conflict(Text("This report has been submitted. It no longer changes."))


def check_submit(state: str, first: date, today: date) -> None:
    """Refuse to submit twice, and before the last week of the month has come (P-07: at its end)."""
    check_words(state)
    if (month_after(first) - today).days > 7:
        raise Refused(Text("The report goes to the general manager at the end of the month."))


def check_note(state: str, staff_id: int | None, general_managers: frozenset[int]) -> None:
    """Refuse anybody but the general manager, where the office has one, and what does not wait for him (A-45)."""
    if state != SUBMITTED:
        raise Conflict(Text("This report does not wait to be read."))
    if general_managers and staff_id not in general_managers:
        raise Refused(Text("The general manager notes this report."))
