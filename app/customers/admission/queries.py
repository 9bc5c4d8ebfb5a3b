"""Looks at admission: where a customer stands and stood, who is suspended, who is not filed with the parent company."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import aliased

from app import clock
from app.customers.admission import rules
from app.customers.admission.models import Admission, AdmissionStep
from app.customers.admission.policy import AdmissionPolicy
from app.customers.files.models import Customer
from app.customers.files.queries import answering, customer_of_thing, file_editable, file_visible, present
from app.customers.papers import rules as papers
from app.customers.papers.models import Paper
from app.customers.papers.policy import PaperPolicy
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.web.converters import id_in
from app.web.paging import Order, Page, page_of

MOST_COUNTED = 999
IN_BUSINESS = (rules.ADMITTED, rules.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether business may be done with a customer on a day, and why (C-56, C-59, C-60).

    `state` is one of rules.STATES, None for whoever never applied; `ok` tells whether anything speaks against it.
    """

    state: str | None
    ok: bool
    text: Text


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list of admissions is narrowed to."""

    q: str = ""
    state: str | None = None
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """An admission with its customer."""

    admission: Admission
    customer: Customer


def admission_of(customer_id: int) -> Admission | None:
    """The admission of a customer, None where nobody ever applied; the caller has checked the file."""
    query = select(Admission).where(Admission.customer_id == customer_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def admission(admission_id: int, actor: Actor) -> Seen:
    """An admission in a file that this actor may read. Raises NoResultFound."""
    return Seen(*db.session.execute(_joined().where(Admission.id == admission_id, file_visible(actor))).one())


def admission_at(admission_id: int) -> Seen:
    """An admission, whoever asks: what is decided was asked for by somebody who may. Raises NoResultFound."""
    return Seen(*db.session.execute(_joined().where(Admission.id == admission_id)).one())


def steps_of(customer_id: int) -> Sequence[AdmissionStep]:
    """The steps of a customer in their order, also those of files that were made one with his."""
    merged = select(Customer.id).where(Customer.merged_into_id == customer_id)
    whose = or_(AdmissionStep.customer_id == customer_id, AdmissionStep.customer_id.in_(merged))
    query = select(AdmissionStep).where(whose)
    return db.session.scalars(query.order_by(AdmissionStep.id)).all()


def step(step_id: int, actor: Actor) -> tuple[AdmissionStep, Seen]:
    """A step with the admission that it moved, in a file that this actor may read. Raises NoResultFound."""
    found = db.session.scalars(select(AdmissionStep).where(AdmissionStep.id == step_id)).one()
    merged = select(func.coalesce(Customer.merged_into_id, Customer.id)).where(Customer.id == found.customer_id)
    query = _joined().where(Customer.id.in_(merged), file_visible(actor))
    return found, Seen(*db.session.execute(query).one())


def may_do_business(customer_id: int, on: date | None = None) -> Standing:
    """Whether business may be done with a customer on a day (today) by his admission (hook `customer_standing`).

    It is shown, and stops nothing by itself. Whoever never applied has no state; he may only be held back where the
    office wants customers of his kind to be admitted first.
    """
    end = clock.at_office(datetime.combine((on or clock.today()) + timedelta(days=1), time()))
    state = rules.state_of(one.kind for one in steps_of(customer_id) if one.made_at < end)
    if state is None:
        kind = db.session.scalars(select(Customer.kind).where(Customer.id == customer_id)).one()
        wanted = rules.wanted_for(kind, policy.of(AdmissionPolicy, on=on).wanted)
        return Standing(None, not wanted, Text("Not admitted yet") if wanted else Text("No admission is needed"))
    return Standing(state, state == rules.ADMITTED, Text(rules.STATES[state]))


def listing(filters: Filters, actor: Actor, *, after: str | None) -> Page[Any]:
    """The admissions in files that this actor may read, the latest first, as rows with customer and owner."""
    query = _joined().add_columns(Staff.name.label("owner")).outerjoin(Staff, Staff.id == Customer.owner_id)
    query = query.where(file_visible(actor), *_conditions(filters, actor))
    return page_of(db.session(), query, [Order(Admission.id, descending=True)], after=after)


def count(state: str, actor: Actor) -> int:
    """How many customers in files that this actor may read stand at this state, counted to 999."""
    some = select(Admission.id).join(Customer, Customer.id == Admission.customer_id)
    some = some.where(Admission.state == state, file_visible(actor)).limit(MOST_COUNTED)
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def in_business(customer_ids: Collection[int]) -> Sequence[Any]:
    """Which of these customers are admitted or suspended, as rows of admission and customer, by customer."""
    query = _joined().where(Admission.customer_id.in_(customer_ids), Admission.state.in_(IN_BUSINESS))
    return db.session.execute(query.order_by(Customer.id).execution_options(populate_existing=True)).all()


def to_be_looked_at(today: date) -> list[int]:
    """The customers for whom a night may change something: admitted with a paper that is over, or suspended."""
    over = select(Paper.customer_id).where(Paper.state == papers.VERIFIED, Paper.expires_on < today)
    rejected = select(Paper.customer_id).where(Paper.state == papers.REJECTED)
    query = select(Admission.customer_id).join(Customer, Customer.id == Admission.customer_id).where(present())
    at_risk = or_(Admission.customer_id.in_(over), Admission.customer_id.in_(rejected))
    wanted = or_(Admission.state == rules.SUSPENDED, (Admission.state == rules.ADMITTED) & at_risk)
    return list(db.session.scalars(query.where(wanted).order_by(Admission.customer_id)))


def grounds_of(customer_ids: Collection[int]) -> Mapping[int, str | None]:
    """Why each of these customers was suspended last."""
    query = select(AdmissionStep.customer_id, AdmissionStep.ground).where(
        AdmissionStep.customer_id.in_(customer_ids), AdmissionStep.kind == rules.SUSPENDED
    )
    return {row.customer_id: row.ground for row in db.session.execute(query.order_by(AdmissionStep.id))}


def is_held_by_hand(customer_id: int) -> bool:
    """Tell whether the last suspension of a customer was decided by hand, also one of a file made one with his."""
    grounds = [one.ground for one in steps_of(customer_id) if one.kind == rules.SUSPENDED]
    return grounds[-1:] == [rules.BY_HAND]


def standings(customer_ids: Collection[int], today: date) -> Sequence[Any]:
    """Where those of these customers stand who ever applied, with the first of their verified papers that is over or is
    soon, as rows of customer_id, state, expires_on and renewal_until; a customer stands in as many rows as papers."""
    soon = today + timedelta(days=policy.of(PaperPolicy).first_warning)
    ending = and_(Paper.customer_id == Admission.customer_id, Paper.state == papers.VERIFIED, Paper.expires_on <= soon)
    query: Select[Any] = select(Admission.customer_id, Admission.state).add_columns(
        Paper.expires_on, Paper.renewal_until
    )
    rows = query.outerjoin(Paper, ending).where(Admission.customer_id.in_(customer_ids))
    return db.session.execute(rows.order_by(Admission.id, Paper.expires_on, Paper.id)).all()


def for_the_parent(actor: Actor, since: date | None) -> Sequence[Any]:
    """The customers in business that were admitted since a day, or else those not filed yet, oldest first (C-58).

    Rows of admission, customer, when he was admitted and when he was filed since.
    """
    admitted, filed = aliased(AdmissionStep), aliased(AdmissionStep)
    last = _last(rules.ADMITTED, rules.READMITTED)
    query = select(Admission, Customer, admitted.made_at.label("admitted_at"), filed.made_at.label("filed_at"))
    query = query.join(Customer, Customer.id == Admission.customer_id)
    query = query.join(last, last.c.customer_id == Customer.id).join(admitted, admitted.id == last.c.id)
    done = _last(rules.FILED)
    query = query.outerjoin(done, (done.c.customer_id == Customer.id) & (done.c.id > last.c.id))
    query = query.outerjoin(filed, filed.id == done.c.id)
    query = query.where(Admission.state.in_(IN_BUSINESS), file_visible(actor))
    if since is None:
        query = query.where(filed.id.is_(None))
    else:
        query = query.where(admitted.made_at >= clock.at_office(datetime.combine(since, time())))
    return db.session.execute(query.order_by(admitted.id)).all()


def customer_of_subject(subject: str) -> int | None:
    """Whose admission this is; None for other subjects."""
    return customer_of_thing(subject, "admission", Admission)


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on an admission; None for other subjects (O-12)."""
    return _subject(subject, file_visible(actor))


def may_change_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may hang evidence on an admission; None for other subjects."""
    return _subject(subject, file_editable(actor))


def _subject(subject: str, condition: ColumnElement[bool]) -> bool | None:
    found = id_in(subject, "admission")
    if found is None:
        return None
    query = select(Admission.id).join(Customer, Customer.id == Admission.customer_id)
    return db.session.scalar(query.where(Admission.id == found, condition)) is not None


def _joined() -> Select[Any]:
    query: Any = select(Admission, Customer).join(Customer, Customer.id == Admission.customer_id)
    joined: Select[Any] = query
    return joined


def _last(*kinds: str) -> Any:
    query = select(AdmissionStep.customer_id, func.max(AdmissionStep.id).label("id"))
    return query.where(AdmissionStep.kind.in_(kinds)).group_by(AdmissionStep.customer_id).subquery()


def _conditions(filters: Filters, actor: Actor) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.state:
        found.append(Admission.state == filters.state)
    if filters.owner:
        found.append(Customer.owner_id == filters.owner)
    if filters.q:
        ids = answering(filters.q, actor)
        found.append(Customer.id.in_(ids) if ids is not None else false())
    return found
