"""Looks at cases of ownership."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import aliased

from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.models import Staff
from app.reception.claims.feature import SEE
from app.reception.claims.models import ClaimCase, Evidence
from app.unit_of_work import current_work
from app.web.paging import Order, Page, page_of

FIRST, SECOND = aliased(Staff), aliased(Staff)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: a kind, a state, cases of a member of staff."""

    kind: str | None = None
    state: str | None = None
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A case with the names of those between whom it is."""

    case: ClaimCase
    first: str | None
    second: str | None


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on ClaimCase under which this actor may see it: not where he may not know of the customer."""
    if not actor.may(SEE.name):
        return false()
    known = select(Customer.id).where(Customer.id == ClaimCase.customer_id, customer_visible(actor))
    return or_(ClaimCase.customer_id.is_(None), known.correlate(ClaimCase).exists())


def case(case_id: int, actor: Actor) -> Seen:
    """One case. Raises NoResultFound for what is not there or not his business."""
    query = _seen().where(ClaimCase.id == case_id, visible(actor)).execution_options(populate_existing=True)
    return Seen(*db.session.execute(query).one())


def case_for_change(case_id: int) -> ClaimCase:
    """One case as it is now, held until the end of the unit. Raises NoResultFound."""
    query = select(ClaimCase).where(ClaimCase.id == case_id).with_for_update()
    return current_work().session.scalars(query.execution_options(populate_existing=True)).one()


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """Cases, newest first, as rows of the fields of `Seen`."""
    query = _seen().where(visible(actor))
    if filters.kind:
        query = query.where(ClaimCase.kind == filters.kind)
    if filters.state:
        query = query.where(ClaimCase.state == filters.state)
    if filters.staff_id:
        query = query.where(or_(ClaimCase.first_id == filters.staff_id, ClaimCase.second_id == filters.staff_id))
    return page_of(db.session(), query, [Order(ClaimCase.id, descending=True)], after=after)


def cases_of_visit(visit_id: int, actor: Actor) -> list[Seen]:
    """The cases about a visit, oldest first."""
    query = _seen().where(ClaimCase.visit_id == visit_id, visible(actor)).order_by(ClaimCase.id)
    return [Seen(*row) for row in db.session.execute(query)]


def evidence_of(case: ClaimCase) -> list[Any]:
    """The evidence of a case: what was kept for it and what its visit has, oldest first, with names (R-88)."""
    own = Evidence.case_id == case.id
    return _evidence(or_(own, Evidence.visit_id == case.visit_id) if case.visit_id else own)


def evidence_of_visit(visit_id: int) -> list[Any]:
    """The evidence of a visit, oldest first, with names."""
    return _evidence(Evidence.visit_id == visit_id)


def _seen() -> Select[Any]:
    query = select(ClaimCase).add_columns(FIRST.name.label("first"), SECOND.name.label("second"))
    query = query.outerjoin(FIRST, FIRST.id == ClaimCase.first_id)
    return query.outerjoin(SECOND, SECOND.id == ClaimCase.second_id)


def _evidence(condition: Any) -> list[Any]:
    query = select(Evidence, FIRST.name.label("about"), SECOND.name.label("other")).where(condition)
    query = query.outerjoin(FIRST, FIRST.id == Evidence.staff_id).outerjoin(SECOND, SECOND.id == Evidence.other_id)
    return list(db.session.execute(query.order_by(Evidence.id)))
