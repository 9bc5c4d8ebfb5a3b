"""Writing allowance certificates, having them approved and stamped."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from app import clock
from app.complaints.allowances import feature, proving, queries, rules
from app.complaints.allowances.models import Allowance, RemedyProof
from app.complaints.allowances.policy import RemedyPolicy
from app.complaints.allowances.rules import NewAllowance, NewProof
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import complaint_of
from app.complaints.decisions.models import ComplaintDecision
from app.complaints.decisions.queries import approved
from app.customers.files.models import Customer
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.money import Fen, format_fen
from app.domain.text import Text
from app.office.approvals.service.submitting import submit as ask
from app.office.approvals.service.voiding import void as void_request
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.policy import queries as policy
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action

MATTER = "remedies.allowance"


def write(complaint_id: int, new: NewAllowance, *, by: Actor) -> Allowance:
    """Write an allowance certificate by the decision that holds (K-32).

    Raises NoResultFound for a complaint that is not this actor's business, Refused for what the decision does not
    grant, for more than it grants, and for a complaint that is over.
    """
    with unit_of_work(by=by) as work:
        case = complaint_of(complaint_id, by)
        if case.state != "open":
            raise Refused(Text("This complaint is over. Reopen it first."))
        decision = held_decision(complaint_id)
        values = _values(new, decision, but=0)
        month = f"{clock.today():%y%m}"
        made = Allowance(**values, complaint_id=complaint_id, decision_id=decision.id, customer_id=case.customer_id)
        made.number, made.state = f"ZR{month}-{next_number('allowances', month):03}", rules.DRAFT
        made.made_by, made.made_at = by.name, work.at
        work.session.add(made)
        work.session.flush()
        _record(feature.WRITTEN, made)
    return made


def change(allowance_id: int, version: int, new: NewAllowance, *, by: Actor) -> Allowance:
    """Correct a certificate while it is a draft. Raises as `write`, and Conflict where somebody was quicker."""
    with unit_of_work(by=by):
        before = queries.allowance(allowance_id, by).Allowance
        values = _values(new, held_decision(before.complaint_id), but=allowance_id)
        one = _move(before, version, (rules.DRAFT,), values)
        _record(feature.CHANGED, one)
    return one


def submit(allowance_id: int, version: int, *, by: Actor) -> Allowance:
    """Hand a certificate in for the signatures of (deputy) manager and (deputy) general manager (A-26)."""
    with unit_of_work(by=by):
        row = queries.allowance(allowance_id, by)
        decision = held_decision(row.Complaint.id)
        total = Fen(row.Allowance.amount_fen + row.Allowance.tax_fen)
        rules.check_sum(decision.amount_fen, queries.granted(row.Complaint.id, but=allowance_id), total)
        one = _move(row.Allowance, version, (rules.DRAFT,), {"state": rules.SUBMITTED, "decision_id": decision.id})
        _record(feature.SUBMITTED, one)
        ask(
            MATTER, queries.subject_of(one.id), title=_title(one, row.Complaint), url=queries.page_url(one.id),
            snapshot=_snapshot(one, row.Complaint, row.Customer), amount=total, customer_id=one.customer_id,
            facts={"number": one.number}, by=by,
        )  # fmt: skip
    return one


def settle(allowance_id: int, granted: bool) -> None:
    """Take over what was decided: approved, or a draft again that can be corrected and handed in once more (A-26)."""
    one = current_work().session.get_one(Allowance, allowance_id, populate_existing=True)
    if one.state == rules.SUBMITTED:
        state = rules.APPROVED if granted else rules.DRAFT
        _move(one, one.version, (rules.SUBMITTED,), {"state": state})
        _record(feature.SETTLED, one, outcome=Text(rules.STATES[state]))


def stamp(allowance_id: int, version: int, *, on: Any, who: str, by: Actor) -> Allowance:
    """Note that the customer has stamped the approved certificate: the day, and who did it (K-32)."""
    if not who.strip():
        raise Refused(Text("Please fill this in."), field="stamped_by")
    if on > clock.today():
        raise Refused(Text("This day is still to come."), field="stamped_on")
    with unit_of_work(by=by):
        before = queries.allowance(allowance_id, by).Allowance
        values = {"state": rules.STAMPED, "stamped_on": on, "stamped_by": who.strip()}
        one = _move(before, version, (rules.APPROVED,), values)
        _record(feature.STAMPED, one, who=one.stamped_by, day=on)
    return one


def prove(allowance_id: int, new: NewProof, *, by: Actor) -> RemedyProof:
    """Keep a proof of an approved allowance that is not booked yet (K-39). Raises NoResultFound, Refused."""
    with unit_of_work(by=by):
        one = queries.allowance(allowance_id, by).Allowance
        rules.check_state(one.state, rules.APPROVED, rules.STAMPED)
        about = {"number": one.number, "customer_id": one.customer_id}
        return proving.store(queries.subject_of(one.id), rules.ALLOWANCE, new, **about, by=by)


def void(allowance_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Make a certificate void that is not booked, with the reason; its approval goes with it.

    Raises NoResultFound, Refused, Conflict.
    """
    if not reason.strip():
        raise Refused(Text("Please say why."), field="reason")
    with unit_of_work(by=by):
        before = queries.allowance(allowance_id, by).Allowance
        if before.version != version:
            rules.check_state(before.state, "")
        end(before, reason.strip(), by=by)


