"""What holds for appointments and for announced visitors (预约/预告来访): pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.errors import Refused
from app.domain.text import N_, Text

APPOINTMENT, ANNOUNCED = "appointment", "announced"
KINDS = {APPOINTMENT: N_("Appointment"), ANNOUNCED: N_("Friend of an old customer, announced")}
EXPECTED, ARRIVED, MISSED, CANCELLED = "expected", "arrived", "missed", "cancelled"
STATES = {EXPECTED: N_("Expected"), ARRIVED: N_("Has come"), MISSED: N_("Did not come"), CANCELLED: N_("Called off")}
COLOURS = {EXPECTED: "blue", ARRIVED: "green", MISSED: "red"}
TIME, FRONT, ARRIVAL = "time", "front", "arrival"
LONGEST = timedelta(days=366)
MOST_IN_A_PARTY = 200


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """A visitor who is expected; the words are those of Appointment. `at` None is some time of the day."""

    day: date
    purpose_id: int
    kind: str = APPOINTMENT
    at: datetime | None = None
    name: str = ""
    phone: str | None = None
    customer_id: int | None = None
    party: int = 1
    staff_id: int | None = None
    announced_by_id: int | None = None
    call_id: int | None = None
    note: str | None = None


def number_of(month: str, serial: int) -> str:
    """The number of an appointment from its month (YYMM) and its place in it: YY2611-001 (预约, O-04)."""
    return f"YY{month}-{serial:03d}"


def check(new: NewAppointment, today: date) -> None:
    """Refuse an appointment that cannot be kept. Raises Refused at the field.

    Whoever announces the friend of an old customer says for whom, by whose telephone call and when (R-62).
    """
    if new.kind not in KINDS:
        raise Refused(Text("Please choose one of the list."), field="kind")
    if not today <= new.day <= today + LONGEST:
        raise Refused(Text("Choose a day from today on, within a year."), field="day")
    if not 1 <= new.party <= MOST_IN_A_PARTY:
        raise Refused(Text("How many people came? At most %(most)s.", most=MOST_IN_A_PARTY), field="party")
    if new.kind != ANNOUNCED:
        return
    for value, field in ((new.staff_id, "staff_id"), (new.announced_by_id, "announced_by"), (new.at, "time")):
        if value is None:
            raise Refused(
                Text("An announced friend needs the representative, the old customer and the agreed time (R-62)."),
                field=field,
            )


def place_of(at: datetime | None, arrived: datetime, way: str, early: int, late: int) -> datetime | None:
    """The place in the line of whoever has an appointment; None is that of his arrival.

    Only who comes within the window around the appointed time has the appointed place: as if he had come at that time,
    or in front of everybody, the earlier appointment first.
    """
    if at is None or way == ARRIVAL:
        return None
    if not at - timedelta(minutes=early) <= arrived <= at + timedelta(minutes=late):
        return None
    return at if way == TIME else at - LONGEST


def state_on(state: str, day: date, today: date) -> str:
    """How an appointment stands: one whose day is over was missed, also before anybody has written so."""
    return MISSED if state == EXPECTED and day < today else state
