"""Who may have a contract: sales people, whoever approves it, finance (C-121, C-122)."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from app.customers.contracts.feature import KEEP as ENTER_CONTRACTS
from app.customers.stationery import rules
from app.customers.stationery.feature import KEEP, REPORT
from app.domain.money import Fen
from app.extensions import db
from app.office.access.models import RolePermission, StaffRole
from app.office.approvals.queries_matrix import plans_of, rows_of
from app.office.approvals.queries_people import names_of, people_today
from app.office.approvals.rules import TOP, Asker, StepPlan, seated
from app.office.approvals.rules_matrix import choose
from app.office.staff.models import Staff

SIGN_MATTER = "contracts.sign"


def who_may(permission: str) -> dict[int, str]:
    """Everybody who works here and holds a permission, in whatever department: {id: name} by name."""
    holders = (
        select(StaffRole.staff_id)
        .join(RolePermission, RolePermission.role_id == StaffRole.role_id)
        .where(RolePermission.permission == permission)
    )
    query = select(Staff.id, Staff.name).where(Staff.active, Staff.id.in_(holders))
    return {row.id: row.name for row in db.session.execute(query.order_by(Staff.name, Staff.id))}


def sales_people() -> dict[int, str]:
    """To whom blank contracts are issued: whoever enters contracts with customers (C-121)."""
    return who_may(ENTER_CONTRACTS.name)


def approvers(asker_id: int, amount: Fen | None = None) -> dict[int, str]:
    """The store manager and whoever is authorised (A-33): who decides by the matrix today, deputies included (C-122).

    `asker_id` is whoever passes the contract on; he is never among them.
    """
    home = db.session.scalar(select(Staff.department_id).where(Staff.id == asker_id))
    row = choose(rows_of(SIGN_MATTER), department_id=home, amount=amount)
    steps = (plans_of(row.chain_id) if row else []) or [StepPlan("", TOP)]
    people, asker = people_today(), Asker(asker_id, home)
    ids = [seat.acting_id for step in steps for seat in seated(step, asker, people)]
    names = names_of(ids)
    return {one: names[one] for one in dict.fromkeys(ids)}


def recipients(move: str, asker_id: int | None, amount: Fen | None = None) -> dict[int, str]:
    """Who may get a contract by this move: {id: name}."""
    if move == rules.PASS:
        return approvers(asker_id, amount) if asker_id else {}
    if move == rules.REPORT:
        return who_may(REPORT.name)
    return who_may(KEEP.name) if move in (rules.TAKE, rules.RETURN, rules.DRAW) else sales_people()


def choices(found: dict[int, str], *, keep: Collection[int] = ()) -> list[tuple[int, str]]:
    """People as choices of a form."""
    return [(one, name) for one, name in found.items() if one not in keep]
