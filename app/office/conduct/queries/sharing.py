"""A loss of a department shared by base points: a look only, from which people propose (K-50)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.money import Fen
from app.domain.text import Text
from app.office.conduct import rules
from app.office.conduct.feature import RECORD
from app.office.conduct.policy import ConductPolicy
from app.office.conduct.queries.money import members
from app.office.policy import queries as policy
from app.office.staff.queries import department_choices


@dataclass(frozen=True, slots=True)
class Share:
    """What one member bears (fen), and the sanction that the office's bands propose for it, if any."""

    staff_id: int
    name: str
    points: int
    amount: Fen
    sanction: str | None


@dataclass(frozen=True, slots=True)
class Shared:
    """A loss (fen), the total of base points, and each member's share."""

    loss: Fen
    total: int
    shares: tuple[Share, ...]


def departments_to_share(actor: Actor) -> list[tuple[int, str]]:
    """The departments in which this actor may record cases, by name."""
    held = actor.departments(RECORD.name)
    return [pair for pair in department_choices() if actor.has_every_right or pair[0] in held]


def shared(department_id: int, loss: Fen, on: date) -> Shared:
    """A loss of a department by the base points of its members on a day (K-50, K-42). Raises Refused where nobody
    has points, or for a loss that is not above zero."""
    if loss <= 0:
        raise Refused(Text("Please type an amount above zero."), field="loss")
    people, values = members(department_id, on), policy.of(ConductPolicy)
    if not people:
        raise Refused(Text("Nobody in this department has base points. Enter them first."), field="department")
    parts = rules.share_by_points(loss, [one.points for one in people])
    shares = (
        Share(one.staff_id, one.name, one.points, part, rules.sanction_by_loss(part, values))
        for one, part in zip(people, parts, strict=True)
    )
    return Shared(loss, sum(one.points for one in people), tuple(shares))
