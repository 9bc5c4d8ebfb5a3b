"""The looks at vouchers and at what waits to be booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, literal, select, union_all

from app.complaints.allowances import queries as allowances
from app.complaints.allowances.models import Allowance
from app.complaints.allowances.rules import STAMPED
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import visible
from app.complaints.returns import queries as returns
from app.complaints.returns.models import ReturnSlip
from app.complaints.returns.rules import RECEIVED
from app.complaints.vouchers import rules
from app.complaints.vouchers.models import Voucher
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.domain.money import Fen
from app.extensions import db
from app.web.paging import Order, Page, page_of


@dataclass(frozen=True, slots=True)
class Remedy:
    """What is booked: an allowance or a return, with its subject and what stands on its paper."""

    kind: str
    thing: Allowance | ReturnSlip
    case: Complaint
    customer: Customer | None

    @property
    def subject(self) -> str:
        """What history, approvals and proofs call it."""
        of = allowances.subject_of if self.kind == rules.ALLOWANCE else returns.subject_of
        return of(self.thing.id)

    @property
    def url(self) -> str:
        """The address of its page."""
        of = allowances.page_url if self.kind == rules.ALLOWANCE else returns.page_url
        return of(self.thing.id)

    @property
    def quantity(self) -> int | None:
        """The quantity that is booked; None for an allowance without one."""
        return self.thing.quantity if isinstance(self.thing, Allowance) else self.thing.booked_quantity

    @property
    def amount(self) -> Fen:
        """What the paper says before tax, in fen."""
        return Fen(self.thing.amount_fen) if isinstance(self.thing, Allowance) else returns.expected(self.thing)


def remedy(kind: str, thing_id: int, actor: Actor) -> Remedy:
    """An allowance or a return of a complaint that this actor may know of. Raises NoResultFound."""
    row = allowances.allowance(thing_id, actor) if kind == rules.ALLOWANCE else returns.slip(thing_id, actor)
    return Remedy(kind, row[0], row[1], row[2])


def remedy_of(subject: str, actor: Actor) -> Remedy:
    """The remedy that a voucher was booked for. Raises NoResultFound."""
    kind, _, thing_id = subject.partition(":")
    return remedy(kind, int(thing_id), actor)


def to_book(actor: Actor, *, after: str | None = None) -> Page[Any]:
    """What accounting may look at next: stamped allowances and received returns, the oldest complaint first.

    Rows of kind, thing_id, number, complaint_id, complaint, product, amount_fen.
    """
    worth = ReturnSlip.booked_quantity * ReturnSlip.price_fen
    parts = union_all(
        _waiting(Allowance, rules.ALLOWANCE, Allowance.amount_fen, actor).where(Allowance.state == STAMPED),
        _waiting(ReturnSlip, rules.RETURN, worth, actor).where(ReturnSlip.state == RECEIVED),
    ).subquery()
    order = [Order(parts.c.complaint_id), Order(parts.c.kind), Order(parts.c.thing_id)]
    return page_of(db.session(), select(parts), order, after=after)


def waits_to_be_booked(actor: Actor) -> Select[Any]:
    """The query of what the customer has stamped and what the store has received, and nobody has booked."""
    stamped = _waiting(Allowance, rules.ALLOWANCE, Allowance.amount_fen, actor).where(Allowance.state == STAMPED)
    received = _waiting(ReturnSlip, rules.RETURN, ReturnSlip.price_fen, actor).where(ReturnSlip.state == RECEIVED)
    return select(union_all(*(one.with_only_columns(literal(1)) for one in (stamped, received))).subquery())


def listing(month: str | None, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """Vouchers of complaints that this actor may know of, the newest first, as rows of `voucher`."""
    query = _seen(actor)
    if month:
        first, last = span(month)
        query = query.where(Voucher.booked_on >= first, Voucher.booked_on < last)
    return page_of(db.session(), query, [Order(Voucher.id, descending=True)], after=after)


def of_month(month: str, actor: Actor) -> Sequence[Any]:
    """Every voucher of a month, in the order of booking, for accounting."""
    first, last = span(month)
    query = _seen(actor).where(Voucher.booked_on >= first, Voucher.booked_on < last)
    return db.session.execute(query.order_by(Voucher.id)).all()


def sums(month: str, actor: Actor) -> tuple[Fen, Fen]:
    """What the vouchers of a month come to, reversals taken off: before tax, and tax, in fen."""
    first, last = span(month)
    columns = (func.coalesce(func.sum(Voucher.amount_fen), 0), func.coalesce(func.sum(Voucher.tax_fen), 0))
    query = select(*columns).join(Complaint, Complaint.id == Voucher.complaint_id).where(visible(actor))
    row = db.session.execute(query.where(Voucher.booked_on >= first, Voucher.booked_on < last)).one()
    return Fen(int(row[0])), Fen(int(row[1]))


def voucher(voucher_id: int, actor: Actor) -> Any:
    """One voucher, as a row of Voucher, Complaint and Customer. Raises NoResultFound."""
    return db.session.execute(_seen(actor).where(Voucher.id == voucher_id)).one()


def numbered(number: str, actor: Actor) -> Sequence[Any]:
    """The voucher of this number, as rows of `voucher`."""
    return db.session.execute(_seen(actor).where(Voucher.number == number.strip().upper())).all()


def number_of(voucher_id: int) -> str:
    """The number of a voucher."""
    return db.session.scalars(select(Voucher.number).where(Voucher.id == voucher_id)).one()


def papers_of(rows: Sequence[Any]) -> dict[str, str]:
    """The numbers of the slips and certificates that vouchers were booked for, by their subjects."""
    subjects = {row.Voucher.subject for row in rows}
    ids = {kind: [int(one.partition(":")[2]) for one in subjects if one.startswith(f"{kind}:")] for kind in rules.KINDS}
    slips = select(ReturnSlip.id, ReturnSlip.number).where(ReturnSlip.id.in_(ids[rules.RETURN]))
    papers = select(Allowance.id, Allowance.number).where(Allowance.id.in_(ids[rules.ALLOWANCE]))
    found = {returns.subject_of(row.id): row.number for row in db.session.execute(slips)}
    return found | {allowances.subject_of(row.id): row.number for row in db.session.execute(papers)}


def reversal_of(voucher_id: int) -> Voucher | None:
    """The voucher that reverses another one; None where none does."""
    return db.session.scalars(select(Voucher).where(Voucher.reverses_id == voucher_id)).one_or_none()


def of_case(complaint_id: int) -> Sequence[Voucher]:
    """The vouchers of a complaint, the newest first; for whoever may know of the complaint."""
    query = select(Voucher).where(Voucher.complaint_id == complaint_id).order_by(Voucher.id.desc())
    return db.session.scalars(query).all()


def span(month: str) -> tuple[date, date]:
    """The first day of a month, and that of the next."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, 1), date(year + number // 12, number % 12 + 1, 1)


def _waiting(model: type[Allowance] | type[ReturnSlip], kind: str, amount: Any, actor: Actor) -> Select[Any]:
    query = select(literal(kind).label("kind"), model.id.label("thing_id"))
    more = query.add_columns(
        model.number, model.complaint_id, Complaint.number.label("complaint"), model.product, amount.label("amount_fen")
    )
    return more.join(Complaint, Complaint.id == model.complaint_id).where(visible(actor))


def _seen(actor: Actor) -> Select[Any]:
    known = and_(Customer.id == Complaint.customer_id, customer_visible(actor))
    query = select(Voucher).add_columns(Complaint, Customer)
    return query.join(Complaint, Complaint.id == Voucher.complaint_id).outerjoin(Customer, known).where(visible(actor))
