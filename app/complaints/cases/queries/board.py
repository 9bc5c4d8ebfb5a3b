"""The board of a manager: how many complaints stand at which stage and with which department, and how late (K-08)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select

from app.complaints.cases.models import Complaint
from app.complaints.cases.queries.lines import OPEN, is_late
from app.complaints.cases.queries.one import visible
from app.complaints.circulation.models import Route, RouteStage
from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.models import Department


@dataclass(frozen=True, slots=True)
class Cell:
    """What is open at one stage with one department: how many, how many of them late or paused, heard when first."""

    stage: str
    department_id: int | None
    department: str | None
    count: int
    late: int
    paused: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage of a route with what is open there, all departments together and each for itself."""

    key: str
    name: str
    position: int
    cells: tuple[Cell, ...]

    @property
    def count(self) -> int:
        """How many stand here."""
        return sum(one.count for one in self.cells)

    @property
    def late(self) -> int:
        """How many of them are late."""
        return sum(one.late for one in self.cells)


@dataclass(frozen=True, slots=True)
class RouteBoard:
    """A route with the stages at which something is open, in their order."""

    key: str
    name: str
    stages: tuple[StageRow, ...]


def board(actor: Actor) -> list[RouteBoard]:
    """Every route with something open that this actor may know of: one count over what is open, and two for names."""
    cells: dict[str, dict[str, list[Cell]]] = {}
    for route, *values in db.session.execute(_counted(actor)):
        cell = Cell(*values)
        cells.setdefault(route, {}).setdefault(cell.stage, []).append(cell)
    names, stages = _names(list(cells)), _stages(list(cells))
    return [RouteBoard(key, names[key], _rows(stages[key], cells[key])) for key in names]


def _counted(actor: Actor) -> Any:
    late = func.sum(case((is_late(), 1), else_=0))
    paused = func.sum(case((Complaint.paused.is_(True), 1), else_=0))
    by = (Route.key, Complaint.stage_key, Complaint.holder_department_id, Department.name)
    query: Any = select(*by, func.count(), late, paused, func.min(Complaint.heard_at))
    query = query.join(Route, Route.id == Complaint.route_id)
    query = query.outerjoin(Department, Department.id == Complaint.holder_department_id)
    open_ones = query.where(Complaint.state == OPEN, Complaint.stage_key.is_not(None), visible(actor))
    return open_ones.group_by(*by).order_by(Department.name)


def _names(keys: Sequence[str]) -> dict[str, str]:
    query = select(Route.key, Route.name).where(Route.key.in_(keys)).order_by(Route.key, Route.revision)
    return {row.key: row.name for row in db.session.execute(query)}


def _stages(keys: Sequence[str]) -> dict[str, dict[str, tuple[str, int]]]:
    """The name and place of each stage of these routes, as the newest revision that has it says."""
    query: Any = select(Route.key, RouteStage.key, RouteStage.name, RouteStage.position)
    query = query.join(Route, Route.id == RouteStage.route_id).where(Route.key.in_(keys)).order_by(Route.revision)
    found: dict[str, dict[str, tuple[str, int]]] = {}
    for route, stage, name, position in db.session.execute(query):
        found.setdefault(route, {})[stage] = (name, position)
    return found


def _rows(stages: dict[str, tuple[str, int]], cells: dict[str, list[Cell]]) -> tuple[StageRow, ...]:
    rows = (StageRow(key, *stages.get(key, (key, 0)), tuple(found)) for key, found in cells.items())
    return tuple(sorted(rows, key=lambda row: row.position))
