"""How a complaint goes from stage to stage (流转): only to where its route leads, and nowhere past a stage that must be
passed (K-14, K-67, D-37)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.errors import Refused
from app.domain.text import Text

WORK, NUMBER, DECISION, ANSWER, CLOSE = "work", "number", "decision", "answer", "close"
PASSED, RETURNED, SKIPPED, REOPENED = "passed", "returned", "skipped", "reopened"


class Stage(Protocol):
    """What a move asks of a stage of a route."""

    key: str
    name: str
    kind: str
    optional: bool
    together: bool


@dataclass(frozen=True, slots=True)
class Move:
    """What a deed does to a complaint: the stages that end, each with how, in order, and the one where it stands then.

    The first of `left` is the stage where it stood; the others are passed or passed over in the same deed.
    """

    left: tuple[tuple[str, str], ...]
    to: str


def place(stages: Sequence[Stage], key: str) -> int:
    """Where a stage stands in its route. Raises Refused for a stage that the route does not have."""
    found = next((n for n, stage in enumerate(stages) if stage.key == key), None)
    if found is None:
        raise Refused(Text("The route of this complaint has no such stage."), field="to")
    return found


def joined(stages: Sequence[Stage], at: str, same_holder: Collection[str]) -> list[str]:
    """The stages that are filled in on one page with this one, in order, itself first.

    One that is `together` takes the next with it where the same person holds both: `same_holder` are those of the
    stages that whoever holds this one holds too. The stage that closes is a deed of its own.
    """
    found = [at]
    for stage, after in zip(stages[place(stages, at) :], stages[place(stages, at) + 1 :], strict=False):
        if not stage.together or after.kind == CLOSE or after.key not in same_holder:
            break
        found.append(after.key)
    return found


def passing(stages: Sequence[Stage], at: str, to: str | None, *, with_it: Collection[str], why: str | None) -> Move:
    """The move that passes a complaint on (K-14): to the next stage, or to `to` past stages that are optional.

    `with_it` are the stages filled in together with this one (`joined`). Raises Refused for a stage behind, for one
    that must not be passed over, without a reason `why` for passing over, and at the last stage.
    """
    here = place(stages, at)
    group = [here, *(place(stages, key) for key in with_it if key != at)]
    if stages[here].kind == CLOSE or here == len(stages) - 1:
        raise Refused(Text("This is the last stage: close the complaint."))
    there = place(stages, to) if to is not None else min(max(group) + 1, len(stages) - 1)
    if there <= here:
        raise Refused(Text("It is passed on to a later stage only. Send it back with a reason instead."), field="to")
    over = [stages[n] for n in range(here + 1, there) if n not in group]
    _check_over(over, why)
    ends = (stages[n] for n in range(here, there))
    return Move(tuple((one.key, SKIPPED if one in over else PASSED) for one in ends), stages[there].key)


def returning(stages: Sequence[Stage], at: str, to: str, why: str | None) -> Move:
    """The move that sends a complaint back to an earlier stage, with the reason. Raises Refused."""
    if place(stages, to) >= place(stages, at):
        raise Refused(Text("It is sent back to an earlier stage only."), field="to")
    if not why:
        raise Refused(Text("Please say why."), field="reason")
    return Move(((at, RETURNED),), to)


def targets(stages: Sequence[Stage], at: str, with_it: Collection[str] = ()) -> list[Stage]:
    """Where a complaint may be passed on to from here: the next stage, and those behind stages that are optional."""
    found: list[Stage] = []
    first = max(place(stages, key) for key in (at, *with_it)) + 1
    for stage in stages[first:]:
        found.append(stage)
        if not stage.optional:
            break
    return found


def earlier(stages: Sequence[Stage], at: str) -> list[Stage]:
    """Where a complaint may be sent back to, the nearest first."""
    return list(reversed(stages[: place(stages, at)]))


def numbers_at_once(stages: Sequence[Stage]) -> bool:
    """Tell whether a complaint on this route gets its number when it is taken: where no later stage gives it (K-05)."""
    return all(stage.kind != NUMBER for stage in stages[1:])


def again_at(stages: Sequence[Stage], to: str | None) -> str:
    """At which stage a reopened complaint goes on: at `to`, else at the first after its number (K-20).

    Raises Refused for the stage that closes: nothing would be done again there.
    """
    numbered = max((n for n, stage in enumerate(stages[:-2]) if stage.kind == NUMBER), default=-1)
    found = stages[place(stages, to) if to is not None else numbered + 1]
    if found.kind == CLOSE:
        raise Refused(Text("Choose the stage at which the work goes on."), field="to")
    return found.key


def check_close(stages: Sequence[Stage], at: str) -> None:
    """Refuse to close a complaint that stands before its last stage: no stage is skipped by closing."""
    here = place(stages, at)
    if stages[here].kind != CLOSE and here < len(stages) - 1:
        names = [stage.name for stage in stages[here:] if stage.kind != CLOSE]
        sentence = Text("Stages that are still to be passed: %(stages)s.", stages=", ".join(names))
        raise Refused(sentence)


def _check_over(over: Sequence[Stage], why: str | None) -> None:
    must = next((stage for stage in over if not stage.optional), None)
    if must is not None:
        sentence = Text("Stage %(stage)s cannot be passed over: the route asks for it.", stage=must.name)
        raise Refused(sentence, field="to")
    if over and not why:
        sentence = Text("Say why %(stage)s is passed over.", stage=over[0].name)
        raise Refused(sentence, field="opinion")
