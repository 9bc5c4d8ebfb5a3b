"""Looks at the matrix of chains."""

from __future__ import annotations

from sqlalchemy import select

from app.extensions import db
from app.office.approvals.models import Chain, ChainStep
from app.office.approvals.rules import StepPlan
from app.office.approvals.rules_matrix import Row


def rows_of(matter: str) -> list[Row]:
    """The rows in use of a matter, by department and amount."""
    query = select(Chain).where(Chain.matter == matter, Chain.active).order_by(Chain.amount_from, Chain.id)
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
