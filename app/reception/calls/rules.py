"""What holds for calls: how they are numbered, what may stand in one, and what a repeated call is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from app.domain.errors import Refused
from app.domain.text import N_, Text

UNKNOWN, YES, NO = "unknown", "yes", "no"
FIRST_TIME = {
    UNKNOWN: N_("Not asked yet"),
    YES: N_("Calls for the first time"),
    NO: N_("Has called or been here before"),
}


@dataclass(frozen=True, slots=True)
class NewCall:
    """A call (来电) as it was taken; the words are those of Call. `called_at` None is now.

    `matter_of_id` is any earlier call on the same matter; stored is the first of them (R-152).
    """

    purpose_id: int
    matter: str
    name: str = ""
    phone: str | None = None
    customer_id: int | None = None
    staff_id: int | None = None
    first_time: str = UNKNOWN
    source: str | None = None
    answer: str | None = None
    invited: bool = False
    invited_for: date | None = None
    called_at: datetime | None = None
    matter_of_id: int | None = None


class Earlier(Protocol):
    """What the rules need of an earlier call."""

    id: int
    matter_of_id: int | None


def number_of(month: str, serial: int) -> str:
    """The number of a call from its month (YYMM) and its place in it: LD2611-001 (来电, O-04)."""
    return f"LD{month}-{serial:03}"


def check(new: NewCall, *, called_at: datetime, now: datetime, late_days: int, today: date) -> None:
    """Refuse a call that cannot be one: of nobody, to come, too long ago, or invited for a day that is over (R-89)."""
    if not new.name and not new.phone:
        raise Refused(Text("Who called? Enter a name or a telephone number."), field="phone")
    if new.first_time not in FIRST_TIME:
        raise Refused(Text("Please choose one of the list."), field="first_time")
    if called_at > now:
        raise Refused(Text("This lies in the future. Enter when the call was taken."), field="called_at")
    if now - called_at > timedelta(days=late_days + 1):
        raise Refused(Text("A call is entered at most %(days)s days later.", days=late_days), field="called_at")
    if new.invited_for is not None and new.invited_for < today:
        raise Refused(Text("This day is over. Invite the caller for today or later."), field="invited_for")


def is_invited(new: NewCall) -> bool:
    """Whether the caller was invited (R-23): a day says so even where the box was not ticked."""
    return new.invited or new.invited_for is not None


def first_of(earlier: Earlier) -> int:
    """The first call on the matter that an earlier call is about (R-152)."""
    return earlier.matter_of_id or earlier.id


def since(day: date, repeat_days: int) -> date:
    """The first day whose calls may be about the same matter as one of this day (R-152)."""
    return day - timedelta(days=repeat_days)


def sources_of(text: str) -> list[str]:
    """The ways of having heard of the office, as the policy lists them."""
    return [part.strip() for part in text.replace("，", "、").replace(",", "、").split("、") if part.strip()]
