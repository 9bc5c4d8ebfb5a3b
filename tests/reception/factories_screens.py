"""What tests of screens need: the office at its desks, roles with single rights, and rules set otherwise."""

from __future__ import annotations

from typing import Any

from app import clock
from app.domain.actor import OPERATOR
from app.office.access.models import Role, RolePermission, StaffRole
from app.office.policy.service import change_value
from app.reception.queue.service import call_next
from app.unit_of_work import unit_of_work
from tests import factories
from tests.reception.factories_queue import come


def let_only(username: str, *permissions: str) -> None:
    """Give one of the cast who has no role these rights and no others. Needs an app context."""
    with unit_of_work(by=OPERATOR) as work:
        role = Role(name=f"Only {username}")
        work.session.add(role)
        work.session.flush()
        work.session.add_all(RolePermission(role_id=role.id, permission=one) for one in permissions)
        work.session.add(StaffRole(staff_id=factories.staff_id(username), role_id=role.id))


def rule(name: str, typed: str) -> None:
    """Set a rule of the office from today on. Needs an app context."""
    change_value(name, typed, valid_from=clock.today(), reason="test", by=OPERATOR)


def comes(name: str = "王小明", key: str = "payment", **more: Any) -> int:
    """A visitor is registered by the front desk; return his id. Needs an app context."""
    return come(name, key, **more).id


def calls(username: str) -> int:
    """Somebody calls the next visitor; return whom. Needs an app context."""
    visit = call_next(factories.staff_id(username), by=factories.actor(username))
    assert visit is not None
    return visit.id
