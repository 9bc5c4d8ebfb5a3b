"""The law of conduct: what a sanction costs, when it may be proposed and appealed against, and how it is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors import Conflict, Refused
from app.domain.money import Fen, format_fen
from app.domain.shares import split
from app.domain.text import Text
from app.office.conduct.kinds import ConductRule
from app.office.conduct.policy import ConductPolicy
from app.office.conduct.words import (
    DECIDED,
    DEDUCTION,
    DEMERIT_LEDGER,
    DISMISSAL,
    MAJOR,
    MINOR,
    RECORDED,
    REFUSED,
    WARNING,
    WITHOUT_MONEY,
)

_MONTH = re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])")
MOST_FEN = Fen(100_000_000_00)
QUICKER = Text("Somebody was quicker: this case is no longer as you saw it. Look again.")


@dataclass(frozen=True, slots=True)
class Owed:
    """A deduction as it stands before a month; fen. `left` is what no month has taken yet, negative to give back."""

    id: int
    left: Fen
    ledger: str
    from_month: str


@dataclass(frozen=True, slots=True)
class Part:
    """What a month takes of one deduction, and what it leaves to the next; fen, negative where it gives back."""

    id: int
    taken: Fen
    left: Fen


@dataclass(frozen=True, slots=True)
class Stored:
    """A deduction with what months took of it so far (fen); `reverses` is the deduction that it takes back."""

    id: int
    amount: Fen
    ledger: str
    from_month: str
    reverses: int | None
    taken: Fen


def cap_of(bonus: Fen, percent: int) -> Fen:
    """The most that a month may take of its bonus, rounded down to the fen so that it is never passed (K-51)."""
    return Fen(max(bonus, 0) * percent // 100)


def instalments(month: str, bonus: Fen | None, owed: Sequence[Owed], *, percent: int) -> list[Part]:
    """What a month takes of each deduction of one person, in the order given: that of their decisions (K-51).

    A month without a bonus takes nothing, and everything is carried on. A major demerit has the whole bonus of its
    own month for itself (K-45); what that month cannot give queues like every other deduction. Those share `percent`
    of the bonus, as far as the demerit has left it (D-21). What was lifted is given back at once, bonus or not.
    """
    given = Fen(max(bonus or 0, 0))
    due = [one for one in owed if one.from_month <= month]
    whole = [one for one in due if one.ledger == DEMERIT_LEDGER and one.from_month == month]
    taken = _queue(whole, given)
    room = Fen(min(cap_of(given, percent), given - sum(taken.values())))
    taken |= _queue([one for one in due if one not in whole], room)
    parts = ((one, taken[one.id] if one.left > 0 else one.left) for one in due)
    return [Part(one.id, Fen(amount), Fen(one.left - amount)) for one, amount in parts]


def _queue(owed: Iterable[Owed], room: Fen) -> dict[int, Fen]:
    taken = {}
    for one in owed:
        taken[one.id] = Fen(max(0, min(one.left, room)))
        room = Fen(room - taken[one.id])
    return taken


def open_of(stored: Sequence[Stored]) -> list[Owed]:
    """What is left of deductions, in the order given. Of a lifted one nothing more is taken, and its opposite row
    gives back what months had taken of it."""
    lifted = {one.reverses for one in stored}
    of = {one.id: one.taken for one in stored}
    found = []
    for one in stored:
        if one.reverses is not None:
            left = -of.get(one.reverses, 0) - one.taken
        else:
            left = 0 if one.id in lifted else one.amount - one.taken
        found.append(Owed(one.id, Fen(left), one.ledger, one.from_month))
    return [one for one in found if one.left]


def share_by_points(loss: Fen, points: Sequence[int]) -> list[Fen]:
    """Each member's share of a department's loss (fen): loss ÷ total base points × own base points (K-50).

    The shares add up to the loss. Raises Refused where there is no member, or one without points.
    """
    return [Fen(part) for part in split(loss, points)]


def least_amount(sanction: str, bases: int, policy: ConductPolicy) -> Fen:
    """The least that a sanction costs, in fen (K-45); `bases` counts base units and matters for a minor demerit."""
    least = {WARNING: policy.warning_least, MINOR: policy.minor_least * bases, DEDUCTION: 1}
    return Fen(least.get(sanction, 0))


def proposed_amount(sanction: str, bonus: Fen | None, bases: int, policy: ConductPolicy) -> Fen | None:
    """What is proposed for a sanction, in fen; None where somebody has to say it (K-45).

    A warning and a minor demerit at their least amounts, a major demerit the whole `bonus` of the month.
    """
    if sanction in (WARNING, MINOR):
        return least_amount(sanction, bases, policy)
    if sanction == MAJOR:
        return cap_of(bonus, policy.major_percent) if bonus is not None else None
    return None if sanction == DEDUCTION else Fen(0)


def amount_by_rule(rule: ConductRule, bonus: Fen | None, policy: ConductPolicy) -> Fen | None:
    """What is proposed where this rule was broken, in fen; None where somebody has to say it (S-31)."""
    if rule.amount is not None:
        return rule.amount
    if rule.bonus_percent:
        return cap_of(bonus, rule.bonus_percent) if bonus is not None else None
    return proposed_amount(rule.sanction, bonus, 1, policy)


def sanction_by_loss(loss: Fen, policy: ConductPolicy) -> str | None:
    """The sanction that the office's bands propose for somebody's own share of a loss (fen); None below all of them
    and while the bands are empty (K-42, M-07)."""
    bands = (
        (policy.warning_from, WARNING),
        (policy.minor_from, MINOR),
        (policy.major_from, MAJOR),
        (policy.dismissal_from, DISMISSAL),
    )
    reached = [(yuan, sanction) for yuan, sanction in bands if yuan is not None and loss >= yuan * 100]
    return max(reached, key=lambda band: band[0])[1] if reached else None


def check_proposal(sanction: str, amount: Fen, bases: int, policy: ConductPolicy) -> None:
    """Refuse an amount (fen) that does not fit its sanction (K-45)."""
    least = least_amount(sanction, bases, policy)
    if sanction in WITHOUT_MONEY and amount:
        raise Refused(Text("This sanction takes no money. Leave the amount empty or choose another."), field="amount")
    if not 0 <= amount <= MOST_FEN:
        raise Refused(Text("Please type an amount from 0 to %(most)s.", most=format_fen(MOST_FEN)), field="amount")
    if amount < least:
        raise Refused(Text("This sanction costs at least %(least)s.", least=format_fen(least, symbol=True)), "amount")


def check_may_propose(state: str, staff_id: int, by: int | None) -> None:
    """Refuse a proposal where one is under way or decided, and by the very person concerned (S-32)."""
    if staff_id == by:
        raise Refused(Text("Nobody proposes a sanction in a case of his own. Let your superior do it."))
    if state not in (RECORDED, REFUSED):
        raise Conflict(Text("This case waits for its decision or has it already. Look again."))


def check_may_appeal(state: str, staff_id: int, by: int | None) -> None:
    """Refuse an appeal of anybody but the person concerned, and where there is no decision to appeal against (S-31)."""
    if staff_id != by:
        raise Refused(Text("Only the person concerned may appeal."))
    if state != DECIDED:
        raise Conflict(Text("There is no decision to appeal against, or you have appealed already."))


def appeal_until(decided_on: date, days: int) -> date:
    """The last day for an appeal; the day of the decision is not counted (S-31)."""
    return decided_on + timedelta(days=days)


def is_late(decided_on: date, appealed_on: date, days: int) -> bool:
    """True for an appeal after its term. It is recorded and decided all the same, but marked (S-31)."""
    return appealed_on > appeal_until(decided_on, days)


def asks_to_leave(times: int, leave_from: int | None) -> bool:
    """True from that many times on: the handbook then wants the person to leave, and somebody decides (S-08)."""
    return leave_from is not None and times >= leave_from


def check_incident(happened_on: date, today: date) -> None:
    """Refuse an incident of a day that is still to come."""
    if happened_on > today:
        raise Refused(Text("This day is still to come."), field="happened_on")


def number_of(today: date, count: int) -> str:
    """The number of a case: WJ2611-001 is the first of November 2026 (O-04)."""
    return f"WJ{today:%y%m}-{count:03}"


def read_month(text: str, field: str = "month") -> str:
    """A month written like 2026-11. Raises Refused for the field."""
    if not _MONTH.fullmatch(text):
        raise Refused(Text("Please write the month like %(example)s.", example="2026-11"), field=field)
    return text


def month_of(day: date) -> str:
    """The month of a day, as 2026-11."""
    return f"{day:%Y-%m}"


def month_after(month: str) -> str:
    """The next month: 2027-01 after 2026-12."""
    return month_of(date.fromisoformat(f"{month}-01") + timedelta(days=31))


def first_month(today: date, settled: str | None) -> str:
    """From which month on something decided today is taken: this one, or the first that is not settled yet (K-51)."""
    this = month_of(today)
    return this if settled is None or settled < this else month_after(settled)


def month_to_settle(settled: str | None, open_from: str | None) -> str | None:
    """The next month to settle: the one after the last, or where nothing was open for longer, that of the first open
    deduction; None where there is none (K-51). `open_from` is the earliest month of an open deduction."""
    if open_from is None:
        return None
    return open_from if settled is None else max(open_from, month_after(settled))


def check_may_settle(month: str, today: date, settled: str | None, wanted: str | None) -> None:
    """Refuse to settle a month that is still to come, is settled, or is not the next in order (K-51)."""
    if settled is not None and month <= settled:
        raise Conflict(Text("The deductions of %(month)s are settled already.", month=month))
    if wanted is None:
        raise Refused(Text("There is no open deduction: nothing is to be settled."), field="month")
    if month > month_of(today):
        raise Refused(Text("This month is still to come."), field="month")
    if month != wanted:
        raise Refused(Text("Months are settled in order. The next is %(month)s.", month=wanted), field="month")


def check_bonus(amount: Fen, field: str | None = None) -> None:
    """Refuse a bonus (fen) below zero or beyond all measure."""
    if not 0 <= amount <= MOST_FEN:
        raise Refused(Text("Please type an amount from 0 to %(most)s.", most=format_fen(MOST_FEN)), field=field)


def check_bonus_open(month: str, settled: str | None) -> None:
    """Refuse a bonus of a month whose deductions are settled: what was taken was computed with it (K-51)."""
    if settled is not None and month <= settled:
        raise Refused(
            Text("The deductions of %(month)s are settled. Its bonuses no longer change.", month=month), field="month"
        )
