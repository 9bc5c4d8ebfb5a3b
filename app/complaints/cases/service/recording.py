"""The figures of a complaint on the day on which it is closed (结案记录): what a past month counts (K-30)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from app import clock
from app.columns import table_of
from app.complaints.cases.deadlines import WHOLE
from app.complaints.cases.ending import days_taken
from app.complaints.cases.kinds import closing_facts
from app.complaints.cases.models import Complaint, ComplaintStage
from app.complaints.cases.queries.one import subject_of
from app.complaints.cases.queries.ways import stays
from app.complaints.cases.service.placing import today
from app.complaints.circulation.models import RouteStage
from app.complaints.circulation.queries import route as route_with
from app.office.deadlines.models import Deadline
from app.office.deadlines.queries.facts import working_days
from app.office.staff.models import Department, Staff
from app.unit_of_work import current_work

PLAIN = ("number", "kind", "severity", "origin", "channel", "cause_id", "responsible_department_id", "customer_id",
         "upheld", "accepted", "ours", "no_loss", "handler_id", "department_id", "reopened", "quantity",
         "defective_quantity")  # fmt: skip


def facts_of(one: Complaint, stages: Sequence[RouteStage], how: str, cause: str | None) -> dict[str, Any]:
    """What the monthly table counts of a complaint: `how` it ended, what it was, whose it was, and how long it took.

    `cause`, `responsible_department` and `handler` are names, as they are called now; `days` in the `unit` of the
    route; `late` is whether the whole was late, `late_stages` which stages were and by how many days.
    """
    route, whole = route_with(one.route_id), _whole(one)
    started = whole.started_on if whole is not None else clock.local(one.heard_at).date()
    names = {stage.key: stage.name for stage in stages}
    return {
        **closing_facts(one.id),
        **{name: getattr(one, name) for name in PLAIN},
        "end": how,
        "route": route.key,
        "cause": cause,
        "responsible_department": _name(Department, one.responsible_department_id),
        "handler": _name(Staff, one.handler_id),
        "heard_on": clock.local(one.heard_at).date().isoformat(),
        "unit": route.unit,
        "days": days_taken(started, today(), route.unit, working_days(started)),
        "late": whole is not None and whole.outcome == "late",
        "late_stages": [_late(stay, names) for stay in stays(one.id) if stay.late_days],
    }


def _whole(one: Complaint) -> Row[Any] | None:
    """The newest clock of the whole, stopped already."""
    table = table_of(Deadline)
    mine = (table.c.subject == subject_of(one.id)) & (table.c.rule == WHOLE)
    return current_work().session.execute(select(table).where(mine).order_by(table.c.id.desc()).limit(1)).one_or_none()


def _late(stay: ComplaintStage, names: dict[str, str]) -> dict[str, Any]:
    return {
        "stage": names.get(stay.key, stay.key),
        "department_id": stay.department_id,
        "department": _name(Department, stay.department_id),
        "days": stay.late_days,
    }


def _name(model: Any, which: int | None) -> str | None:
    return current_work().session.scalar(select(model.name).where(model.id == which)) if which is not None else None
