"""What holds for major failures: who does what with one, what a report needs, and which days fit together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.errors import Refused
from app.domain.text import N_, Text

REPORTED, RUNNING, ENDED, ANALYSED, SENT = "reported", "running", "ended", "analysed", "sent"
STATES = {
    REPORTED: N_("Just reported"),
    RUNNING: N_("Being dealt with"),
    ENDED: N_("Over, report to be written"),
    ANALYSED: N_("Report written"),
    SENT: N_("Report sent"),
}
COLOURS = {REPORTED: "red", RUNNING: "yellow", ENDED: "blue", ANALYSED: "blue", SENT: "green"}
LASTING = (REPORTED, RUNNING)

TOLD, NOTED, PROGRESS, OVER = "told", "noted", "progress", "ended"
NOTES = {
    TOLD: N_("Was told"),
    NOTED: N_("Taken note"),
    PROGRESS: N_("How it goes"),
    OVER: N_("The failure is over"),
}

NOTE, END, SLIP, ANALYSE, SEND = "note", "end", "slip", "analyse", "send"

ANALYSIS = {
    "effect": N_("Effect of the failure"),
    "handling": N_("How it was dealt with"),
    "cause": N_("Cause of the failure"),
    "corrective": N_("Corrective measures"),
    "preventive": N_("Preventive measures"),
}


@dataclass(frozen=True, slots=True)
class NewFailure:
    """A failure as whoever learns of it first reports it (K-75); the office names signatory and manager."""

    happened_at: datetime
    place: str
    symptom: str
    plan: str | None = None
    customer_id: int | None = None
    complaint_id: int | None = None
    solved_first: bool = False
    signatory_id: int | None = None
    manager_id: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to a failure that he may know of: he reported it, or he tracks it."""

    reporter: bool = False
    tracks: bool = False


def moves(state: str, standing: Standing, *, slip_owed: bool, sending: bool) -> frozenset[str]:
    """What somebody may do with a failure (K-75 to K-77).

    Everybody who knows of it may note what happens until the report is sent; who tracks it says that it is over,
    writes the report and sends it; once it is on its way (`sending`) it is not written anew. The slip that has to
    follow (`slip_owed`) is recorded by him or by who reported it.
    """
    found = {NOTE} if state != SENT else set()
    if slip_owed and (standing.tracks or standing.reporter):
        found.add(SLIP)
    if standing.tracks:
        found |= {END} if state in LASTING else set()
        found |= {ANALYSE} if state == ENDED or (state == ANALYSED and not sending) else set()
        found |= {SEND} if state == ANALYSED else set()
    return frozenset(found)


def check_new(new: NewFailure, now: datetime) -> None:
    """Refuse a report without place or symptom, and one of a failure that has not begun (K-75)."""
    if not new.place.strip():
        raise Refused(Text("Please say where it is."), field="place")
    if not new.symptom.strip():
        raise Refused(Text("Please say what can be seen of it."), field="symptom")
    if new.happened_at > now:
        raise Refused(Text("This moment has not come yet."), field="happened_at")


def check_end(happened_at: datetime, ended_at: datetime, now: datetime) -> None:
    """Refuse an end before the beginning, and one that has not come yet (K-76)."""
    if ended_at < happened_at:
        raise Refused(Text("It cannot be over before it began."), field="ended_at")
    if ended_at > now:
        raise Refused(Text("This moment has not come yet."), field="ended_at")


def check_analysis(parts: Mapping[str, str | None]) -> None:
    """Refuse a report that lacks one of its five parts (K-76)."""
    for key in ANALYSIS:
        if not (parts.get(key) or "").strip():
            raise Refused(Text("The report needs this part."), field=key)


def check_sent(analysed_on: date, to_customer: date | None, to_business: date | None, today: date) -> None:
    """Refuse days of sending before the report was written, or to come, and none at all (K-76)."""
    days = {"sent_customer_on": to_customer, "sent_business_on": to_business}
    for field, day in days.items():
        if day is not None and not analysed_on <= day <= today:
            raise Refused(
                Text("Type a day from %(first)s to today: the report was written then.", first=analysed_on), field=field
            )
    if to_customer is None and to_business is None:
        raise Refused(Text("Type at least one of the two days."), field="sent_business_on")


def state_sent(has_customer: bool, to_customer: date | None, to_business: date | None) -> str:
    """How far the sending is: sent where the business department has it, and the customer where there is one (K-76)."""
    done = to_business is not None and (to_customer is not None or not has_customer)
    return SENT if done else ANALYSED


def number_of(day: date, serial: int) -> str:
    """The number of a failure within its month: GZ2611-001 (O-04)."""
    return f"GZ{day:%y%m}-{serial:03}"


def short(words: str, longest: int = 60) -> str:
    """The first line of what was written, for lists and tasks."""
    line = next(iter(words.strip().splitlines()), "")
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
