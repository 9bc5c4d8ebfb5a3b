"""The looks at allowance certificates and at what proves them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Select, String, and_, cast, exists, literal, or_, select

from app.complaints.allowances import rules
from app.complaints.allowances.models import Allowance, RemedyProof
from app.complaints.allowances.policy import RemedyPolicy
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import held, visible
from app.complaints.decisions.queries import approved
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.domain.money import Fen
from app.extensions import db
from app.office.policy import queries as policy
from app.web.converters import id_in as id_of
from app.web.paging import Order, Page, page_of

KIND = "allowance:"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: a state, a number of certificate or complaint, or a customer."""

    text: str = ""
    state: str | None = None


def subject_of(allowance_id: int) -> str:
    """What history, approvals, proofs and attachments call a certificate."""
    return f"{KIND}{allowance_id}"


def page_url(allowance_id: int) -> str:
    """The address of its page, also where no request is under way."""
    return f"/complaints/allowances/{allowance_id}"


def id_in(subject: str) -> int | None:
    """The certificate that a subject names; None for another thing."""
    return id_of(subject, "allowance")


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The certificates of complaints that this actor may know of, the newest first, as rows of `allowance`."""
    query = _seen(actor)
    if filters.state:
        query = query.where(Allowance.state == filters.state)
    if filters.text:
        plain = filters.text.strip().upper()
        named = Customer.name.icontains(filters.text, autoescape=True)
        query = query.where(or_(Allowance.number == plain, Complaint.number == plain, named))
    return page_of(db.session(), query, [Order(Allowance.id, descending=True)], after=after)


def allowance(allowance_id: int, actor: Actor) -> Any:
    """One certificate, as a row of Allowance, Complaint and Customer (None where it is not to be known).

    In a unit of work its complaint is held. Raises NoResultFound.
    """
    return db.session.execute(held(_seen(actor).where(Allowance.id == allowance_id))).one()


def sees(allowance_id: int, actor: Actor) -> bool:
    """Whether this actor may know of a certificate."""
    query = _seen(actor).where(Allowance.id == allowance_id).with_only_columns(Allowance.id)
    return db.session.scalar(query) is not None


def numbered(number: str, actor: Actor) -> Sequence[Allowance]:
    """The certificate of this number, if this actor may know of it."""
    query = _seen(actor).where(Allowance.number == number.strip().upper())
    return db.session.scalars(query).all()


def of_case(complaint_id: int) -> Sequence[Allowance]:
    """The certificates of a complaint, the newest first; for whoever may know of the complaint."""
    query = select(Allowance).where(Allowance.complaint_id == complaint_id).order_by(Allowance.id.desc())
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def granted(complaint_id: int, *, but: int = 0) -> list[Fen]:
    """What the certificates of a complaint that are not void grant, tax included, in fen; without one of them."""
    total = Allowance.amount_fen + Allowance.tax_fen
    query = select(total).where(Allowance.complaint_id == complaint_id, Allowance.state != rules.VOID)
    return [Fen(one) for one in db.session.scalars(query.where(Allowance.id != but))]


def decision_holds(complaint_id: int) -> bool:
    """Whether the decision that holds today grants an allowance."""
    decision = approved(complaint_id)
    return decision is not None and bool(rules.GRANTING & set(decision.remedies))


def proofs_of(subject: str) -> Sequence[RemedyProof]:
    """The proofs of a return or an allowance, in the order in which they were entered."""
    return db.session.scalars(select(RemedyProof).where(RemedyProof.subject == subject).order_by(RemedyProof.id)).all()


def as_rules(proofs: Sequence[RemedyProof]) -> list[rules.NewProof]:
    """Stored proofs as the rules know them."""
    names = [one.name for one in fields(rules.NewProof)]
    return [rules.NewProof(**{name: getattr(one, name) for name in names}) for one in proofs]


def ways(what: str) -> tuple[str, ...]:
    """The papers that prove a return or an allowance in this office (D-29)."""
    return rules.ways_for(what, third=policy.of(RemedyPolicy).third_proof)


def checklist(one: Allowance) -> tuple[rules.Item, ...]:
    """What must be there before this allowance is booked."""
    proofs = as_rules(proofs_of(subject_of(one.id)))
    decided = decision_holds(one.complaint_id)
    return rules.checklist(one.state, decided=decided, stamped=one.stamped_on is not None, proofs=proofs)


def unfinished(actor: Actor) -> Select[Any]:
    """The query of the certificates that wait for the customer's stamp or for a proof."""
    proven = exists().where(RemedyProof.subject == literal(KIND) + cast(Allowance.id, String), RemedyProof.stamped)
    waits = or_(Allowance.state == rules.APPROVED, and_(Allowance.state == rules.STAMPED, ~proven))
    query: Any = select(Allowance.id).join(Complaint, Complaint.id == Allowance.complaint_id)
    found: Select[Any] = query.where(waits, visible(actor))
    return found


def _seen(actor: Actor) -> Select[Any]:
    known = and_(Customer.id == Allowance.customer_id, customer_visible(actor))
    query = select(Allowance).add_columns(Complaint, Customer).join(Complaint, Complaint.id == Allowance.complaint_id)
    return query.outerjoin(Customer, known).where(visible(actor))
