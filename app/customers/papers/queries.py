"""Looks at the papers of customers: those of one, what is required and missing, what ends, what waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import aliased

from app import clock
from app.customers.files.models import Category, Customer
from app.customers.files.queries import answering, file_editable, file_visible, present
from app.customers.files.rules import CATEGORIES, COMPANY
from app.customers.papers import rules
from app.customers.papers.feature import VERIFY_FINANCE, VERIFY_SALES
from app.customers.papers.models import InvoicingData, Paper, PaperKind, PaperRequirement
from app.customers.papers.policy import PaperPolicy
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.policy import queries as policy
from app.office.staff.models import Staff
from app.web.paging import Order, Page, page_of

WAITING, EXPIRING, EXPIRED = "waiting", "expiring", "expired"
MOST_COUNTED = 999
MOST_WAITING = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of paper that a customer must have: how it stands with it, the paper that decides it, and a newer one
    that waits for verification."""

    kind: PaperKind
    condition: str
    paper: Paper | None
    newer: Paper | None


@dataclass(frozen=True, slots=True)
class Checklist:
    """What a customer must have (C-55): papers, and invoicing data where it is `invoicing_needed`."""

    lines: tuple[Line, ...]
    invoicing: InvoicingData | None
    invoicing_needed: bool

    def of(self, checker: str) -> list[Line]:
        """The lines that sales, or finance, verifies."""
        return [line for line in self.lines if line.kind.checked_by == checker]

    @property
    def absent(self) -> list[Line]:
        """What must be brought: missing, rejected, or expired without a newer one that waits."""
        wanted = {rules.MISSING, rules.BAD, rules.EXPIRED}
        return [line for line in self.lines if line.condition in wanted and line.newer is None]

    @property
    def invoicing_in_order(self) -> bool:
        """Whether finance has verified the invoicing data, or none is needed."""
        return not self.invoicing_needed or (self.invoicing is not None and self.invoicing.state == rules.VERIFIED)


@dataclass(frozen=True, slots=True)
class Seen:
    """A paper with its kind and its customer."""

    paper: Paper
    kind: PaperKind
    customer: Customer


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list of papers is narrowed to; `state` is waiting, expiring, expired or nothing for all that count."""

    q: str = ""
    state: str | None = None
    kind: int | None = None


def kinds(*, active: bool = True) -> Sequence[PaperKind]:
    """The kinds of papers in the order of the office; those out of use only where `active` is False."""
    query = select(PaperKind).order_by(PaperKind.position, PaperKind.id)
    return db.session.scalars(query.where(PaperKind.active) if active else query).all()


def kind(kind_id: int) -> PaperKind:
    """One kind. Raises NoResultFound."""
    return db.session.scalars(select(PaperKind).where(PaperKind.id == kind_id)).one()


def name_of(kind: PaperKind) -> Text | str:
    """What a kind is called: the office's own name as it is, a shipped one in the language of the reader."""
    return kind.name or Text(rules.NAMES.get(kind.key or "", kind.key or "–"))


def categories() -> list[tuple[str, Text | str]]:
    """The categories of customers with their names, as the office orders them."""
    query = select(Category).where(Category.active).order_by(Category.position, Category.id)
    return [(one.key, one.name or Text(CATEGORIES.get(one.key, one.key))) for one in db.session.scalars(query)]


def requirements() -> frozenset[tuple[int, str, str]]:
    """What is required of whom: id of the kind of paper, kind of customer, category."""
    columns = PaperRequirement.paper_kind_id, PaperRequirement.kind, PaperRequirement.category
    rows = db.session.execute(select(*columns).order_by(PaperRequirement.id))
    return frozenset((row[0], row[1], row[2]) for row in rows)


def paper(paper_id: int, actor: Actor) -> Seen:
    """A paper in a file that this actor may read. Raises NoResultFound."""
    return _paper(paper_id, file_visible(actor))


def paper_to_change(paper_id: int, actor: Actor) -> Seen:
    """A paper in a file that this actor may change. Raises NoResultFound."""
    return _paper(paper_id, file_editable(actor))


