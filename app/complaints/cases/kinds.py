"""What cases asks of the features above it, and what it tells them. All of it in the unit of the deed.

Hook `closing_obstacles(complaint_id) -> [Text]`: why this case cannot be closed now, such as an approval that waits, a
return on its way, a return visit that is missing.

Hook `stage_obstacles(complaint_id, stage_kind, stage_key) -> [Text]`: why this stage cannot be left: a decision that
nobody has approved, a customer who was not told. The kinds of stages are work, number, decision, answer, close.

Hook `closing_facts(complaint_id) -> {name: value}`: what more the record of the closing keeps, as JSON holds it, such
as the amount decided (`amount_fen`). It must not take a name that cases itself uses.

Hook `complaint_moved(complaint_id, stage_key, *, by)`: it stands at another stage now. Hook `complaint_closed(
complaint_id, *, by)`: it ended, closed, referred or without loss. Hook `complaint_reopened(complaint_id, *, by)`. Hook
`complaint_cancelled(complaint_id, *, by)`: it was entered by mistake; what waits about it is void.

Hook `complaints_asked(actor) -> [Select]`: the ids of complaints about which this person is or was asked to decide:
what is decided is read where it stands.

Hook `complaint_steps(complaint_id, stage_kind, actor) -> [Step]`: what its page offers this user as the next deed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from app.domain.actor import Actor
from app.domain.text import Text
from app.web import registry


@dataclass(frozen=True, slots=True)
class Step:
    """A deed that the page of a case offers: what it is called, where it is done, and whether it is the main one."""

    label: Text
    url: str
    primary: bool = False


def closing_obstacles(complaint_id: int) -> list[Text]:
    """Why the features above do not let this case be closed."""
    return [why for ask in registry.hooked("closing_obstacles") for why in ask(complaint_id)]


def stage_obstacles(complaint_id: int, stage_kind: str, stage_key: str) -> list[Text]:
    """Why the features above do not let this stage be left."""
    asked = registry.hooked("stage_obstacles")
    return [why for ask in asked for why in ask(complaint_id, stage_kind, stage_key)]


def closing_facts(complaint_id: int) -> dict[str, Any]:
    """What the features above add to the record of a closing."""
    asked = registry.hooked("closing_facts")
    return {name: value for ask in asked for name, value in ask(complaint_id).items()}


def complaint_steps(complaint_id: int, stage_kind: str, actor: Actor) -> list[Step]:
    """What the features above offer this user as the next deed, the main one first."""
    asked = registry.asked("complaint_steps")
    found = [step for ask in asked for step in ask(complaint_id, stage_kind, actor)]
    return sorted(found, key=lambda step: not step.primary)


def complaints_asked(actor: Actor) -> list[Select[Any]]:
    """The ids of the complaints about which the features above ask this person to decide, as selects."""
    if actor.staff_id is None:
        return []
    asked = registry.hooked("complaints_asked")
    return [query.correlate(None) for ask in asked for query in ask(actor)]  # whatever a list selects from


def tell_moved(complaint_id: int, stage_key: str, *, by: Actor) -> None:
    """Tell that a case stands at another stage now."""
    for tell in registry.hooked("complaint_moved"):
        tell(complaint_id, stage_key, by=by)


def tell(hook: str, complaint_id: int, *, by: Actor) -> None:
    """Tell that a case was closed, reopened or cancelled; `hook` is one of those named above."""
    for one in registry.hooked(hook):
        one(complaint_id, by=by)
