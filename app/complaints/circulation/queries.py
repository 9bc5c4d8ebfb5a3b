"""The looks at routes: those in force, their stages and limits, and who holds a stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from sqlalchemy import Select, select

from app import clock
from app.complaints.circulation.models import Route, RouteLimit, RouteStage
from app.complaints.circulation.policy import CirculationPolicy
from app.complaints.circulation.rules import Limit, StagePlan
from app.complaints.circulation.words import (
    DEPARTMENT,
    HANDLER,
    IN_FORCE,
    POSITION,
    RESPONSIBLE,
    SALES,
)
from app.extensions import db
from app.kept import once
from app.office.policy import queries as policy
from app.office.positions.models import Position, Post
from app.office.positions.queries import held_on
from app.office.staff.models import Staff
from app.office.staff.queries import department_called

Holder = tuple[int | None, int | None]


class Case(Protocol):
    """What of a complaint decides who holds a stage."""

    @property
    def handler_id(self) -> int | None:
        """Whoever handles it."""

    @property
    def department_id(self) -> int | None:
        """The department that took it."""

    @property
    def responsible_department_id(self) -> int | None:
        """The department found responsible."""


def route(route_id: int) -> Route:
    """One revision of a route, as stored now. Raises NoResultFound."""
    found: Route = db.session.scalars(_fresh(select(Route).where(Route.id == route_id))).one()
    return found


def routes_in_force() -> list[Route]:
    """The routes by which complaints go today (流转程序), the one that intake offers first in front (D-15)."""
    first = policy.of(CirculationPolicy).route
    found = db.session.scalars(select(Route).where(Route.state == IN_FORCE).order_by(Route.id))
    return sorted(found, key=lambda one: one.key != first)


def route_choices() -> list[tuple[str, str]]:
    """The routes in force as choices of intake: key and name."""
    return [(one.key, one.name) for one in routes_in_force()]


def route_in_force(key: str) -> Route | None:
    """The revision of a route that is in force; None for none."""
    return db.session.scalars(select(Route).where(Route.key == key, Route.state == IN_FORCE)).one_or_none()


def taking_department(heard_in: int | None) -> int | None:
    """The department that takes a complaint (D-17): the office's own for it, else the one where it was heard."""
    named = policy.of(CirculationPolicy).taken_by
    return (department_called(named) if named else None) or heard_in


def stages_of(route_id: int) -> tuple[RouteStage, ...]:
    """The stages of a route in their order; asked once in a transaction."""
    return once(kept_as(route_id), lambda: tuple(db.session.scalars(_fresh(_stages(route_id)))))


def kept_as(route_id: int) -> str:
    """Under which name the stages of a route are kept in a transaction; whoever writes them lets go of it."""
    return f"stages of route {route_id}"


def limits_of(route_id: int) -> tuple[Limit, ...]:
    """How long a whole complaint may take on a route, for `rules.term_of`; severities in the order of the words."""
    query = select(RouteLimit).where(RouteLimit.route_id == route_id).order_by(RouteLimit.id)
    return tuple(Limit(one.severity, one.origin, one.days, one.most) for one in db.session.scalars(_fresh(query)))


def plans_of(route_id: int) -> list[StagePlan]:
    """The stages of a route as the rules know them."""
    return [
        StagePlan(
            one.key, one.name, one.kind, one.who, one.department_id, one.position_key, tuple(one.asks),
            tuple(one.needs), one.days, one.optional, one.together,
        )
        for one in db.session.scalars(_fresh(_stages(route_id)))
    ]  # fmt: skip


def holder_of(stage: RouteStage | StagePlan, complaint: Case) -> Holder:
    """Who holds a stage of this complaint (K-14, K-65): a person or a department, or both; neither where nobody can.

    A stage of nobody who works here, and of no department, is held by the department that took the complaint.
    """
    taker = complaint.department_id
    if stage.who in (HANDLER, SALES):
        return _person(complaint.handler_id, taker)
    if stage.who == POSITION:
        return _person(in_position(stage.position_key, taker), taker)
    if stage.who == DEPARTMENT:
        return None, stage.department_id or taker
    if stage.who == RESPONSIBLE:
        return None, complaint.responsible_department_id or taker
    return None, taker


def in_position(key: str | None, department_id: int | None) -> int | None:
    """Who holds a position today: in this department before the whole office, and that before another department."""
    query = (
        select(Post.staff_id, Post.department_id)
        .join(Position, Position.id == Post.position_id)
        .join(Staff, Staff.id == Post.staff_id)
        .where(Position.key == key, held_on(clock.today()), Staff.active)
        .order_by(Post.held_from, Post.id)
    )
    held: Sequence[tuple[int, int | None]] = [(row.staff_id, row.department_id) for row in db.session.execute(query)]
    near = sorted(held, key=lambda one: 0 if one[1] == department_id else 1 if one[1] is None else 2)
    return near[0][0] if near else None


def _person(staff_id: int | None, taker: int | None) -> Holder:
    row = db.session.execute(
        select(Staff.id, Staff.department_id).where(Staff.id == staff_id, Staff.active)
    ).one_or_none()
    return (row.id, row.department_id or taker) if row else (None, taker)


def _stages(route_id: int) -> Select[Any]:
    return select(RouteStage).where(RouteStage.route_id == route_id).order_by(RouteStage.position)


def _fresh(query: Any) -> Any:
    return query.execution_options(populate_existing=True)
