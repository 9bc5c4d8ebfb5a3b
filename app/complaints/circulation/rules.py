"""The law of routes: what a route must be before it can be in force, and how long a complaint may take on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from app.complaints.circulation.words import ANSWER, ANY, CLOSE, DECISION, DEPARTMENT, FACTORY, NUMBER, POSITION
from app.complaints.fields import FIELDS
from app.complaints.words import ORIGINS, SEVERITIES
from app.domain.deadlines import check_stages
from app.domain.errors import Refused
from app.domain.text import Text

MOST_STAGES = 20
MOST_DAYS = 400
LONGEST_NAME = 60
NEVER_OPTIONAL = frozenset({NUMBER, DECISION, CLOSE})


@dataclass(frozen=True, slots=True)
class StagePlan:
    """A stage of a route as it is drafted (阶段); its place is that in the list. `days` in the unit of the route."""

    key: str
    name: str
    kind: str
    who: str
    department_id: int | None = None
    position_key: str | None = None
    asks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    days: int | None = None
    optional: bool = False
    together: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a whole complaint of a severity and origin may take; "any" is each. `most`: with all extensions."""

    severity: str
    origin: str
    days: int
    most: int | None = None


def term_of(limits: Collection[Limit], severity: str, origin: str) -> Limit:
    """The limit of a complaint (K-26, K-58): the row that names it most exactly, severity before origin.

    Raises Refused where the route has no row for it.
    """
    fitting = [one for one in limits if one.severity in (severity, ANY) and one.origin in (origin, ANY)]
    if not fitting:
        sentence = Text(
            "This route has no limit for: %(severity)s, %(origin)s. Enter one on its page.",
            severity=Text(SEVERITIES.get(severity, severity)),
            origin=Text(ORIGINS.get(origin, origin)),
        )
        raise Refused(sentence)
    return max(fitting, key=lambda one: (one.severity == severity, one.origin == origin))


def check_limit(limit: Limit) -> None:
    """Refuse a limit of no days or of more than a year, and one whose end lies before it (K-26, K-58)."""
    if limit.severity not in {ANY, *SEVERITIES} or limit.origin not in {ANY, *ORIGINS}:
        raise Refused(Text("Please choose one of the list."), field="severity")
    if not 1 <= limit.days <= MOST_DAYS:
        raise Refused(Text("Please type a whole number from %(low)s to %(high)s.", low=1, high=MOST_DAYS), field="days")
    if limit.most is not None and not limit.days <= limit.most <= MOST_DAYS:
        sentence = Text("With every extension it takes at least the %(days)s days of the limit.", days=limit.days)
        raise Refused(sentence, field="most")


def with_limit(limits: Collection[Limit], limit: Limit) -> list[Limit]:
    """The limits with this one, which takes the place of the one for the same severity and origin."""
    return [*without_limit(limits, limit.severity, limit.origin), limit]


def without_limit(limits: Collection[Limit], severity: str, origin: str) -> list[Limit]:
    """The limits but for the one of this severity and origin."""
    return [one for one in limits if (one.severity, one.origin) != (severity, origin)]


def tidied(stage: StagePlan) -> StagePlan:
    """The stage as it is stored: what is needed is asked for too, and nothing is kept that `who` does not use."""
    asked = {*stage.asks, *stage.needs}
    return replace(
        stage,
        asks=tuple(key for key in FIELDS if key in asked) + tuple(sorted(asked - set(FIELDS))),
        department_id=stage.department_id if stage.who == DEPARTMENT else None,
        position_key=stage.position_key if stage.who == POSITION else None,
    )


def check_stage(stage: StagePlan) -> None:
    """Refuse a stage that could never be held or left. Raises Refused with the field it belongs to."""
    if not stage.name:
        raise Refused(Text("Please fill this in."), field="name")
    if len(stage.name) > LONGEST_NAME:
        raise Refused(Text("This is too long. At most %(most)s characters fit.", most=LONGEST_NAME), field="name")
    if stage.who == POSITION and not stage.position_key:
        raise Refused(Text("Choose the position whose holder holds this stage."), field="position_key")
    if {*stage.asks, *stage.needs} - set(FIELDS):
        raise Refused(Text("A case has no such field."), field="asks")
    if set(stage.needs) - set(stage.asks):
        raise Refused(Text("What a stage cannot be left without must be asked for there."), field="needs")
    if stage.days is not None and not 1 <= stage.days <= MOST_DAYS:
        raise Refused(Text("Please type a whole number from %(low)s to %(high)s.", low=1, high=MOST_DAYS), field="days")
    if stage.optional and stage.kind in NEVER_OPTIONAL:
        raise Refused(Text("A stage that numbers, decides or closes cannot be passed over."), field="optional")


def check_key(stages: Sequence[StagePlan], stage: StagePlan, but: int = 0) -> None:
    """Refuse a second stage of one key or name; `but` is the place of the stage itself."""
    others = [one for place, one in enumerate(stages, 1) if place != but]
    if any(stage.key == one.key or stage.name == one.name for one in others):
        raise Refused(Text("This route has a stage of this name already."), field="name")


