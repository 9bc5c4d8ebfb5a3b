"""Taking over the shipped chains into the matrix of the office (M-12)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from app.domain.actor import FIRST_START, Actor
from app.office.access.models import Role
from app.office.approvals.feature import MATRIX_SEEDED, TEMPLATE_RESTORED
from app.office.approvals.kinds import Matter, ShippedChain, ShippedStep, matter_of
from app.office.approvals.models import Chain
from app.office.approvals.queries_matrix import missing_chains
from app.office.approvals.rules import StepPlan
from app.office.approvals.service.matrix import store_steps
from app.office.history.service import record
from app.office.positions import service as positions
from app.office.positions.models import Position
from app.unit_of_work import current_work, unit_of_work


def seed(*, by: Actor = FIRST_START) -> list[str]:
    """Take over the shipped chains of every matter that has no row yet; return their keys (hook `first_start`)."""
    with unit_of_work(by=by):
        positions.seed(by=by)
        missing = [matter_of(key) for key in missing_chains()]
        _take_over(missing)
        if missing:
            record(MATRIX_SEEDED, "approval_chain:0", facts={"rows": [one.row for one in missing]})
    return [one.key for one in missing]


def restore(matter_key: str, *, by: Actor) -> None:
    """Take every row of a matter out of use and take its shipped chains over again."""
    with unit_of_work(by=by) as work:
        positions.seed(by=by)
        out = update(Chain).where(Chain.matter == matter_key, Chain.active)
        names = work.session.scalars(
            out.values(active=False, version=Chain.version + 1)
            .returning(Chain.name)
            .execution_options(synchronize_session=False)
        ).all()
        matter = matter_of(matter_key)
        _take_over([matter])
        record(TEMPLATE_RESTORED, "approval_chain:0", facts={"matter": matter.label, "rows": sorted(names)})


def _take_over(wanted: Sequence[Matter]) -> None:
    session = current_work().session
    at: dict[str, dict[str | None, int]] = {
        "position": {row.key: row.id for row in session.execute(select(Position.key, Position.id))},
        "role": {row.key: row.id for row in session.execute(select(Role.key, Role.id))},
    }
    for matter in wanted:
        for shipped in matter.chains:
            if shipped.active or not _is_there(matter.key, shipped):
                _store(matter.key, shipped, at)


def _is_there(matter_key: str, shipped: ShippedChain) -> bool:
    same = select(Chain.id).where(Chain.matter == matter_key, Chain.name == shipped.name, Chain.active.is_(False))
    return current_work().session.scalar(same.limit(1)) is not None


def _store(matter_key: str, shipped: ShippedChain, at: dict[str, dict[str | None, int]]) -> None:
    session = current_work().session
    chain = Chain(matter=matter_key, name=shipped.name, active=shipped.active)
    chain.amount_from, chain.amount_to = shipped.amount_from, shipped.amount_to
    session.add(chain)
    session.flush()
    store_steps(chain.id, [_plan(step, at) for step in shipped.steps])


def _plan(step: ShippedStep, at: dict[str, dict[str | None, int]]) -> StepPlan:
    position_id = at["position"][step.ref] if step.who in ("position", "line") and step.ref else None
    role_id = at["role"][step.ref] if step.who == "role" and step.ref else None
    return StepPlan(step.label, step.who, position_id, role_id, at_home=step.at_home, mode=step.mode)
