"""The looks at return slips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, exists, false, func, literal, or_, select

from app.complaints.allowances.models import RemedyProof
from app.complaints.allowances.queries import as_rules, proofs_of
from app.complaints.allowances.rules import Item, NewProof
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import held
from app.complaints.cases.queries import visible as case_visible
from app.complaints.decisions.queries import approved
from app.complaints.deliveries.queries import note_by_id, ratio_of
from app.complaints.returns import rules
from app.complaints.returns.feature import RECEIVE
from app.complaints.returns.models import ReturnSlip
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.domain.money import Fen, Rate
from app.extensions import db
from app.office.approvals.queries import is_approved
from app.web.converters import id_in as id_of
from app.web.paging import Order, Page, page_of

KIND = "return:"
DIFFERENCE = "remedies.difference"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: a state, a number of slip, complaint, order or material, or a customer."""

    text: str = ""
    state: str | None = None


def subject_of(return_id: int) -> str:
    """What history, approvals, proofs and attachments call a return slip."""
    return f"{KIND}{return_id}"


def page_url(return_id: int) -> str:
    """The address of its page, also where no request is under way."""
    return f"/complaints/returns/{return_id}"


def id_in(subject: str) -> int | None:
    """The slip that a subject names; None for another thing."""
    return id_of(subject, "return")


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on ReturnSlip and Complaint under which this actor may know of a slip.

    Whoever may know of the complaint; and the store, to which the copies go, from the approval on: it sees the slip,
    not the complaint.
    """
    store = ReturnSlip.state.in_(rules.IN_STORE) if actor.may(RECEIVE.name) else false()
    return or_(case_visible(actor), store)


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The slips that this actor may know of, the newest first, as rows of `slip`."""
    query = _seen(actor)
    if filters.state:
        query = query.where(ReturnSlip.state == filters.state)
    if filters.text:
        query = query.where(_says(filters.text))
    return page_of(db.session(), query, [Order(ReturnSlip.id, descending=True)], after=after)


def for_store(actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The slips whose goods the store waits for, those that it asked about last, the oldest first (K-34)."""
    waits = _seen(actor).where(ReturnSlip.state.in_((rules.APPROVED, rules.ASKED)))
    asked = case((ReturnSlip.state == rules.ASKED, 1), else_=0)
    return page_of(db.session(), waits, [Order(asked), Order(ReturnSlip.id)], after=after)


def slip(return_id: int, actor: Actor) -> Any:
    """One slip, as a row of ReturnSlip, Complaint and Customer (None where he is not to be known).

    In a unit of work its complaint is held. Raises NoResultFound.
    """
    return db.session.execute(held(_seen(actor).where(ReturnSlip.id == return_id))).one()


def sees_case(actor: Actor, complaint_id: int) -> bool:
    """Whether this actor, who sees a slip, may know of its complaint too."""
    query = select(Complaint.id).where(Complaint.id == complaint_id, case_visible(actor))
    return db.session.scalar(query) is not None


def sees(return_id: int, actor: Actor) -> bool:
    """Whether this actor may know of a slip."""
    query = _seen(actor).where(ReturnSlip.id == return_id).with_only_columns(ReturnSlip.id)
    return db.session.scalar(query) is not None


def numbered(number: str, actor: Actor) -> Sequence[ReturnSlip]:
    """The slip of this number, if this actor may know of it."""
    query = _seen(actor).where(ReturnSlip.number == number.strip().upper())
    return db.session.scalars(query).all()


def of_case(complaint_id: int) -> Sequence[ReturnSlip]:
    """The slips of a complaint, the newest first; for whoever may know of the complaint."""
    query = select(ReturnSlip).where(ReturnSlip.complaint_id == complaint_id).order_by(ReturnSlip.id.desc())
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def covered(complaint_id: int, *, but: int = 0) -> list[int]:
    """The quantities that the slips of a complaint cover: what is booked, else what the slip says; void ones none."""
    query = select(func.coalesce(ReturnSlip.booked_quantity, ReturnSlip.slip_quantity))
    of_it = query.where(ReturnSlip.complaint_id == complaint_id, ReturnSlip.state != rules.VOID)
    return list(db.session.scalars(of_it.where(ReturnSlip.id != but)))


def decision_holds(complaint_id: int) -> bool:
    """Whether the decision that holds today lets goods come back."""
    decision = approved(complaint_id)
    return decision is not None and bool(rules.BRINGS_BACK & set(decision.remedies))


def ratio_today(one: ReturnSlip) -> tuple[Rate, str]:
    """The excess ratio for the goods of a slip, and whose: as it held when they came, else as it holds today."""
    if one.ratio is not None and one.ratio_of is not None:
        return one.ratio, one.ratio_of
    return ratio_of(note_by_id(one.delivery_id))


def expected(one: ReturnSlip) -> Fen:
    """What the goods are worth before tax: the quantity to be booked, else that of the slip, times the price."""
    quantity = one.slip_quantity if one.booked_quantity is None else one.booked_quantity
    return Fen(quantity * one.price_fen)


def money_settled(one: ReturnSlip, amount: Fen, proofs: Sequence[NewProof] | None = None) -> bool:
    """Whether this amount may be booked: slip and proofs say the same, or somebody with authority said so (K-35)."""
    known = as_rules(proofs_of(subject_of(one.id))) if proofs is None else proofs
    if amount == expected(one) and rules.amounts_agree(amount, known):
        return True
    return is_approved(subject_of(one.id), amount=amount, matter=DIFFERENCE)


def checklist(one: ReturnSlip, amount: Fen | None = None) -> tuple[Item, ...]:
    """What must be there before this return is booked, with this amount in fen before tax or that of the slip."""
    worth = expected(one) if amount is None else amount
    proofs = as_rules(proofs_of(subject_of(one.id)))
    settled, decided = money_settled(one, worth, proofs), decision_holds(one.complaint_id)
    return rules.checklist(one.state, decided=decided, proofs=proofs, money_settled=settled)


def waits_for_store() -> Select[Any]:
    """The query of the slips that wait for the store to count their goods."""
    return select(ReturnSlip.id).where(ReturnSlip.state == rules.APPROVED)


def unproven(actor: Actor) -> Select[Any]:
    """The query of the returns in the store, of complaints that this actor may know of, that lack a proof."""
    proven = exists().where(RemedyProof.subject == literal(KIND) + cast(ReturnSlip.id, String), RemedyProof.stamped)
    query: Any = select(ReturnSlip.id).join(Complaint, Complaint.id == ReturnSlip.complaint_id)
    found: Select[Any] = query.where(case_visible(actor), ReturnSlip.state == rules.RECEIVED, ~proven)
    return found


def _says(text: str) -> ColumnElement[bool]:
    plain = text.strip().upper()
    numbers = (ReturnSlip.number, ReturnSlip.order_number, ReturnSlip.material_number, Complaint.number)
    return or_(*(one == plain for one in numbers), Customer.name.icontains(text, autoescape=True))


def _seen(actor: Actor) -> Select[Any]:
    known = and_(Customer.id == ReturnSlip.customer_id, customer_visible(actor))
    query = select(ReturnSlip).add_columns(Complaint, Customer)
    query = query.join(Complaint, Complaint.id == ReturnSlip.complaint_id).outerjoin(Customer, known)
    return query.where(visible(actor))
