"""What holds for enquiries about late stages: asked once, after the complaint was closed, answered with a reason."""

from __future__ import annotations

from datetime import date

from app.domain.errors import Refused
from app.domain.text import N_, Text

ASKED, ANSWERED = "asked", "answered"
STATES = {ASKED: N_("Enquiry out"), ANSWERED: N_("Enquiry answered")}
COLOURS = {ASKED: "yellow", ANSWERED: "green"}
RUNNING, LEFT = "running", "left"
LISTS = {RUNNING: N_("Late now"), LEFT: N_("Left late")}
UNASKED = "unasked"
WHICH = {UNASKED: N_("Not asked about"), **STATES}
MONTHS = 13


def number_of(day: date, serial: int) -> str:
    """The number of an enquiry slip within its month (洽办单): QB2611-001 (O-04)."""
    return f"QB{day:%y%m}-{serial:03d}"


def check_asked(state: str, late_days: int | None) -> None:
    """Refuse an enquiry while the complaint is open, where the urging slip is due, and about a stage in time (K-29)."""
    if state != "closed":
        raise Refused(
            Text("This complaint is not closed. While it is open an urging slip goes to the department instead.")
        )
    if not late_days or late_days < 1:
        raise Refused(Text("This stage was left in time. There is nothing to ask."))


def check_answer(state: str) -> None:
    """Refuse a second answer."""
    if state == ANSWERED:
        raise Refused(Text("This enquiry slip was answered before."))


def month_bounds(month: str) -> tuple[date, date] | None:
    """The first day of a month written 2026-11 and that of the next; None for what is no month."""
    year, _, number = month.partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and number.isascii() and number.isdigit()):
        return None
    if not (1 <= int(number) <= 12 and 2000 <= int(year) <= 2999):
        return None
    first = date(int(year), int(number), 1)
    return first, date(first.year + first.month // 12, first.month % 12 + 1, 1)


def months_back(today: date) -> list[str]:
    """This month and those before it, the newest first, as the list offers them."""
    count = today.year * 12 + today.month - 1
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(count, count - MONTHS, -1)]