def papers_of(customer_id: int) -> Sequence[Any]:
    """The papers of a customer as rows of paper and kind, the newest first; the caller has checked the file."""
    query = select(Paper, PaperKind).join(PaperKind, PaperKind.id == Paper.kind_id)
    return db.session.execute(query.where(Paper.customer_id == customer_id).order_by(Paper.id.desc())).all()


def invoicing_of(customer_id: int) -> InvoicingData | None:
    """The invoicing data of a customer; the caller has checked the file."""
    query = select(InvoicingData).where(InvoicingData.customer_id == customer_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def checklist(customer_id: int, on: date | None = None) -> Checklist:
    """What one customer must have and has (C-55); the caller has checked the file."""
    return checklists([customer_id], on)[customer_id]


def checklists(customer_ids: Collection[int], on: date | None = None) -> dict[int, Checklist]:
    """What each of these customers must have and has on a day (today), by few questions whatever their number."""
    today, soon, needed = on or clock.today(), policy.of(PaperPolicy).first_warning, requirements()
    wanted = select(Customer.id, Customer.kind, Customer.category).where(Customer.id.in_(customer_ids))
    customers = db.session.execute(wanted.order_by(Customer.id)).all()
    papers, invoicing, known = _held(customer_ids), _invoicing(customer_ids), kinds()
    found = {}
    for customer_id, kind_of_customer, category in customers:
        required = [one for one in known if (one.id, kind_of_customer, category) in needed]
        lines = tuple(_line(one, papers[customer_id, one.id], today, soon) for one in required)
        asked = bool(lines) and kind_of_customer == COMPANY and policy.of(PaperPolicy).invoicing_needed
        found[customer_id] = Checklist(lines, invoicing.get(customer_id), asked)
    return found


def checkers(actor: Actor) -> list[str]:
    """For whom this actor verifies: sales, finance, both or nobody."""
    rights = ((VERIFY_SALES, rules.SALES), (VERIFY_FINANCE, rules.FINANCE))
    return [checker for right, checker in rights if actor.may(right.name)]


def waiting_of(customer_id: int, actor: Actor) -> list[Seen]:
    """The papers of a customer that this actor may verify now, the oldest first."""
    query = _seen().where(Customer.id == customer_id, _waits_for(actor)).order_by(Paper.id)
    return [Seen(*row) for row in db.session.execute(query)]


def may_verify_invoicing(data: InvoicingData | None, actor: Actor) -> bool:
    """Whether this actor may verify the invoicing data now."""
    if data is None or data.state != rules.RECEIVED or not actor.may(VERIFY_FINANCE.name):
        return False
    return not policy.of(PaperPolicy).four_eyes or data.entered_by_id != actor.staff_id


def invoicing_waiting(actor: Actor) -> Sequence[Any]:
    """The customers whose invoicing data waits for finance, as rows of data and customer; at most fifty."""
    if not actor.may(VERIFY_FINANCE.name):
        return []
    query = select(InvoicingData, Customer).join(Customer, Customer.id == InvoicingData.customer_id)
    query = query.where(InvoicingData.state == rules.RECEIVED, file_visible(actor))
    return db.session.execute(query.order_by(InvoicingData.id).limit(MOST_WAITING)).all()


def listing(filters: Filters, actor: Actor, *, after: str | None) -> Page[Any]:
    """The papers in files that this actor may read, as rows of paper, kind, customer and owner.

    What ends is sorted by its day; everything else has the newest first.
    """
    query = _seen().add_columns(Staff.name.label("owner")).outerjoin(Staff, Staff.id == Customer.owner_id)
    query = query.where(file_visible(actor), *_conditions(filters, actor))
    by_day = filters.state in (EXPIRING, EXPIRED)
    order = [Order(Paper.expires_on), Order(Paper.id)] if by_day else [Order(Paper.id, descending=True)]
    return page_of(db.session(), query, order, after=after)


def count_waiting(actor: Actor) -> int:
    """How many papers and invoicing data wait for the verification by this actor, counted to 999."""
    papers = _joined(select(Paper.id)).where(_waits_for(actor), file_editable(actor))
    return _count(papers) + len(invoicing_waiting(actor))


def count_ending(actor: Actor) -> tuple[int, int]:
    """How many verified papers in the files this actor may read have expired, and how many do soon; each to 999."""
    found = [
        _count(_joined(select(Paper.id)).where(file_visible(actor), *_conditions(Filters(state=state), actor)))
        for state in (EXPIRED, EXPIRING)
    ]
    return found[0], found[1]


def to_be_warned_of(today: date, steps: Iterable[int]) -> Sequence[Any]:
    """Papers that may be due for a warning, as rows of paper, kind and customer, the first to end before the others.

    Those for which the renewed one waits for verification are not: whoever looks after the customer has done his part.
    """
    widest = timedelta(days=max(steps) + 31)  # a warning comes earlier where nobody works on its day
    newer = aliased(Paper)
    renewed = select(newer.id).where(
        newer.customer_id == Paper.customer_id, newer.kind_id == Paper.kind_id, newer.id > Paper.id,
        newer.state == rules.RECEIVED,
    )  # fmt: skip
    query = _seen().where(Paper.state.in_((rules.VERIFIED, rules.RECEIVED)), Paper.expires_on <= today + widest)
    unwarned = or_(Paper.warned_days.is_(None), Paper.warned_days > min(steps))
    query = query.where(unwarned, present(), ~renewed.exists())
    return db.session.execute(query.order_by(Paper.expires_on, Paper.id)).all()


def _paper(paper_id: int, condition: ColumnElement[bool]) -> Seen:
    query = _seen().where(Paper.id == paper_id, condition)
    return Seen(*db.session.execute(query.execution_options(populate_existing=True)).one())


def _seen() -> Select[Any]:
    return _joined(select(Paper, PaperKind, Customer))


def _joined(query: Any) -> Select[Any]:
    query = query.join(PaperKind, PaperKind.id == Paper.kind_id)
    joined: Select[Any] = query.join(Customer, Customer.id == Paper.customer_id)
    return joined


def _waits_for(actor: Actor) -> ColumnElement[bool]:
    mine = and_(Paper.state == rules.RECEIVED, PaperKind.checked_by.in_(checkers(actor)))
    if not policy.of(PaperPolicy).four_eyes or actor.staff_id is None:
        return mine
    return and_(mine, or_(Paper.added_by_id.is_(None), Paper.added_by_id != actor.staff_id))


def _conditions(filters: Filters, actor: Actor) -> list[ColumnElement[bool]]:
    today = clock.today()
    soon = today + timedelta(days=policy.of(PaperPolicy).first_warning)
    found: list[ColumnElement[bool]] = {
        WAITING: [Paper.state == rules.RECEIVED],
        EXPIRED: [Paper.state == rules.VERIFIED, Paper.expires_on < today],
        EXPIRING: [Paper.state == rules.VERIFIED, Paper.expires_on.between(today, soon)],
    }.get(filters.state or "", [Paper.state.in_((rules.RECEIVED, rules.VERIFIED, rules.REJECTED))])
    if filters.kind is not None:
        found = [*found, Paper.kind_id == filters.kind]
    if filters.q:
        ids = answering(filters.q, actor)
        found = [*found, Paper.customer_id.in_(ids) if ids is not None else false()]
    return found


def _count(query: Select[Any]) -> int:
    some = query.limit(MOST_COUNTED).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _held(customer_ids: Collection[int]) -> Mapping[tuple[int, int], list[Paper]]:
    query = select(Paper).where(Paper.customer_id.in_(customer_ids), Paper.state != rules.REPLACED)
    found: defaultdict[tuple[int, int], list[Paper]] = defaultdict(list)
    for one in db.session.scalars(query.order_by(Paper.id).execution_options(populate_existing=True)):
        found[one.customer_id, one.kind_id].append(one)
    return found


def _invoicing(customer_ids: Collection[int]) -> Mapping[int, InvoicingData]:
    query = select(InvoicingData).where(InvoicingData.customer_id.in_(customer_ids)).order_by(InvoicingData.id)
    fresh = query.execution_options(populate_existing=True)
    return {one.customer_id: one for one in db.session.scalars(fresh)}


def _line(kind: PaperKind, papers: Sequence[Paper], today: date, soon: int) -> Line:
    state, decides = rules.condition(papers, today, soon)
    newer = [one for one in papers if one.state == rules.RECEIVED and one is not decides]
    return Line(kind, state, decides, newer[-1] if newer and state != rules.WAITING else None)
