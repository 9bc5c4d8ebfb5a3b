"""The tables of routes, of their stages and of their limits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.columns import Base, Code, Id, Name


class Route(Base):
    """The way of a complaint through the office (流转程序): stages in order, and limits for the whole (D-15, K-14).

    A route in force never changes: who changes it drafts a new `revision` of the same `key`, which the general manager
    approves (A-32); open complaints go on by the revision with which they began. `form` is the paper: "factory"
    (客户抱怨处理表, F-63) or "record" (客户投诉记录及处理意见, F-78). States: draft, submitted, in_force, retired.
    """

    __tablename__ = "complaint_routes"
    __table_args__ = (UniqueConstraint("key", "revision"),)

    id: Mapped[Id]
    key: Mapped[Code]
    revision: Mapped[int] = mapped_column(default=1)
    name: Mapped[Name]
    form: Mapped[Code]
    cause_scheme: Mapped[Code]
    unit: Mapped[Code]  # of the limits: calendar or working days
    day_zero: Mapped[bool] = mapped_column(default=True)  # the day of acceptance is not counted
    resale_months: Mapped[int] = mapped_column(default=0)  # months to resell before a loss is fixed (K-40)
    state: Mapped[Code]
    in_force_from: Mapped[date | None]
    made_by: Mapped[Name]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class RouteLimit(Base):
    """How long a whole complaint may take (K-26, K-58): by severity and origin, in the unit of the route.

    `most` is how long it may take with every extension together (7 in K-58); empty where extensions have no end.
    """

    __tablename__ = "complaint_route_limits"
    __table_args__ = (UniqueConstraint("route_id", "severity", "origin"),)

    id: Mapped[Id]
    route_id: Mapped[int] = mapped_column(ForeignKey("complaint_routes.id"))
    severity: Mapped[Code]  # ordinary, larger, serious, or any
    origin: Mapped[Code]  # domestic, overseas, or any
    days: Mapped[int]
    most: Mapped[int | None]


class RouteStage(Base):
    """A stage of a route (阶段): who holds it, what must be added there, and its limit.

    `who` is "department" (department_id), "position" (position_key), "sales" (whoever answers for the customer: the
    handler), "handler", "responsible" (the department found responsible) or "origin" (the department that took the
    complaint). `asks` are the keys of the fields (app/complaints/cases/fields.py) that are asked for, `needs` those
    without which nobody goes on. `kind`: work, number (the number is given here and the clock starts), decision,
    answer, close. A stage that is `optional` may be passed over; one that is `together` is filled in on one page
    with the next one, where the same person holds both.
    """

    __tablename__ = "complaint_route_stages"
    __table_args__ = (UniqueConstraint("route_id", "position"), UniqueConstraint("route_id", "key"))

    id: Mapped[Id]
    route_id: Mapped[int] = mapped_column(ForeignKey("complaint_routes.id"))
    position: Mapped[int]
    key: Mapped[Code]
    name: Mapped[Name]
    kind: Mapped[Code]
    who: Mapped[Code]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    position_key: Mapped[Code | None]
    asks: Mapped[list[Any]]
    needs: Mapped[list[Any]]
    days: Mapped[int | None]
    optional: Mapped[bool] = mapped_column(default=False)
    together: Mapped[bool] = mapped_column(default=False)
