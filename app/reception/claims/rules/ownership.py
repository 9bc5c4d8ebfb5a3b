"""To whom a customer belongs: which registration holds, what a late recognition and a wish for another rep lead to.

The answers name the row of the table of cases (CM-…), from which the commission is reckoned later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain.days import add_months
from app.reception.claims.policy import ClaimPolicy
from app.reception.claims.rules.types import Known

FIRST, SECOND, EITHER, BOTH, REPLACEMENT = "first", "second", "either", "both", "replacement"
CALL, FILE = "call", "file"


@dataclass(frozen=True, slots=True)
class Entry:
    """A registration that stands: by whom, when, until when, and whether its day was reviewed."""

    id: int
    staff_id: int
    basis: str
    day: date
    registered_at: datetime
    valid_until: date
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a case leads to: who goes on with the customer, the row CM-…, and the handbook rows it rests on.

    `void` tells that the first rep's reception counts as an empty turn (轮空, R-60).
    """

    follow_up: str
    case: str | None
    rows: tuple[str, ...]
    void: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A customer who wants another rep. `fault` is none, ordinary, serious or refusal; `insists` after explanation.

    `new_today` came for the first time today; else `valid` says whether the first rep's registration still holds, and
    `earlier` how many others received him before. `encouraged`: the second rep has been shown to have drawn him away.
    """

    new_today: bool
    valid: bool = True
    fault: str = "none"
    insists: bool = True
    encouraged: bool = False
    verified: bool = False
    earlier: int = 0


def valid_until(start: date, rules: ClaimPolicy) -> date:
    """The last day of a registration whose clock starts on this day (R-84, D-01)."""
    return add_months(start, rules.valid_months)


def counts(entry: Entry, day: date, rules: ClaimPolicy) -> bool:
    """Whether a registration makes its rep the owner on a day (R-84, R-85, D-12)."""
    if entry.basis == CALL and not rules.calls_count:
        return False
    return entry.valid_until >= day and _reviewed(entry, day, rules)


def known_of(
    entries: Iterable[Entry], day: date, rules: ClaimPolicy, *, file_owner: int | None, working: Collection[int]
) -> Known:
    """What standing registrations and the customer's file say on a day about whose customer he is.

    The earliest valid registration wins (R-87); else the representative on the file; else the last one that expired.
    `working` are the members of staff who still work here.
    """
    all_of_him = sorted(entries, key=lambda one: (one.registered_at, one.id))
    first_on = next((one.day for one in all_of_him if one.basis != CALL), None)
    holds = next((one for one in all_of_him if counts(one, day, rules)), None)
    if holds is None and rules.file_owner and file_owner is not None:
        return Known(file_owner, FILE, valid=True, first_on=first_on, gone=file_owner not in working)
    last = holds or next((one for one in reversed(all_of_him) if one.basis != CALL or rules.calls_count), None)
    if last is None:
        return Known(first_on=first_on)
    others = tuple(dict.fromkeys(one.staff_id for one in all_of_him if one.staff_id != last.staff_id))
    unreviewed = holds is None and last.valid_until >= day
    about = replace(_by(last), valid=holds is not None, first_on=first_on, others=others, unreviewed=unreviewed)
    return replace(about, gone=last.staff_id not in working)


def company_claim_holds(first_on: date | None) -> bool:
    """Whether somebody may be a customer of the company: not once he was registered on site (R-66)."""
    return first_on is None


def recognition(
    received_on: date, recognised_on: date | None, rules: ClaimPolicy, *, closed: bool, file_until: date | None
) -> Ruling:
    """What follows where a customer had forgotten his first rep and a second one received him (R-35 to R-40, D-04).

    `recognised_on` is when the two found out, None for never; `closed` tells that the deal was signed before;
    `file_until` is until when the first rep's registration is valid, None for none.
    """
    if closed:
        return Ruling(SECOND, "CM-3b", ("R-37", "R-52"))
    if recognised_on is not None and recognised_on == received_on:
        return Ruling(FIRST, "CM-3a", ("R-36", "R-31"))
    if rules.forgot == "file":
        found = recognised_on is not None and file_until is not None and recognised_on <= file_until
        return Ruling(EITHER, "CM-3e", ("R-40",)) if found else Ruling(SECOND, "CM-3f", ("R-40",))
    if recognised_on is not None and recognised_on <= add_months(received_on, rules.window_months):
        return Ruling(SECOND, "CM-3c", ("R-38",))
    return Ruling(SECOND, "CM-3d", ("R-39",))


def change_of_rep(change: Change, rules: ClaimPolicy) -> Ruling:
    """What follows where a customer wants or needs another representative (R-42 to R-44, R-55 to R-60, D-05)."""
    if change.verified:
        return Ruling(SECOND, "CM-4g", ("R-44",))
    if change.fault in ("serious", "refusal"):
        return Ruling(REPLACEMENT, "CM-4i", ("R-60",), void=True)
    if change.fault == "ordinary":
        return Ruling(FIRST, None, ("R-59",))
    if change.encouraged:
        return Ruling(FIRST, "CM-4c", ("R-56",))
    if not change.insists:
        return Ruling(FIRST, None, ("R-58", "R-55"))
    if change.new_today:
        return Ruling(SECOND, "CM-4b", ("R-55",))
    return _old_customer(change, rules)


def family_case(rules: ClaimPolicy) -> Ruling:
    """What follows where two received husband and wife, or a family (R-47, R-48, D-06)."""
    if rules.family == "shared":
        return Ruling(BOTH, "CM-6a", ("R-47",))
    return Ruling(FIRST, "CM-6b", ("R-48",))


def _old_customer(change: Change, rules: ClaimPolicy) -> Ruling:
    if rules.another == "keep":
        return Ruling(SECOND, "CM-4d", ("R-57",))
    if change.earlier:
        return Ruling(SECOND, "CM-4h", ("R-42",))
    return Ruling(SECOND, "CM-4e" if change.valid else "CM-4f", ("R-43",))


def _by(entry: Entry) -> Known:
    """What one registration says."""
    return Known(
        owner_id=entry.staff_id,
        owner_basis=entry.basis,
        registration_id=entry.id,
        registered_on=entry.day,
        valid_until=entry.valid_until,
    )


def _reviewed(entry: Entry, day: date, rules: ClaimPolicy) -> bool:
    return entry.reviewed or entry.day == day or not rules.review_needed