def added(stages: Sequence[StagePlan], stage: StagePlan, place: int) -> list[StagePlan]:
    """The stages with one more at a place, counted from 1. Raises Refused for one too many or of a name twice."""
    if len(stages) >= MOST_STAGES:
        raise Refused(Text("A route has at most %(most)s stages.", most=MOST_STAGES))
    check_key(stages, stage)
    at = min(max(place, 1), len(stages) + 1) - 1
    return [*stages[:at], stage, *stages[at:]]


def changed(stages: Sequence[StagePlan], place: int, stage: StagePlan) -> list[StagePlan]:
    """The stages with another in the place of one; its key stays. Raises Refused."""
    kept = replace(stage, key=_at(stages, place).key)
    check_key(stages, kept, but=place)
    return [*stages[: place - 1], kept, *stages[place:]]


def moved(stages: Sequence[StagePlan], place: int, steps: int) -> list[StagePlan]:
    """The stages with one further up (-1) or down (1); at the end of the list it stays."""
    stage = _at(stages, place)
    others = [*stages[: place - 1], *stages[place:]]
    at = min(max(place - 1 + steps, 0), len(others))
    return [*others[:at], stage, *others[at:]]


def removed(stages: Sequence[StagePlan], place: int) -> list[StagePlan]:
    """The stages without one. Raises Refused for the last that is left."""
    _at(stages, place)
    if len(stages) == 1:
        raise Refused(Text("A route has at least one stage."))
    return [*stages[: place - 1], *stages[place:]]


def faults(form: str, stages: Sequence[StagePlan], limits: Collection[Limit]) -> list[Text]:
    """Why a route cannot be put in force yet, in whole sentences; empty where it can."""
    return [*_faults_of_order(stages), *_faults_of_form(form, stages), *_faults_of_limits(stages, limits)]


def clocked(stages: Sequence[StagePlan]) -> list[StagePlan]:
    """The stages that run within the limit of the whole: from the one that numbers on (K-26), else all."""
    start = next((place for place, stage in enumerate(stages) if stage.kind == NUMBER), 0)
    return list(stages[start:])


def days_left(stages: Sequence[StagePlan], whole: int, *, optional: bool = True) -> int:
    """What the limits of the stages leave of the whole (M-11), counted with or without those that are optional."""
    within = (stage for stage in clocked(stages) if optional or not stage.optional)
    return check_stages((stage.days or 0 for stage in within), whole)


def missing_limits(limits: Collection[Limit]) -> list[tuple[str, str]]:
    """The pairs of severity and origin for which a route has no limit."""

    def lacks(severity: str, origin: str) -> bool:
        return not any(one.severity in (severity, ANY) and one.origin in (origin, ANY) for one in limits)

    return [pair for pair in product(SEVERITIES, ORIGINS) if lacks(*pair)]


def _faults_of_order(stages: Sequence[StagePlan]) -> Iterator[Text]:
    if not stages or stages[-1].kind != CLOSE or sum(one.kind == CLOSE for one in stages) != 1:
        yield Text("The last stage, and no other, closes the complaint.")
    if stages and (stages[0].optional or stages[-1].optional):
        yield Text("The first and the last stage cannot be passed over.")
    decided = next((place for place, one in enumerate(stages) if one.kind == DECISION), None)
    answered = next((place for place, one in enumerate(stages) if one.kind == ANSWER), None)
    if answered is None:
        yield Text("No stage answers the customer.")
    elif decided is not None and answered < decided:
        yield Text("The customer is answered before it is decided: nothing may be promised before the decision.")


def _faults_of_form(form: str, stages: Sequence[StagePlan]) -> Iterator[Text]:
    numbers = sum(one.kind == NUMBER for one in stages)
    if form == FACTORY and numbers != 1:
        yield Text("Exactly one stage gives the number and starts the clock.")
    if form != FACTORY and numbers > 1:
        yield Text("At most one stage gives the number; without one it is given when the complaint is taken.")
    if form == FACTORY and not any(one.kind == DECISION for one in stages):
        yield Text("The complaint-handling form is decided by authority: one stage must decide.")


def _faults_of_limits(stages: Sequence[StagePlan], limits: Collection[Limit]) -> Iterator[Text]:
    for severity, origin in missing_limits(limits):
        says = {"severity": Text(SEVERITIES[severity]), "origin": Text(ORIGINS[origin])}
        yield Text("No limit for: %(severity)s, %(origin)s.", **says)
    whole = min((one.days for one in limits), default=None)
    if whole is not None and (left := days_left(stages, whole, optional=False)) < 0:
        yield Text(
            "Together the stages take %(stages)s days, the whole only %(whole)s: shorten some, or lengthen the whole.",
            stages=whole - left,
            whole=whole,
        )


def _at(stages: Sequence[StagePlan], place: int) -> StagePlan:
    if not 1 <= place <= len(stages):
        raise Refused(Text("This route has no such stage any more. Look at it again."))
    return stages[place - 1]
