"""Who holds which position in the demo office."""

from __future__ import annotations

from collections.abc import Mapping

from app import clock
from app.domain.actor import OPERATOR, Actor
from app.office.positions import queries
from app.office.positions.service import appoint
from app.office.staff.queries import department_called
from app.office.staff.service import add_staff

POSTS = (  # username, position, department
    ("gao", "general_manager", None),
    ("bai", "department_manager", "销售部"),
    ("bai", "department_manager", "客户服务部"),
    ("bai", "department_manager", "营业厅"),
    ("xu", "finance_manager", "财务部"),
    ("su", "sales_team_leader", "销售部"),
    ("kong", "service_supervisor", "客户服务部"),
)


def build(cast: Mapping[str, Actor]) -> None:
    """Give the cast its posts since the beginning of last year; a deputy general manager does not sign in."""
    by = cast.get("admin", OPERATOR)
    deputy = add_staff("傅总", by=by).id
    project = add_staff("项经理", department_id=department_called("销售部"), by=by).id
    for username, key, department in POSTS:
        _appoint(cast[username].staff_id or 0, key, department, by)
    _appoint(deputy, "deputy_general_manager", None, by)
    _appoint(project, "project_manager", "销售部", by)


def _appoint(staff_id: int, key: str, department: str | None, by: Actor) -> None:
    position = queries.position(key)
    if position is not None:
        since = clock.today().replace(year=clock.today().year - 1, month=1, day=1)
        home = department_called(department) if department else None
        appoint(staff_id, position.id, department_id=home, held_from=since, by=by)
