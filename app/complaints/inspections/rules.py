"""The way of a joint inspection from the call to the general manager's decision (K-12, K-13, A-25)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.domain.errors import Conflict, Refused
from app.domain.text import N_, Text

CALLED, APPOINTING, ARRANGED, INSPECTED = "called", "appointing", "arranged", "inspected"
REPORTED, DECIDED, CANCELLED = "reported", "decided", "cancelled"
STATES: Mapping[str, str] = {
    CALLED: N_("Inspection called"),
    APPOINTING: N_("The general manager appoints who goes"),
    ARRANGED: N_("Arranged"),
    INSPECTED: N_("Inspected, report is due"),
    REPORTED: N_("Reported, decision is due"),
    DECIDED: N_("Decided by the general manager"),
    CANCELLED: N_("Called off"),
}
COLOURS: Mapping[str, str] = {
    CALLED: "yellow", APPOINTING: "yellow", ARRANGED: "blue", INSPECTED: "yellow", REPORTED: "blue",
    DECIDED: "green", CANCELLED: "secondary",
}  # fmt: skip
OPEN = (CALLED, APPOINTING, ARRANGED, INSPECTED, REPORTED)

ARRANGE, APPOINT, INSPECT, REPORT, DECIDE, CANCEL = "arrange", "appoint", "inspect", "report", "decide", "cancel"
_FROM: Mapping[str, tuple[str, ...]] = {
    ARRANGE: (CALLED, ARRANGED),
    APPOINT: (CALLED, ARRANGED),
    INSPECT: (CALLED, ARRANGED),  # who could go at once has gone without an arrangement
    REPORT: (INSPECTED,),
    DECIDE: (REPORTED,),
    CANCEL: (CALLED, APPOINTING, ARRANGED),
}


def may_follow(state: str, deed: str) -> bool:
    """Whether this deed may be done to an inspection in that state."""
    return state in _FROM[deed]


def check_deed(state: str, deed: str) -> None:
    """Refuse, as a conflict, a deed that cannot follow: somebody else has gone on meanwhile, or a step is missing."""
    if not may_follow(state, deed):
        raise Conflict(Text("This cannot be done now. The inspection stands at: %(state)s.", state=Text(STATES[state])))


def check_call(complaint_id: int | None, customer_id: int | None) -> None:
    """Refuse an inspection of nothing: there is a complaint, or before it is written a customer (K-12)."""
    if complaint_id is None and customer_id is None:
        raise Refused(Text("Name the customer, or call the inspection on the page of a complaint."), field="customer")


def check_day(inspected_on: date, today: date) -> None:
    """Refuse an inspection that is still to come."""
    if inspected_on > today:
        raise Refused(Text("The inspection must have taken place before its findings are written."), "inspected_on")


def check_said(said: str | None, field: str) -> str:
    """What was written, without blanks around it. Raises Refused where it is nothing."""
    if not (said or "").strip():
        raise Refused(Text("Please fill this in."), field=field)
    return (said or "").strip()


def number_of(month: str, count: int) -> str:
    """The number of an inspection: HK2611-001 (会勘)."""
    return f"HK{month}-{count:03d}"
