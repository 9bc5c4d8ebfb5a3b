"""Sales people, customers and hand-overs for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.customers.files.models import Customer
from app.customers.files.rules import NewCustomer
from app.customers.files.service import open_many
from app.customers.handovers.models import Handover, HandoverItem
from app.customers.handovers.service import choosing, deciding
from app.customers.owners.models import Spell
from app.domain.actor import OPERATOR, Actor
from app.domain.text import Text
from app.extensions import db
from app.office.access.models import Role, StaffRole
from app.office.staff.models import Staff
from app.office.tasks.kinds import Party, TaskKind
from app.office.tasks.service import open_task
from app.unit_of_work import unit_of_work
from tests import factories

TODAY = date(2026, 11, 20)
CALL = TaskKind("test.call", Text("Call"), Text("Call %(name)s"))


def sales(*names: str, department: str = "销售部") -> list[int]:
    """New sales people of a department; their ids."""
    with unit_of_work(by=OPERATOR) as work:
        role = work.session.scalars(select(Role.id).where(Role.key == "sales")).one()
        home = factories.department_id(department)
        made = [Staff(name=name, department_id=home) for name in names]
        work.session.add_all(made)
        work.session.flush()
        work.session.add_all(StaffRole(staff_id=one.id, role_id=role, department_id=home) for one in made)
        return [one.id for one in made]


def customers(count: int, owner_id: int | None, *, important: bool = False) -> list[int]:
    """So many customers of one owner; their ids."""
    with unit_of_work(by=OPERATOR) as work:
        home = work.session.scalar(select(Staff.department_id).where(Staff.id == owner_id))
        rows = [
            NewCustomer("company", f"第{n}公司", owner_id=owner_id, department_id=home, important=important)
            for n in range(count)
        ]
        return open_many(rows, batch_id=None)


def a_task(staff_id: int, customer_id: int) -> int:
    """An open task of somebody about a customer."""
    to = Party(staff_id=staff_id)
    return open_task(CALL, f"call:{customer_id}", facts={"name": "客户"}, url="/", to=to, due_on=TODAY,
                     customer_id=customer_id, by=OPERATOR)  # fmt: skip


def latest() -> Handover:
    """The newest hand-over, fresh."""
    db.session.rollback()
    query = select(Handover).order_by(Handover.id.desc()).limit(1)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def items() -> list[HandoverItem]:
    """The customers of the newest hand-over in their order, fresh."""
    handover_id = latest().id
    query = select(HandoverItem).where(HandoverItem.handover_id == handover_id)
    fresh = query.order_by(HandoverItem.position).execution_options(populate_existing=True)
    return list(db.session.scalars(fresh))


def draw(people: Sequence[int], *, by: Actor, reason: str | None = None) -> None:
    """Draw the successors of the newest hand-over."""
    one = latest()
    choosing.draw_successors(one.id, one.version, people, "方前、陈收", reason, by=by)


def decide(*, by: Actor) -> None:
    """Decide the newest hand-over and carry it out."""
    one = latest()
    deciding.decide(one.id, one.version, by=by, language="zh_Hans_CN")


def owners() -> dict[int, int | None]:
    """Who owns which customer, as the files say."""
    db.session.rollback()
    return dict(db.session.execute(select(Customer.id, Customer.owner_id)).all())


def ledger() -> dict[int, int]:
    """Who owns which customer, as the ledger says."""
    query = select(Spell.customer_id, Spell.staff_id).where(Spell.part == "main", Spell.until_at.is_(None))
    return dict(db.session.execute(query).all())
