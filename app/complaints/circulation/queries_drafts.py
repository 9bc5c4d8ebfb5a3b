"""The looks at revisions of routes: drafts, what they change, and what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from app.complaints.circulation.compare import Difference, Head, compared
from app.complaints.circulation.models import Route
from app.complaints.circulation.queries import limits_of, plans_of, route_in_force
from app.complaints.circulation.rules import StagePlan
from app.complaints.circulation.shipped import ROUTES
from app.complaints.circulation.words import DRAFT, SUBMITTED
from app.domain.text import Text
from app.extensions import db
from app.office.positions.models import Position
from app.office.positions.queries import position_choices
from app.office.staff.models import Department
from app.web.converters import id_in as id_of

KIND = "complaint_route:"
OPEN = (DRAFT, SUBMITTED)


def subject_of(route_id: int) -> str:
    """What history and approvals call a revision of a route: "complaint_route:12"."""
    return f"{KIND}{route_id}"


def id_in(subject: str) -> int | None:
    """The revision that a subject names; None for another thing."""
    return id_of(subject, "complaint_route")


def page_of(route_id: int) -> str:
    """Where a revision of a route is shown."""
    return f"/complaints/circulation/{route_id}"


def every_route() -> list[Route]:
    """Every revision of every route, the newest of each key first."""
    query = select(Route).order_by(Route.key, Route.revision.desc())
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def draft_of(key: str) -> Route | None:
    """The revision of a route that is being drafted or waits for its approval."""
    query = select(Route).where(Route.key == key, Route.state.in_(OPEN)).order_by(Route.id.desc())
    return db.session.scalars(query).first()


def before(one: Route) -> Route | None:
    """With which revision this one is compared: a draft with what is in force, any other with the one before it."""
    in_force = route_in_force(one.key) if one.state in OPEN else None
    earlier = select(Route).where(Route.key == one.key, Route.revision < one.revision)
    return in_force or db.session.scalars(earlier.order_by(Route.revision.desc()).limit(1)).first()


def missing() -> list[str]:
    """The keys of the shipped routes that the office has not taken over."""
    known = set(db.session.scalars(select(Route.key)))
    return [usual.key for usual in ROUTES if usual.key not in known]


def head_of(one: Route) -> Head:
    """What a revision says besides its stages and limits."""
    return Head(one.name, one.form, one.cause_scheme, one.unit, one.day_zero, one.resale_months)


def changes_of(one: Route) -> list[Difference]:
    """What a revision changes of the one it is compared with; nothing for the first."""
    earlier = before(one)
    if earlier is None:
        return []
    was, will = ((head_of(it), plans_of(it.id), limits_of(it.id)) for it in (earlier, one))
    return compared(was, will, named([*was[1], *will[1]]))


def named(plans: Iterable[StagePlan]) -> dict[str, Text | str]:
    """How the departments and positions of stages are called, by "department:3" and "position:sales_manager"."""
    wanted = list(plans)
    departments = {one.department_id for one in wanted if one.department_id}
    positions = {one.position_key for one in wanted if one.position_key}
    found: dict[str, Text | str] = {}
    if departments:
        rows = _rows(select(Department.id, Department.name).where(Department.id.in_(departments)))
        found |= {f"department:{row.id}": row.name for row in rows}
    if positions:
        rows = _rows(select(Position.key, Position.name).where(Position.key.in_(positions)))
        found |= {f"position:{row.key}": Text(row.name) for row in rows}
    return found


def position_keys() -> list[tuple[str, str]]:
    """The positions in use that a stage may name, key and name, the highest first."""
    keys = {row.id: row.key for row in _rows(select(Position.id, Position.key).where(Position.key.is_not(None)))}
    return [(keys[one], name) for one, name in position_choices() if one in keys]


def _rows(query: Any) -> Sequence[Any]:
    found: Sequence[Any] = db.session.execute(query).all()
    return found
