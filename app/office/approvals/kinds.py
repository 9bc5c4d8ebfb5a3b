"""What an approval needs to know of the thing it decides on: the matters, as features declare them (A-01 … A-45)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.actor import Actor
from app.domain.text import Text
from app.office.approvals.models import Approval
from app.office.approvals.rules import ANY
from app.web import registry


@dataclass(frozen=True, slots=True)
class ShippedStep:
    """A step of a shipped chain: `ref` is the key of the position or role that `who` names; `label` is a msgid."""

    label: str
    who: str
    ref: str | None = None
    mode: str = ANY
    at_home: bool = False


@dataclass(frozen=True, slots=True)
class ShippedChain:
    """A chain as it is taken over into the matrix; amounts in fen. One that is not `active` is a template at hand.

    `name` is a msgid.
    """

    name: str
    steps: tuple[ShippedStep, ...]
    amount_from: int | None = None
    amount_to: int | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Matter:
    """What is decided on (审批事项), as a feature declares it by the hook `matters() -> [Matter]`.

    `row` is the handbook row. `settled(approval)` is called in the unit in which a request ends (its state is
    approved, refused, withdrawn or void), also where `submit` itself ends it; it may raise Refused. `paper` is the
    kind of document that shows the thing, whose subject is "kind:id". `note` tells the office what it must settle
    itself. Superiors of the submitter see his requests; not of a `confidential` matter, unless they are asked.
    `check(approval, by)` is asked before somebody says yes; it may raise Refused where he has to look at something
    first. `hold(approval)` holds the thing itself before the request is claimed, where other deeds on it take both:
    so they take them in one order.
    """

    key: str
    label: Text
    row: str
    chains: tuple[ShippedChain, ...] = ()
    settled: Callable[[Approval], None] | None = None
    paper: str | None = None
    note: Text | None = None
    confidential: bool = False
    check: Callable[[Approval, Actor], None] | None = None
    hold: Callable[[Approval], object] | None = None


def matters() -> dict[str, Matter]:
    """Every matter by its key, in the order of the handbook; whoever declares a shipped one again connects it."""
    found: dict[str, Matter] = {}
    for declare in registry.hooked("matters"):
        for one in declare():
            shipped = found.get(one.key)
            found[one.key] = _connected(shipped, one) if shipped else one
    return found


def matter_of(key: str) -> Matter:
    """The matter of this key; one that no feature declares any more is called by its key."""
    return matters().get(key) or Matter(key, Text(key), "")


def _connected(shipped: Matter, declared: Matter) -> Matter:
    return replace(
        shipped,
        settled=declared.settled,
        paper=declared.paper,
        chains=declared.chains or shipped.chains,
        note=declared.note or shipped.note,
        confidential=declared.confidential or shipped.confidential,
        check=declared.check,
        hold=declared.hold,
    )
