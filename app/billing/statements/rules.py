"""How a reading becomes a settlement slip: price list, blocks, terms, and who may post (G-10 to G-13)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from app.billing.readings.rules import first_day
from app.billing.statements.policy import StatementPolicy
from app.billing.tariffs.pricelist import Block, Category, Cycle, PriceList
from app.billing.tariffs.rules import ChargeLine, ceilings, charge, cycle_start, in_force, plan_for, total
from app.domain.actor import Actor, ActorKind
from app.domain.errors import Refused
from app.domain.money import Fen, Rate
from app.domain.text import Text
from app.domain.volume import Volume

NOTHING = Volume(0)


class User(NamedTuple):
    """What a price depends on besides the volume: category and use, persons of the household, day of the reading."""

    category: str
    use: str
    persons: int | None
    read_on: date


@dataclass(frozen=True, slots=True)
class Terms:
    """What a user's gas costs in a period: the price list, its blocks for this household, and the cycle's first day."""

    tariff_id: int
    tax_rate: Rate | None
    blocks: tuple[Block, ...]
    cycle_start: date | None

    @property
    def ceilings(self) -> list[Volume]:
        """The ceilings in force, 0.001 m³, without the last block, which has none."""
        return [block.up_to for block in self.blocks if block.up_to is not None]


@dataclass(frozen=True, slots=True)
class Priced:
    """A volume priced on top of what was billed before in the cycle."""

    lines: tuple[ChargeLine, ...]
    cumulative_from: Volume
    cumulative_to: Volume
    amount: Fen


@dataclass(frozen=True, slots=True)
class Chain:
    """All slips of one reading, its reversals and replacements among them: the first one's id and their sum."""

    first_id: int
    volume: Volume


@dataclass(slots=True)
class Pricing:
    """The price lists of the office for one billing period; remembers the terms it has worked out.

    Cycle and season follow the period, the price list is the one in force on the reading's day (exchange-files.md).
    """

    lists: Mapping[int, PriceList]
    period: str
    first_month_to_old_cycle: bool = False
    known: dict[User, Terms | Text] = field(default_factory=dict)

    def terms_of(self, user: User) -> Terms | Text:
        """The terms for a user, or the reason why there are none."""
        if user not in self.known:
            self.known[user] = self._terms_of(user)
        return self.known[user]

    def _terms_of(self, user: User) -> Terms | Text:
        found = in_force(self.lists, Category(user.category), user.read_on)
        if found is None:
            return Text("No price list is in force on %(day)s.", day=user.read_on.isoformat())
        tariff_id, pricelist = found
        plan = plan_for(pricelist, user.use, first_day(self.period), user.persons)
        if plan is None:
            return Text("The price list %(name)s has no plan for this use.", name=pricelist.name)
        start = cycle_of(pricelist.cycle, self.period, self.first_month_to_old_cycle)
        return Terms(tariff_id, pricelist.tax_rate, ceilings(pricelist, plan, user.persons), start)


def cycle_of(cycle: Cycle, period: str, first_month_to_old: bool) -> date | None:
    """The first day of the cycle to which a period belongs; None where volume does not accumulate (G-10).

    With `first_month_to_old` the first period of a cycle is still counted into the one before.
    """
    month = first_day(period)
    start = cycle_start(cycle, month)
    before = cycle_start(cycle, (month - timedelta(days=1)).replace(day=1))
    return before if first_month_to_old else start


def price(terms: Terms, before: Volume, volume: Volume) -> Priced:
    """Price a volume (0.001 m³) after `before` in the cycle; a list without a cycle begins at zero each time.

    Raises Refused where a correction would take back more than was billed (G-10).
    """
    start = before if terms.cycle_start is not None else NOTHING
    lines = charge(terms.blocks, start, volume)
    return Priced(lines, start, Volume(start + volume), total(lines))


def carried(cycle_volume: Volume, as_of: date | None, start: date | None) -> Volume:
    """The volume billed before this program that still counts into the cycle beginning on `start`, in 0.001 m³."""
    counts = start is not None and (as_of is None or start <= as_of)
    return cycle_volume if counts else NOTHING


def billed_ahead_of(chains: Iterable[Chain], first_id: int | None) -> Volume:
    """What was billed in the cycle before a chain of slips began (all of it for a new one), in 0.001 m³.

    The order is that of the first posting, so that the blocks of a cycle follow each other without gap or overlap.
    """
    return Volume(sum(chain.volume for chain in chains if first_id is None or chain.first_id < first_id))


def term_of(category: str, rules: StatementPolicy) -> int:
    """The days a user of this category has to pay (G-05, G-12, G-13, D-14)."""
    terms = {
        Category.RESIDENTIAL.value: rules.term_residential,
        Category.PUBLIC_WELFARE.value: rules.term_public_welfare,
        Category.COMMERCIAL.value: rules.term_commercial,
    }
    return terms[category]


def due_day(start: date, category: str, rules: StatementPolicy) -> date:
    """The last day to pay: so many calendar days after posting or, once recorded, delivery; day 0 is `start`."""
    return start + timedelta(days=term_of(category, rules))


def statement_number(period: str, count: int) -> str:
    """The number of a slip: two digits each of year and month, then six that count on: 2611000001."""
    return f"{period[2:4]}{period[5:7]}{count:06d}"


def refuse_same_person(made_by: str, made_by_id: int | None, by: Actor, *, wanted: bool) -> None:
    """Slips are posted by another person than drafted them, where the office wants it; the operator may (G-11).

    Raises Refused with the sentence that also explains the disabled button.
    """
    same = by.name == made_by or (by.staff_id is not None and by.staff_id == made_by_id)
    if wanted and same and by.kind is not ActorKind.OPERATOR:
        raise Refused(Text("You drafted these slips. Somebody else must look at them and post them."))


def refuse_delivery(delivered_on: date, posted_on: date, today: date) -> None:
    """A slip is not delivered before it is posted nor in the future (G-12). Raises Refused for `delivered_on`."""
    if delivered_on < posted_on:
        day = posted_on.isoformat()
        raise Refused(
            Text("These slips were posted on %(day)s. Type that day or a later one.", day=day), "delivered_on"
        )
    if delivered_on > today:
        raise Refused(Text("This day is still to come. Record the delivery once it is done."), "delivered_on")


def state_of(kind: str, reversed_: bool, outstanding: Fen, due_on: date, today: date) -> str:
    """Where a posted slip stands: reversed (also the reversal itself), paid, overdue or open."""
    if reversed_ or kind == "reversal":
        return "reversed"
    if outstanding == 0:
        return "paid"
    return "overdue" if due_on < today else "open"


def fingerprint(sources: Iterable[tuple[int, str]], first_month_to_old_cycle: bool) -> str:
    """One mark of every price input: price lists (id and text) and the policy of cycles. Another mark, other prices."""
    digest = hashlib.sha256(b"1" if first_month_to_old_cycle else b"0")
    for tariff_id, source in sorted(sources):
        digest.update(f"\0{tariff_id}\0{source}".encode())
    return digest.hexdigest()
