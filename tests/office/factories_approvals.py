"""What tests of approvals need: rows of the matrix and requests of the cast."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.domain.actor import OPERATOR
from app.domain.money import Fen
from app.extensions import db
from app.office.access.models import Role
from app.office.approvals.models import Approval, Chain, ChainStep
from app.office.approvals.rules import StepPlan
from app.office.approvals.service import submit
from app.office.positions.models import Position
from app.unit_of_work import unit_of_work
from tests import factories

MATTER = "complaints.decision"


def row(
    *steps: StepPlan,
    matter: str = MATTER,
    name: str = "Row",
    department: str | None = None,
    amount_from: int | None = None,
    amount_to: int | None = None,
) -> int:
    """A row of the matrix in use; its id."""
    home = factories.department_id(department) if department else None
    with unit_of_work(by=OPERATOR) as work:
        chain = Chain(matter=matter, name=name, department_id=home, amount_from=amount_from, amount_to=amount_to)
        work.session.add(chain)
        work.session.flush()
        work.session.add_all(
            ChainStep(
                chain_id=chain.id,
                place=place,
                label=step.label,
                who=step.who,
                position_id=step.position_id,
                role_id=step.role_id,
                staff_id=step.staff_id,
                at_home=step.at_home,
                mode=step.mode,
            )
            for place, step in enumerate(steps, start=1)
        )
        return chain.id


def person(username: str, label: str = "Step") -> StepPlan:
    """A step that asks one of the cast."""
    return StepPlan(label, "person", staff_id=factories.staff_id(username))


def position(key: str, mode: str = "any", *, at_home: bool = False) -> StepPlan:
    """A step that asks whoever holds a shipped position."""
    found = db.session.scalars(select(Position.id).where(Position.key == key)).one()
    return StepPlan(key, "position", position_id=found, mode=mode, at_home=at_home)


def role(key: str, mode: str = "any") -> StepPlan:
    """A step that asks whoever holds a shipped role."""
    return StepPlan(key, "role", role_id=db.session.scalars(select(Role.id).where(Role.key == key)).one(), mode=mode)


def ask_for(username: str = "su", subject: str = "thing:1", amount: int | None = None, **more: Any) -> Approval:
    """A request of one of the cast."""
    return submit(
        more.pop("matter", MATTER),
        subject,
        title="退货差额",
        url="/",
        snapshot=[("客户", "东方机械"), ("说明", "差三件")],
        amount=None if amount is None else Fen(amount),
        by=factories.actor(username),
        **more,
    )


def now(approval: Approval) -> Approval:
    """The request as it is stored now."""
    db.session.rollback()
    return db.session.scalars(
        select(Approval).where(Approval.id == approval.id).execution_options(populate_existing=True)
    ).one()
