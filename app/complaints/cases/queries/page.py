"""One complaint for its own page: where it stands on its way, by when, who has it, and what it is linked with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.complaints.cases import moves
from app.complaints.cases.models import Complaint, ComplaintLink, ComplaintStage
from app.complaints.cases.queries.acting import Seat, seat_at
from app.complaints.cases.queries.one import complaint_of, visible
from app.complaints.cases.queries.ways import links, stages_of, stays
from app.complaints.cases.rules import OPEN
from app.complaints.causes.queries import names_of as causes_of
from app.complaints.circulation.models import Route, RouteStage
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.models import Department, Staff

DONE, OVER, HERE, TO_COME = "done", "passed_over", "here", "to_come"


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the people, departments and causes that stand on a page."""

    staff: Mapping[int, str]
    departments: Mapping[int, str]
    causes: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class StepOf:
    """A stage of the way: how it stands (done, passed over, here, to come) and its last stay, with who has or had it.

    `times` is how often the complaint came to it; `late_days` by how much it was left late.
    """

    stage: RouteStage
    standing: str
    stay: ComplaintStage | None
    times: int
    holder: str | None
    department: str | None

    @property
    def late_days(self) -> int:
        """By how many days of the route it was left late; 0 in time or while it is there."""
        return (self.stay.late_days or 0) if self.stay and self.standing == DONE else 0


@dataclass(frozen=True, slots=True)
class Linked:
    """Another complaint that belongs together with this one; only one that this actor may know of has words."""

    id: int
    number: str | None
    matter: str
    state: str
    relation: str
    earlier: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """A complaint on its own page."""

    seat: Seat
    route: Route
    steps: Sequence[StepOf]
    stays: Sequence[ComplaintStage]
    customer: Any | None
    linked: Sequence[Linked]
    names: Names

    @property
    def one(self) -> Complaint:
        """The complaint itself."""
        return self.seat.complaint

    @property
    def here(self) -> StepOf | None:
        """The stage where it is now; None when it is over."""
        return next((step for step in self.steps if step.standing == HERE), None)


def case_page(complaint_id: int, actor: Actor) -> CasePage:
    """A complaint as this actor may see it, as stored now. Raises NoResultFound."""
    one = complaint_of(complaint_id, actor)
    stages, been = stages_of(one.route_id), stays(complaint_id)
    names = _names(one, been)
    kind = next((stage.kind for stage in stages if stage.key == one.stage_key), None)
    route = db.session.scalars(select(Route).where(Route.id == one.route_id)).one()
    return CasePage(
        seat=seat_at(one, actor, kind),
        route=route,
        steps=steps_of(one, stages, been, names),
        stays=been,
        customer=_customer(one.customer_id, actor),
        linked=_linked(links(complaint_id), complaint_id, actor),
        names=names,
    )


def steps_of(
    one: Complaint, stages: Sequence[RouteStage], been: Sequence[ComplaintStage], names: Names
) -> list[StepOf]:
    """The way of a complaint, stage by stage. Sent back, it has the later stages before it again."""
    here = moves.place(stages, one.stage_key) if one.state == OPEN and one.stage_key else len(stages)
    last = {stay.key: stay for stay in been}
    return [
        StepOf(
            stage,
            _standing(n, here, last.get(stage.key)),
            stay := last.get(stage.key),
            sum(found.key == stage.key for found in been),
            names.staff.get(stay.staff_id) if stay and stay.staff_id else None,
            names.departments.get(stay.department_id) if stay and stay.department_id else None,
        )
        for n, stage in enumerate(stages)
    ]


def _standing(place: int, here: int, stay: ComplaintStage | None) -> str:
    if place == here:
        return HERE
    if place > here or stay is None:
        return TO_COME
    return OVER if stay.outcome == moves.SKIPPED else DONE


def _names(one: Complaint, been: Sequence[ComplaintStage]) -> Names:
    staff = {one.first_contact_id, one.handler_id, one.holder_id, *(stay.staff_id for stay in been)}
    departments = {one.department_id, one.holder_department_id, one.responsible_department_id}
    departments |= {stay.department_id for stay in been}
    return Names(_called(Staff, staff), _called(Department, departments), causes_of([one.cause_id]))


def _called(table: Any, ids: Collection[int | None]) -> dict[int, str]:
    rows = db.session.execute(select(table.id, table.name).where(table.id.in_([one for one in ids if one])))
    return {row.id: row.name for row in rows}


def _customer(customer_id: int | None, actor: Actor) -> Any | None:
    if customer_id is None:
        return None
    query = select(Customer.id, Customer.number, Customer.name, Customer.phone, Staff.name.label("owner"))
    query = query.outerjoin(Staff, Staff.id == Customer.owner_id)
    return db.session.execute(query.where(Customer.id == customer_id, customer_visible(actor))).one_or_none()


def _linked(found: Sequence[ComplaintLink], complaint_id: int, actor: Actor) -> list[Linked]:
    if not found:
        return []
    others = {_other(link, complaint_id): link for link in found}
    query = select(Complaint.id, Complaint.number, Complaint.matter, Complaint.state)
    rows = db.session.execute(query.where(Complaint.id.in_(others), visible(actor)).order_by(Complaint.id))
    return [Linked(*row, others[row.id].relation, others[row.id].earlier_id == row.id) for row in rows]


def _other(link: ComplaintLink, complaint_id: int) -> int:
    return link.earlier_id if link.complaint_id == complaint_id else link.complaint_id
