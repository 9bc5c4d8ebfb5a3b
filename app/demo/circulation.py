"""The routes of the demo office: the factory route names its departments, a draft of the service route waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.complaints.circulation import queries, service
from app.complaints.circulation.rules import Limit
from app.domain.actor import Actor
from app.office.approvals.service import approve
from app.office.staff.queries import department_called

HELD_BY = {
    "register": "客户服务部",
    "quality": "营业厅",
    "manager": "销售部",
    "office": "客户服务部",
    "combined": "客户服务部",
    "decide": "客户服务部",
    "close": "客户服务部",
}


def build(cast: Mapping[str, Actor]) -> None:
    """Take over the usual routes, put a revision of the factory route in force, and draft one of the service route."""
    kong = cast["kong"]
    service.seed(by=kong)
    _name_departments(kong, cast["gao"])
    service_route = queries.route_in_force("service")
    if service_route is not None:
        draft = service.draft(service_route.id, by=kong)
        service.set_limit(draft.id, draft.version, Limit("serious", "any", 5, 7), by=kong)


def _name_departments(kong: Actor, gao: Actor) -> None:
    """Name who holds the stages of the factory route, submitted by the clerk and approved by the general manager."""
    in_force = queries.route_in_force("factory")
    if in_force is None or in_force.revision > 1:
        return
    draft_id = service.draft(in_force.id, by=kong).id
    for place, plan in enumerate(queries.plans_of(draft_id), 1):
        if plan.key in HELD_BY:
            named = replace(plan, department_id=department_called(HELD_BY[plan.key]))
            service.change_stage(draft_id, queries.route(draft_id).version, place, named, by=kong)
    asked = service.submit_draft(draft_id, queries.route(draft_id).version, "明确各阶段的承办部门", by=kong)
    approve(asked.id, asked.version, None, by=gao)
