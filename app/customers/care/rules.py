"""What holds for contact reports and for those who look after a customer (C-22, F-44)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.domain.errors import Refused
from app.domain.text import N_, Text

WAYS = {
    "visit": N_("Visit to the customer"),
    "call": N_("Telephone call"),
    "message": N_("Message"),
    "letter": N_("Letter"),
    "meeting": N_("Meeting"),
    "other": N_("Other way"),
}
PARTS = {"main": N_("Owner"), "second": N_("Second contact")}
GROUNDS = {
    "filed": N_("File opened"),
    "imported": N_("Import"),
    "allocated": N_("Named by the manager"),
    "handed_over": N_("Hand-over"),
    "covered": N_("Covers for somebody absent"),
    "dispute": N_("Decision of a dispute"),
    "merged": N_("Files made one"),
    "corrected": N_("Correction"),
}
LABELS = {
    "met_on": N_("Day of the contact"),
    "way": N_("How"),
    "spoke_with": N_("Spoke with"),
    "joined_by": N_("Colleagues who were there"),
    "content": N_("What was talked about"),
    "agreed": N_("What was agreed"),
    "next_on": N_("Next contact on"),
    "next_what": N_("What is to be done then"),
}


@dataclass(frozen=True, slots=True)
class NewReport:
    """What is written into a contact report (联系报告)."""

    met_on: date
    way: str
    content: str
    spoke_with: str | None = None
    joined_by: str | None = None
    agreed: str | None = None
    next_on: date | None = None
    next_what: str | None = None


def check_report(new: NewReport, today: date) -> None:
    """Refuse a contact that lies ahead, and a next one without its day, before it, or in the past (F-44)."""
    if new.met_on > today:
        raise Refused(Text("This day lies ahead."), field="met_on")
    if new.next_on is not None and new.next_on <= new.met_on:
        raise Refused(Text("The next contact lies after this one."), field="next_on")
    if new.next_what and new.next_on is None:
        raise Refused(Text("Say on which day."), field="next_on")
    if new.next_on is not None and not new.next_what:
        raise Refused(Text("Say what is to be done then."), field="next_what")


def check_writer(staff_id: int | None, carers: Collection[int]) -> None:
    """Refuse a report of somebody who does not look after the customer (C-22)."""
    if staff_id is None or staff_id not in carers:
        raise Refused(Text("Contact reports are written by those who look after the customer."))


def check_second(staff_id: int, carers: Collection[int]) -> None:
    """Refuse somebody who looks after the customer already."""
    if staff_id in carers:
        raise Refused(Text("This person looks after the customer already."), field="staff_id")


def number_of(today: date, count: int) -> str:
    """The number of a contact report: LX2611-001, the n-th of its month (O-04)."""
    return f"LX{today:%y%m}-{count:03d}"
