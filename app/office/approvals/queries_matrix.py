"""Looks at the matrix of chains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from sqlalchemy import func, select

from app.domain.text import Text
from app.extensions import db
from app.office.access.models import Role
from app.office.approvals.kinds import Matter, matter_of, matters
from app.office.approvals.models import Chain, ChainStep
from app.office.approvals.rules import StepPlan
from app.office.approvals.rules_matrix import Row, band, gaps_of
from app.office.approvals.words import MODES, WHO
from app.office.positions.models import Position
from app.office.positions.shipped import says
from app.office.staff.models import Department, Staff

BY_AMOUNT = func.coalesce(Chain.amount_from, 0)  # PostgreSQL sorts what is empty last, SQLite first


def rows_of(matter: str) -> list[Row]:
    """The rows in use of a matter, by department and amount."""
    query = select(Chain).where(Chain.matter == matter, Chain.active).order_by(BY_AMOUNT, Chain.id)
    return [row_of(chain) for chain in db.session.scalars(query)]


def row_of(chain: Chain) -> Row:
    """A stored chain as the rules want it."""
    return Row(chain.id, chain.name, chain.department_id, chain.amount_from, chain.amount_to)


def plans_of(chain_id: int) -> list[StepPlan]:
    """The steps of a chain in order."""
    query = select(ChainStep).where(ChainStep.chain_id == chain_id).order_by(ChainStep.place)
    return [
        StepPlan(one.label, one.who, one.position_id, one.role_id, one.staff_id, at_home=one.at_home, mode=one.mode)
        for one in db.session.scalars(query)
    ]


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A matter of the list: its rows in use, how many are out of use, and what they leave uncovered."""

    matter: Matter
    rows: tuple[Row, ...]
    out_of_use: int
    gaps: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ChainLine:
    """A row of the matrix with its department's name and its steps as they read."""

    chain: Chain
    department: str | None
    band: Text
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as it reads: its label, whom it asks (`named` is the position, role or person), and how many."""

    place: int
    label: str
    who: str
    named: str | None
    shipped: bool
    at_home: bool
    mode: str


def matrix() -> list[MatterLine]:
    """Every matter with its rows, in the order of the handbook; those of no feature any more come last: two queries."""
    known = matters()
    chains: dict[str, list[Chain]] = defaultdict(list)
    for chain in db.session.scalars(select(Chain).order_by(BY_AMOUNT, Chain.id)):
        chains[chain.matter].append(chain)
    unknown = [matter_of(key) for key in sorted(set(chains) - set(known))]
    return [_line(matter, chains[matter.key]) for matter in (*known.values(), *unknown)]


def chains_of(matter: str) -> list[ChainLine]:
    """The rows of a matter with their steps, those in use first: three queries."""
    query: Any = (
        select(Chain, Department.name)
        .outerjoin(Department, Department.id == Chain.department_id)
        .where(Chain.matter == matter)
        .order_by(Chain.active.desc(), func.coalesce(Department.name, ""), BY_AMOUNT, Chain.id)
    )
    rows = db.session.execute(query).all()
    steps = _steps_of([chain.id for chain, _ in rows])
    return [
        ChainLine(chain, department, band(chain.amount_from, chain.amount_to), tuple(steps[chain.id]))
        for chain, department in rows
    ]


def chain(chain_id: int) -> Chain:
    """One row of the matrix. Raises NoResultFound."""
    return db.session.scalars(select(Chain).where(Chain.id == chain_id).execution_options(populate_existing=True)).one()


def missing_chains() -> list[str]:
    """The keys of the matters whose shipped chains the office has not taken over."""
    known = set(db.session.scalars(select(Chain.matter).distinct().order_by(Chain.matter)))
    return [one.key for one in matters().values() if one.chains and one.key not in known]


def steps_told(chain_id: int) -> Text | None:
    """The steps of a row in one sentence, for history; None where it has none."""
    told = [_told(step) for step in _steps_of([chain_id])[chain_id]]
    return reduce(lambda before, step: Text("%(before)s → %(step)s", before=before, step=step), told) if told else None


def warnings(rows: Sequence[Row]) -> tuple[Text, ...]:
    """What no row covers, for the office and for each department that has rows of its own."""
    if not rows:
        return (Text("No row in use: every request goes to the top of the office."),)
    missing = dict.fromkeys(
        gap for department in {None, *(row.department_id for row in rows)} for gap in gaps_of(rows, department)
    )
    return tuple(
        Text("Not covered: %(band)s. Such requests go to the top of the office.", band=band(*gap)) for gap in missing
    )


def _told(step: StepLine) -> Text:
    named = Text(step.named) if step.named and step.shipped else step.named or ""
    return Text(
        "%(label)s: %(who)s %(named)s (%(mode)s)",
        label=Text(step.label),
        who=Text(WHO[step.who]),
        named=named,
        mode=Text(MODES[step.mode]),
    )


def _line(matter: Matter, chains: Sequence[Chain]) -> MatterLine:
    rows = tuple(row_of(chain) for chain in chains if chain.active)
    return MatterLine(matter, rows, len(chains) - len(rows), warnings(rows))


def _steps_of(chain_ids: Sequence[int]) -> Mapping[int, list[StepLine]]:
    query: Any = (
        select(ChainStep, Position, Role, Staff.name)
        .outerjoin(Position, Position.id == ChainStep.position_id)
        .outerjoin(Role, Role.id == ChainStep.role_id)
        .outerjoin(Staff, Staff.id == ChainStep.staff_id)
        .where(ChainStep.chain_id.in_(chain_ids))
        .order_by(ChainStep.chain_id, ChainStep.place)
    )
    found: dict[int, list[StepLine]] = defaultdict(list)
    for step, position, role, person in db.session.execute(query):
        named = position.name if position else role.name if role else person
        shipped = bool(position and says(position.key, position.name)) or bool(role and role.key)
        found[step.chain_id].append(StepLine(step.place, step.label, step.who, named, shipped, step.at_home, step.mode))
    return found