def end(before: Allowance, why: str, *, by: Actor) -> None:
    """Make a certificate void inside a unit of work, with what was asked about it. Raises Conflict."""
    one = _move(before, before.version, rules.OPEN, {"state": rules.VOID})
    _record(feature.VOIDED, one, reason=why)
    void_request(queries.subject_of(one.id), why, matter=MATTER, by=by)


def move_to(one: Allowance, version: int, known: tuple[str, ...], state: str) -> Allowance:
    """Let accounting book a certificate, and open it again when the voucher is reversed. Raises Conflict."""
    return _move(one, version, known, {"state": state})


def held_decision(complaint_id: int) -> ComplaintDecision:
    """The decision that holds for a complaint, held to the end of the unit: what it grants is shared one by one.

    Raises Refused where there is none: nobody promises before the decision (K-21).
    """
    decision = approved(complaint_id)
    if decision is None:
        raise Refused(Text("Nothing is decided on this complaint yet, so nobody grants anything."))
    held = select(ComplaintDecision).where(ComplaintDecision.id == decision.id).with_for_update()
    return current_work().session.scalars(held.execution_options(populate_existing=True)).one()


def _values(new: NewAllowance, decision: ComplaintDecision, *, but: int) -> dict[str, Any]:
    rules.check_granted(decision.remedies, rules.GRANTING)
    amount, tax = rules.money_of(new, policy.of(RemedyPolicy).tax_rate)
    rules.check(new, amount, tax, clock.today())
    others = queries.granted(decision.complaint_id, but=but)
    rules.check_sum(decision.amount_fen, others, Fen(amount + tax))
    kept = {name: getattr(new, name) for name in ("quantity", "price_fen", "invoice_on", "invoice_number", "product")}
    return {**kept, "reason": new.reason.strip(), "amount_fen": amount, "tax_fen": tax}


def _move(one: Allowance, version: int, known: tuple[str, ...], values: dict[str, Any]) -> Allowance:
    work = current_work()
    seen = (Allowance.id == one.id, Allowance.version == version, Allowance.state.in_(known))
    held = update(Allowance).where(*seen).values(**values, version=version + 1)
    done = work.session.execute(held.execution_options(synchronize_session=False))
    rules.check_state("" if done.rowcount else "gone", "")  # type: ignore[attr-defined]
    work.touch("complaints")
    return work.session.get_one(Allowance, one.id, populate_existing=True)


def _title(one: Allowance, case: Complaint) -> str:
    return f"{one.number} {case.number or ''} {one.product or case.matter}"


def _snapshot(one: Allowance, case: Complaint, customer: Customer | None) -> list[tuple[Text | str, Text | str]]:
    count = "" if one.quantity is None else str(one.quantity)
    price = "" if one.price_fen is None else format_fen(one.price_fen)
    return [
        (Text("Complaint"), case.number or ""),
        (Text("Customer"), customer.name if customer else ""),
        (Text("Product"), one.product or ""),
        (Text("Quantity"), count),
        (Text("Allowance on one unit"), price),
        (Text("Amount before tax"), format_fen(one.amount_fen)),
        (Text("Tax"), format_fen(one.tax_fen)),
        (Text("Reason"), one.reason),
    ]


def _record(action: Action, one: Allowance, *, reason: str | None = None, **more: Any) -> None:
    """Write what was done to a certificate; what somebody gave as a reason does not stand with the customer."""
    facts = {"number": one.number, "amount_fen": one.amount_fen + one.tax_fen, **more}
    customer_id = None if reason else one.customer_id
    record(action, queries.subject_of(one.id), customer_id=customer_id, facts=facts, reason=reason)
