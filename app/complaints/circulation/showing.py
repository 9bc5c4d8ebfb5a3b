"""What the pages of a route show: who holds each stage today, how its limits fit the whole, what a draft changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.complaints.circulation import queries_drafts as drafts
from app.complaints.circulation import rules
from app.complaints.circulation.compare import Difference, Words, holder_words, limit_label
from app.complaints.circulation.models import Route
from app.complaints.circulation.queries import in_position, limits_of, plans_of, taking_department
from app.complaints.circulation.rules import Limit, StagePlan
from app.complaints.circulation.words import DEPARTMENT, POSITION, TAKER
from app.domain.text import Text
from app.office.approvals.queries_people import names_of
from app.office.positions.queries import organisation
from app.office.positions.rules import Organisation, head_of
from app.office.staff.queries import departments

NOBODY = Text("Nobody holds this position today: the department that took the complaint has the stage.")
NO_DEPARTMENT = Text("No department is named: the department that took the complaint has the stage.")
EMPTY_DEPARTMENT = Text("Nobody works in this department today.")


@dataclass(frozen=True, slots=True)
class Today:
    """Who would hold a stage if a complaint stood there today; empty where only the complaint decides it."""

    department: str | None = None
    person: str | None = None
    warning: Text | None = None


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage of the page, with its place."""

    place: int
    plan: StagePlan
    holder: Words
    today: Today


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A limit of the page and what the stages leave of it (M-11); `fits` is false where they take longer."""

    limit: Limit
    label: Text
    left: Text
    fits: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A revision as its page shows it."""

    stages: list[StageLine]
    limits: list[LimitLine]
    faults: list[Text]
    differences: list[Difference]
    before: Route | None


def shown(one: Route, home: int | None) -> Shown:
    """A revision with everything its page says; `home` is the department of whoever looks."""
    plans, limits = plans_of(one.id), limits_of(one.id)
    named = drafts.named(plans)
    held = _held_today(plans, home)
    return Shown(
        [
            StageLine(place, plan, holder_words(plan, named), held[place - 1])
            for place, plan in enumerate(plans, 1)
        ],
        [_limit_line(plans, limit) for limit in limits],
        rules.faults(one.form, plans, limits),
        drafts.changes_of(one),
        drafts.before(one),
    )  # fmt: skip


def sum_sentence(plans: Sequence[StagePlan], whole: int) -> Text:
    """Whether the limits of the stages fit into the whole (M-11), in one sentence."""
    all_left, must_left = (rules.days_left(plans, whole, optional=optional) for optional in (True, False))
    if all_left == whole:
        return Text("No stage has a limit of its own.")
    if all_left >= 0:
        return Text(
            "The stages take %(stages)s days together, %(left)s are left.", stages=whole - all_left, left=all_left
        )
    if must_left >= 0:
        return Text(
            "With every stage that may be passed over it is %(over)s days too long; without them %(left)s are left.",
            over=-all_left,
            left=must_left,
        )
    return Text(
        "The stages take %(stages)s days together: %(over)s too many.", stages=whole - must_left, over=-must_left
    )


def _limit_line(plans: Sequence[StagePlan], limit: Limit) -> LimitLine:
    fits = rules.days_left(plans, limit.days, optional=False) >= 0
    return LimitLine(limit, limit_label(limit), sum_sentence(plans, limit.days), fits)


def _held_today(plans: Collection[StagePlan], home: int | None) -> list[Today]:
    office, taker = organisation(), taking_department(home)
    names = {line.id: line for line in departments()}
    found = [_today(plan, taker, office) for plan in plans]
    people = names_of({person for _, person, _ in found})
    return [
        Today(names[department].name if department in names else None, people.get(person), warning)
        for department, person, warning in found
    ]


def _today(plan: StagePlan, taker: int | None, office: Organisation) -> tuple[int | None, int | None, Text | None]:
    """The department and the person who would hold a stage today, and what is wrong with it."""
    if plan.who == POSITION:
        person = in_position(plan.position_key, taker)
        return (office.home.get(person), person, None) if person else (taker, None, NOBODY)
    if plan.who == DEPARTMENT and plan.department_id is None:
        return taker, head_of(office, taker), NO_DEPARTMENT
    if plan.who in (DEPARTMENT, TAKER):
        department = plan.department_id or taker
        empty = department is not None and department not in office.home.values()
        return department, head_of(office, department), EMPTY_DEPARTMENT if empty else None
    return None, None, None
