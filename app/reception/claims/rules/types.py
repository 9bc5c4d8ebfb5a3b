"""What is known when it is decided who receives a visitor, and what such a decision says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.text import Text

YES, NO, UNKNOWN = "yes", "no", "unknown"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A visitor as the desk registered him, before anybody receives him.

    `asked_for` are the members of staff whom he named, in the order of the naming; a leader's naming of a company
    customer (`leader_named`) is the first of them. `brought_by_id` is the old customer who brought or sent him,
    `brought_owner` the representative of that one. `family_visit_id` is the visit of his family, `family_first_id` who
    received it. The two that are looked up, the verb fills in. `confirmed` is false as long as it is not clear
    whether he needs reception (R-12).
    """

    visit_id: int
    customer_id: int | None = None
    name: str = ""
    phone: str | None = None
    first_time: str = UNKNOWN
    forgot: bool = False
    complains: bool = False
    asked_for: tuple[int, ...] = ()
    brought_by_id: int | None = None
    brought_owner: int | None = None
    announced_for: int | None = None
    company: bool = False
    leader_named: bool = False
    referral_valid: bool = False
    family_visit_id: int | None = None
    family_first_id: int | None = None
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """What the registers know of a person on a day: to whom he belongs, and whether that still holds.

    `owner_basis` is visit, call, hand_over, decision or file. `first_on` is the first registration on site ever,
    `others` are those who received him before, without the owner. An owner who is `gone` works here no more; what is
    `unreviewed` does not count because nobody has reviewed its day (R-85).
    """

    owner_id: int | None = None
    owner_basis: str | None = None
    valid: bool = False
    registration_id: int | None = None
    registered_on: date | None = None
    valid_until: date | None = None
    first_on: date | None = None
    others: tuple[int, ...] = ()
    gone: bool = False
    unreviewed: bool = False


@dataclass(frozen=True, slots=True)
class Floor:
    """Who is here, out of the rota of the day.

    `line` are all people of the rota, whose turn is next first; `present` are here and may receive, perhaps busy
    (R-09); `free` could receive now. `next_id` is whose turn it is, `last_id` the last in the rota who is free.
    `returning_cost` and `brought_cost` are how many turns a returning customer and a brought friend use (D-34).
    `names` are their names.
    """

    line: tuple[int, ...] = ()
    present: frozenset[int] = frozenset()
    free: frozenset[int] = frozenset()
    next_id: int | None = None
    last_id: int | None = None
    returning_cost: int = 0
    brought_cost: int = 0
    names: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """Open days in force: `rule` is rota, inviter or free (R-51)."""

    name: str
    rule: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Who receives, at what cost of turns, and why, sentence by sentence.

    Exactly one of three holds: `staff_id` is somebody who is present; or `by_rota`, the ledger of turns says who;
    or `needs` says what a person must decide or wait for. `tell` is who must be told that his customer is received by
    somebody else. `case` is the row CM-… that follows if nothing else happens.
    """

    basis: str
    staff_id: int | None = None
    by_rota: bool = False
    cost: int = 0
    steps: tuple[Text, ...] = ()
    rows: tuple[str, ...] = ()
    needs: Text | None = None
    case: str | None = None
    tell: int | None = None
