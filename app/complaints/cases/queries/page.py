"""One complaint for its own page: where it stands on its way, by when, who has it, and what it is linked with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import literal, select

from app.columns import table_of
from app.complaints.cases import moves
from app.complaints.cases.deadlines import CLOCKS, STAGE, WHOLE
from app.complaints.cases.models import Complaint, ComplaintLink, ComplaintStage
from app.complaints.cases.queries.acting import Seat, seat_at
from app.complaints.cases.queries.one import complaint_of, subject_of, visible
from app.complaints.cases.queries.ways import links, stays
from app.complaints.cases.rules import OPEN
from app.complaints.causes.queries import names_of as causes_of
from app.complaints.circulation.models import Route, RouteStage
from app.complaints.circulation.queries import stages_of
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.deadlines.models import Deadline
from app.office.deadlines.queries.shown import Shown, shown_rows
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
class Case:
    """A complaint with the way it goes, and how its reader stands to it: what every deed on it has to know."""

    seat: Seat
    route: Route
    stages: Sequence[RouteStage]

    @property
    def one(self) -> Complaint:
        """The complaint itself."""
        return self.seat.complaint

    @property
    def here(self) -> RouteStage | None:
        """The stage where it is now; None when it is over."""
        return next((stage for stage in self.stages if stage.key == self.one.stage_key), None)


@dataclass(frozen=True, slots=True)
class CasePage:
    """A complaint on its own page."""

    case: Case
    steps: Sequence[StepOf]
    stays: Sequence[ComplaintStage]
    customer: Any | None
    linked: Sequence[Linked]
    names: Names

    @property
    def here(self) -> StepOf | None:
        """The step where it is now; None when it is over."""
        return next((step for step in self.steps if step.standing == HERE), None)


def case_of(complaint_id: int, actor: Actor) -> Case:
    """A complaint as this actor may see it, as stored now, for a deed on it. Raises NoResultFound."""
    one = complaint_of(complaint_id, actor)
    stages = stages_of(one.route_id)
    kind = next((stage.kind for stage in stages if stage.key == one.stage_key), None)
    return Case(
        seat_at(one, actor, kind), db.session.scalars(select(Route).where(Route.id == one.route_id)).one(), stages
    )


def case_page(complaint_id: int, actor: Actor) -> CasePage:
    """The same with everything that its page shows. Raises NoResultFound."""
    case = case_of(complaint_id, actor)
    been = stays(complaint_id)
    names = _names(case.one, been)
    return CasePage(
        case=case,
        steps=steps_of(case.one, case.stages, been, names),
        stays=been,
        customer=customer_of(case.one, actor),
        linked=_linked(links(complaint_id), complaint_id, actor),
        names=names,
    )


def customer_of(one: Complaint, actor: Actor) -> Any | None:
    """Whose complaint it is, as number, name, phone and owner; None for nobody whom this actor may know of."""
    if one.customer_id is None:
        return None
    query = select(Customer.id, Customer.number, Customer.name, Customer.phone, Staff.name.label("owner"))
    query = query.outerjoin(Staff, Staff.id == Customer.owner_id)
    return db.session.execute(query.where(Customer.id == one.customer_id, customer_visible(actor))).one_or_none()


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
    people = select(literal(True), Staff.id, Staff.name).where(Staff.id.in_(_known(staff)))
    places = select(literal(False), Department.id, Department.name).where(Department.id.in_(_known(departments)))
    rows = db.session.execute(people.union_all(places)).all()
    called = {key: {one: name for person, one, name in rows if bool(person) is key} for key in (True, False)}
    return Names(called[True], called[False], causes_of([one.cause_id]))


def _known(ids: Collection[int | None]) -> list[int]:
    return sorted(one for one in ids if one is not None)


def _linked(found: Sequence[ComplaintLink], complaint_id: int, actor: Actor) -> list[Linked]:
    if not found:
        return []
    others = {_other(link, complaint_id): link for link in found}
    query = select(Complaint.id, Complaint.number, Complaint.matter, Complaint.state)
    rows = db.session.execute(query.where(Complaint.id.in_(others), visible(actor)).order_by(Complaint.id))
    return [Linked(*row, others[row.id].relation, others[row.id].earlier_id == row.id) for row in rows]


def _other(link: ComplaintLink, complaint_id: int) -> int:
    return link.earlier_id if link.complaint_id == complaint_id else link.complaint_id


def clocks_of(complaint_id: int) -> tuple[Shown | None, Shown | None]:
    """The clock of the whole and that of the stage where it is, as pages show them; what runs before what is over."""
    table = table_of(Deadline)
    mine = (table.c.subject == subject_of(complaint_id)) & table.c.rule.in_(CLOCKS)
    rows = db.session.execute(select(table).where(mine).order_by(table.c.stopped_on.is_(None), table.c.id)).all()
    newest = {row.rule: row for row in rows}
    shown = {one.id: one for one in shown_rows(list(newest.values()))}
    whole, stage = newest.get(WHOLE), newest.get(STAGE)
    running = stage is not None and stage.stopped_on is None
    return (shown[whole.id] if whole else None, shown[stage.id] if stage and running else None)
