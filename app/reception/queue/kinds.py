"""What the queue asks of features that stand above it.

Hook `visitor_hints(phone, name, customer_id) -> [Hint]`: what is known of somebody at the door. Hook
`called_out(visit, kind, by)`: inside the unit of a call, `kind` call or recall. Hook `visit_ended(visit, by)`: inside
the unit that ends a visit, however it ended; the visit may come back by an undo, then `visit_reopened(visit, by)`.
Hook `visit_registered(visit, by)`: inside the unit of the registration. Hook `visit_marks(ids) -> {id: [Flag]}`: short
marks on visitors in the line, the same for everybody who sees it, such as a ticket that was not printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.domain.actor import Actor
from app.domain.text import Text
from app.web import registry
from app.web.hooks import Flag

if TYPE_CHECKING:
    from app.reception.queue.models import Visit


@dataclass(frozen=True, slots=True)
class Hint:
    """Something known of the person at the door: an appointment, a referral, a call.

    `values` prefill the form of the registration, by the words of NewVisit. `sure` hints are taken at once, the
    others are offered.
    """

    kind: str
    text: Text
    values: Mapping[str, Any] = field(default_factory=dict)
    url: str | None = None
    sure: bool = False


def hints(phone: str | None, name: str | None, customer_id: int | None) -> list[Hint]:
    """What the features above know of this person (R-62 to R-67, R-72)."""
    return [hint for ask in registry.hooked("visitor_hints") for hint in ask(phone, name, customer_id)]


def visit_marks(ids: Sequence[int]) -> dict[int, list[Flag]]:
    """What the features above mark these visitors with; who is not marked is not in it."""
    marks: dict[int, list[Flag]] = {}
    for ask in registry.asked("visit_marks"):
        for one, found in ask(ids).items():
            marks.setdefault(one, []).extend(found)
    return marks


def tell(hook: str, visit: Visit, by: Actor) -> None:
    """Tell the features above that a visit was registered, ended or reopened, in the unit that did it."""
    for one in registry.hooked(hook):
        one(visit, by)


def tell_call(visit: Visit, kind: str, by: Actor) -> None:
    """Tell the features above that a visitor is called (`kind` call or recall), in the unit of the call."""
    for one in registry.hooked("called_out"):
        one(visit, kind, by)
