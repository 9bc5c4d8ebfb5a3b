"""The ladders of all rules, and what a new step would do."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app import clock
from app.extensions import db
from app.office.access.models import Role
from app.office.deadlines.kinds import POSITION, ROLE, DeadlineRule, Rung, rules
from app.office.deadlines.models import Deadline, LadderRung
from app.office.deadlines.queries.facts import calendar_for, known, ladders_of
from app.office.deadlines.rules import due_of, due_steps, plan
from app.office.deadlines.words import ADDRESSEES
from app.office.positions.models import Position


@dataclass(frozen=True, slots=True)
class Ladder:
    """The ladder in force of a rule; `own` where the office made it its own."""

    rule: DeadlineRule
    rungs: tuple[Rung, ...]
    own: bool


def ladders() -> list[Ladder]:
    """The ladder of every rule, in the order of the features (O-02)."""
    declared = rules()
    in_force = ladders_of(declared.values())
    own = set(db.session.scalars(select(LadderRung.rule).distinct().order_by(LadderRung.rule)))
    return [Ladder(rule, tuple(sorted(in_force[key], key=_order)), key in own) for key, rule in declared.items()]


def addressee_choices() -> list[tuple[str, str]]:
    """To whom a step may go, as choices of a form: places in the line, positions in use, roles."""
    positions = select(Position.key, Position.name).where(Position.key.is_not(None), Position.active)
    roles = select(Role.key, Role.name).where(Role.key.is_not(None)).order_by(Role.id)
    held = db.session.execute(positions.order_by(Position.rank.desc(), Position.id))
    return [
        *ADDRESSEES.items(),
        *((f"{POSITION}{row.key}", row.name) for row in held),
        *((f"{ROLE}{row.key}", row.name) for row in db.session.execute(roles)),
    ]


def would_fire(rule: DeadlineRule, rung: Rung) -> int:
    """For how many open deadlines a step would fire today, if it were in the ladder of the rule."""
    running = Deadline.stopped_on.is_(None) & Deadline.paused.is_(False) & (Deadline.rule == rule.key)
    found, today = known(running), clock.today()
    days = calendar_for(found)
    plans = (plan(one.facts, due_of(one.facts, days, today), [rung], days) for one in found)
    return sum(bool(due_steps(planned, one.fired, today)) for one, planned in zip(found, plans, strict=True))


def _order(rung: Rung) -> tuple[int, str]:
    return rung.days, rung.addressee
