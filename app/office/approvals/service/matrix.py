"""Changing the matrix of approvals; running requests keep the copy they were submitted with (M-12)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from app.columns import table_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.approvals.feature import CHAIN_ADDED, CHAIN_CHANGED, CHAIN_REMOVED, STEPS_CHANGED
from app.office.approvals.kinds import matter_of
from app.office.approvals.models import Chain, ChainStep
from app.office.approvals.queries_matrix import plans_of, row_of, rows_of, steps_told
from app.office.approvals.rules import StepPlan
from app.office.approvals.rules_matrix import Row, check_row, check_steps
from app.office.history.service import changes, record
from app.office.staff.models import Department
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action

CHANGED_MEANWHILE = Text("Somebody else has changed this row meanwhile. Look again and repeat your change.")


def add_chain(matter: str, new: Row, *, by: Actor) -> int:
    """Add a row to the matrix of a matter, still without steps; return its id. Raises Refused as `check_row` does.

    Amounts are fen, the first included, the last not. Until it has steps its requests go to the top of the office.
    """
    with unit_of_work(by=by) as work:
        _lock(matter)
        check_row(new, rows_of(matter))
        chain = Chain(
            matter=matter,
            name=new.name,
            department_id=new.department_id,
            amount_from=new.amount_from,
            amount_to=new.amount_to,
        )
        work.session.add(chain)
        work.session.flush()
        _tell(CHAIN_ADDED, chain, changes({}, _told(chain)))
        return chain.id


def change_chain(chain_id: int, version: int, new: Row, *, by: Actor) -> None:
    """Set name, department and amounts of a row as seen in `version`. Raises Refused as `check_row` does, Conflict."""
    with unit_of_work(by=by):
        chain = _held(chain_id, version)
        before = _told(chain)
        if chain.active:
            check_row(new, rows_of(chain.matter))
        chain.name, chain.department_id = new.name, new.department_id
        chain.amount_from, chain.amount_to = new.amount_from, new.amount_to
        _tell(CHAIN_CHANGED, chain, changes(before, _told(chain)))


def use_chain(chain_id: int, version: int, *, active: bool, by: Actor) -> None:
    """Put a row into use or take it out of use. Raises Refused where its amounts overlap a row in use, Conflict."""
    with unit_of_work(by=by):
        chain = _held(chain_id, version)
        if active:
            check_row(row_of(chain), rows_of(chain.matter))
        before = _told(chain)
        chain.active = active
        _tell(CHAIN_CHANGED, chain, changes(before, _told(chain)))


def remove_chain(chain_id: int, version: int, *, by: Actor) -> None:
    """Remove a row that is out of use. Raises Refused for one in use, Conflict."""
    with unit_of_work(by=by) as work:
        chain = _held(chain_id, version)
        if chain.active:
            raise Refused(Text("This row is in use. Take it out of use first."))
        told = {**_told(chain), "steps": steps_told(chain_id)}
        _tell(CHAIN_REMOVED, chain, changes(told, dict.fromkeys(told)))
        work.session.execute(delete(ChainStep).where(ChainStep.chain_id == chain_id))
        work.session.delete(chain)


def add_step(chain_id: int, version: int, step: StepPlan, *, by: Actor) -> None:
    """Add a step at the end of a row. Raises Refused as `check_steps` does, Conflict."""
    _with_steps(chain_id, version, lambda steps: [*steps, step], by)


def change_step(chain_id: int, version: int, place: int, step: StepPlan, *, by: Actor) -> None:
    """Set the step at a place, counted from 1. Raises Refused as `check_steps` does, Conflict."""
    _with_steps(chain_id, version, lambda steps: [*steps[: place - 1], step, *steps[place:]], by)


def remove_step(chain_id: int, version: int, place: int, *, by: Actor) -> None:
    """Remove the step at a place, counted from 1. Raises Conflict."""
    _with_steps(chain_id, version, lambda steps: [*steps[: place - 1], *steps[place:]], by)


def move_step(chain_id: int, version: int, place: int, *, by: Actor) -> None:
    """Move the step at a place, counted from 1, before the one in front of it. Raises Conflict."""

    def moved(steps: list[StepPlan]) -> list[StepPlan]:
        before, pair, after = steps[: place - 2], steps[place - 2 : place], steps[place:]
        return [*before, *reversed(pair), *after] if place > 1 else steps

    _with_steps(chain_id, version, moved, by)


def store_steps(chain_id: int, steps: Sequence[StepPlan]) -> None:
    """Store the steps of a row in the unit that is under way, instead of those it has."""
    session = current_work().session
    session.execute(delete(ChainStep).where(ChainStep.chain_id == chain_id))
    rows: list[dict[str, Any]] = [
        {
            "chain_id": chain_id,
            "place": place,
            "label": step.label,
            "who": step.who,
            "position_id": step.position_id,
            "role_id": step.role_id,
            "staff_id": step.staff_id,
            "at_home": step.at_home,
            "mode": step.mode,
        }
        for place, step in enumerate(steps, start=1)
    ]
    if rows:
        session.execute(insert(table_of(ChainStep)), rows)


def _with_steps(chain_id: int, version: int, change: Callable[[list[StepPlan]], list[StepPlan]], by: Actor) -> None:
    with unit_of_work(by=by):
        chain = _held(chain_id, version)
        before = steps_told(chain_id)
        after = change(plans_of(chain_id))
        check_steps(after)
        store_steps(chain_id, after)
        _tell(STEPS_CHANGED, chain, changes({"steps": before}, {"steps": steps_told(chain_id)}))


def _held(chain_id: int, version: int) -> Chain:
    """The row as seen in `version`, for this deed alone. Raises NoResultFound, Conflict."""
    session = current_work().session
    matter = session.scalars(select(Chain.matter).where(Chain.id == chain_id)).one()
    _lock(matter)
    as_seen = update(Chain).where(Chain.id == chain_id, Chain.version == version).values(version=version + 1)
    if session.scalar(as_seen.returning(Chain.id).execution_options(synchronize_session=False)) is None:
        raise Conflict(CHANGED_MEANWHILE)
    query = select(Chain).where(Chain.id == chain_id).execution_options(populate_existing=True)
    return session.scalars(query).one()


def _lock(matter: str) -> None:
    """Hold the rows of a matter, so that two changes at once cannot overlap together."""
    current_work().session.scalars(
        select(Chain.id).where(Chain.matter == matter).order_by(Chain.id).with_for_update()
    ).all()


def _told(chain: Chain) -> dict[str, Any]:
    return {
        "name": Text(chain.name),
        "department": _department(chain.department_id),
        "amount_from_fen": chain.amount_from,
        "amount_to_fen": chain.amount_to,
        "active": chain.active,
    }


def _department(department_id: int | None) -> str | None:
    name = select(Department.name).where(Department.id == department_id)
    return current_work().session.scalar(name) if department_id else None


def _tell(action: Action, chain: Chain, changed: list[dict[str, Any]]) -> None:
    facts = {"name": Text(chain.name), "matter": matter_of(chain.matter).label, "changes": changed}
    record(action, f"approval_chain:{chain.id}", facts=facts)
    current_work().session.flush()
