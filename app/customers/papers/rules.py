"""What the papers of a customer are worth on a day, who may verify them, and when their end is warned of (C-55, C-59).

A paper is in force up to and including the day on which it expires, once it is verified and until it is replaced.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from app.domain.errors import Conflict, Refused
from app.domain.text import N_, Text
from app.domain.workdays import Calendar

RECEIVED, VERIFIED, REJECTED, REPLACED = "received", "verified", "rejected", "replaced"
STATES: Mapping[str, str] = {
    RECEIVED: N_("Waits for verification"),
    VERIFIED: N_("Verified"),
    REJECTED: N_("Rejected"),
    REPLACED: N_("Replaced by a newer one"),
}
COLOURS: Mapping[str, str] = {RECEIVED: "yellow", VERIFIED: "green", REJECTED: "red", REPLACED: "secondary"}

SALES, FINANCE = "sales", "finance"
CHECKERS: Mapping[str, str] = {SALES: N_("Sales"), FINANCE: N_("Finance")}

NAMES: Mapping[str, str] = {
    "business_licence": N_("Business licence"),
    "national_tax": N_("Tax registration (national)"),
    "local_tax": N_("Tax registration (local)"),
    "organisation_code": N_("Organisation code certificate"),
}

VALID, EXPIRING, RENEWING = "valid", "expiring", "renewing"
EXPIRED, BAD, WAITING, MISSING = "expired", "bad", "waiting", "missing"
CONDITIONS: Mapping[str, str] = {
    VALID: N_("Valid"),
    EXPIRING: N_("Expires soon"),
    RENEWING: N_("Expired, renewal under way"),
    EXPIRED: N_("Expired"),
    BAD: N_("Rejected"),
    WAITING: N_("Waits for verification"),
    MISSING: N_("Missing"),
}
CONDITION_COLOURS: Mapping[str, str] = {
    VALID: "green", EXPIRING: "yellow", RENEWING: "yellow", EXPIRED: "red", BAD: "red", WAITING: "yellow",
    MISSING: "red",
}  # fmt: skip
HOLDS = frozenset({VALID, EXPIRING, RENEWING})  # what business may rest on
LAPSED = frozenset({EXPIRED, BAD})  # what suspends business (C-59)


class PaperLike(Protocol):
    """What the rules need to know of a paper."""

    @property
    def id(self) -> int:
        """The later one was entered later."""

    @property
    def state(self) -> str:
        """One of STATES."""

    @property
    def expires_on(self) -> date | None:
        """The last day; None for a paper without an end."""

    @property
    def renewal_until(self) -> date | None:
        """Until when its renewal was proved to be under way."""


P = TypeVar("P", bound=PaperLike)


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper as it is entered; the number and the issuer are tidied already."""

    kind_id: int
    number: str
    issuer: str | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    note: str | None = None


def in_force(paper: PaperLike, today: date) -> bool:
    """Whether a paper is verified and not over."""
    return paper.state == VERIFIED and (paper.expires_on is None or paper.expires_on >= today)


def latest(papers: Sequence[P]) -> P:
    """The paper that ends last, of several the one entered last; whoever asks has one at least."""
    return max(papers, key=lambda one: (one.expires_on or date.max, one.id))


def condition(papers: Sequence[P], today: date, soon: int) -> tuple[str, P | None]:
    """How it stands with one kind of paper of a customer, and which of `papers` of that kind decides it (C-59).

    `soon` days before its end it expires soon. What is expired is so until a newer one is verified; a proof that the
    renewal is under way holds up to its own day.
    """
    verified = [one for one in papers if one.state == VERIFIED]
    holding = [one for one in verified if in_force(one, today)]
    if holding:
        best = latest(holding)
        near = best.expires_on is not None and best.expires_on - timedelta(days=soon) <= today
        return (EXPIRING if near else VALID), best
    for found, state in (
        ([one for one in verified if one.renewal_until is not None and one.renewal_until >= today], RENEWING),
        (verified, EXPIRED),
        ([one for one in papers if one.state == RECEIVED], WAITING),
        ([one for one in papers if one.state == REJECTED], BAD),
    ):
        if found:
            return state, max(found, key=lambda one: one.id)
    return MISSING, None


def check_new(new: NewPaper, *, expires: bool, today: date) -> None:
    """Refuse days that cannot be: without an end where the kind has one, issued in the future, ended before begun."""
    if expires and new.expires_on is None:
        raise Refused(Text("This paper expires. Enter until which day it holds."), field="expires_on")
    if new.issued_on is not None and new.issued_on > today:
        raise Refused(Text("This day has not come yet."), field="issued_on")
    if new.issued_on is not None and new.expires_on is not None and new.expires_on < new.issued_on:
        raise Refused(Text("The paper would end before it was issued."), field="expires_on")


def check_still_received(state: str) -> None:
    """Refuse, as a conflict, what may be done only before somebody has decided on the paper."""
    if state != RECEIVED:
        raise Conflict(Text("Somebody has decided on this meanwhile: %(state)s.", state=Text(STATES[state])))


def check_eyes(entered_by_id: int | None, verifier_id: int | None, *, four_eyes: bool) -> None:
    """Refuse whoever would verify what he entered himself, unless the office lets him (C-56)."""
    if four_eyes and entered_by_id == verifier_id:
        raise Refused(Text("You entered this yourself. Somebody else verifies it."))


def check_in_force(expires_on: date | None, today: date) -> None:
    """Refuse to verify a paper that is over."""
    if expires_on is not None and expires_on < today:
        raise Refused(Text("This paper expired on %(day)s. Ask for the one that is in force.", day=expires_on))


def check_proof(state: str, expires_on: date | None, until: date, today: date, most: int) -> None:
    """Refuse a proof of renewal for what needs none, for a day that is over, and for more than `most` days (C-59)."""
    if state != VERIFIED or expires_on is None:
        raise Refused(Text("Only the renewal of a verified paper that expires can be under way."))
    if until < today:
        raise Refused(Text("This day is over."), field="until")
    if until > today + timedelta(days=most):
        raise Refused(Text("A renewal may be under way for at most %(most)s days. Ask again then.", most=most),
                      field="until")  # fmt: skip


def warning_day(expires_on: date, days: int, calendar: Calendar) -> date:
    """On which day it is warned so many days before the end: earlier where nobody works on that day (C-59, O-18)."""
    day = expires_on - timedelta(days=days)
    return day if calendar.is_working_day(day) else calendar.add_working_days(day, -1)


def warning_due(
    expires_on: date, today: date, steps: Collection[int], warned: int | None, calendar: Calendar
) -> int | None:
    """Which warning is to be given today: the latest of those whose day has come, if it was not given; else None.

    `warned` is the last that was given. Days on which nobody looked are caught up with by one warning, not several.
    """
    left = [days for days in steps if warned is None or days < warned]
    return min((days for days in left if warning_day(expires_on, days, calendar) <= today), default=None)
