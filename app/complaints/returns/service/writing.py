"""Writing return slips and having them approved."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from app import clock
from app.complaints.allowances import proving
from app.complaints.allowances.models import RemedyProof
from app.complaints.allowances.rules import RETURN, NewProof, check_granted, check_state
from app.complaints.allowances.service import held_decision
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import complaint_of
from app.complaints.decisions.models import ComplaintDecision
from app.complaints.deliveries.queries import note_of, ratio_of
from app.complaints.returns import feature, queries, rules
from app.complaints.returns.models import ReturnSlip
from app.complaints.returns.rules import NewSlip
from app.complaints.returns.service.moving import move, tell
from app.customers.files.models import Customer
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.money import Fen, format_fen
from app.domain.text import Text
from app.office.approvals.service.submitting import submit as ask
from app.office.approvals.service.voiding import void as void_request
from app.office.numbering.service import next_number
from app.unit_of_work import current_work, unit_of_work

MATTER = "remedies.return"


def prefill(case: Complaint, decision: ComplaintDecision | None) -> dict[str, Any]:
    """What a slip begins with: the goods of the complaint, the price of its delivery, what was decided."""
    note = note_of(case.order_number, case.material_number, case.customer_id)
    left = (decision.return_quantity or 0) - sum(queries.covered(case.id)) if decision else 0
    return {
        "order_number": case.order_number, "material_number": case.material_number, "product": case.product,
        "unit": case.unit or (note.unit if note else None), "price_fen": note.price_fen if note else None,
        "slip_quantity": left if left > 0 else None, "reason": case.matter,
        "handling": "rework" if decision and "rework" in decision.remedies else "return",
        "basis": f"{case.number or ''} {decision.decided_on or ''}".strip() if decision else "",
    }  # fmt: skip


def write(complaint_id: int, new: NewSlip, *, by: Actor) -> ReturnSlip:
    """Write a return slip by the decision that holds (K-33).

    Raises NoResultFound for a complaint that is not this actor's business, Refused for what the decision does not
    grant, for more than it lets come back, and for a complaint that is over.
    """
    with unit_of_work(by=by) as work:
        case = complaint_of(complaint_id, by)
        if case.state != "open":
            raise Refused(Text("This complaint is over. Reopen it first."))
        decision = held_decision(complaint_id)
        made = ReturnSlip(**_values(new, case, decision), complaint_id=complaint_id, customer_id=case.customer_id)
        month = f"{clock.today():%y%m}"
        made.number, made.state = f"TH{month}-{next_number('returns', month):03}", rules.DRAFT
        made.made_by, made.made_at = by.name, work.at
        work.session.add(made)
        work.session.flush()
        tell(feature.WRITTEN, made)
    return made


def change(return_id: int, version: int, new: NewSlip, *, by: Actor) -> ReturnSlip:
    """Correct a slip while it is a draft. Raises as `write`, and Conflict where somebody was quicker."""
    with unit_of_work(by=by):
        row = queries.slip(return_id, by)
        decision = held_decision(row.Complaint.id)
        values = _values(new, row.Complaint, decision, but=return_id)
        one = move(row.ReturnSlip, version, (rules.DRAFT,), values)
        tell(feature.CHANGED, one)
    return one


def submit(return_id: int, version: int, *, by: Actor) -> ReturnSlip:
    """Hand a slip in for the approval of the (deputy) manager; then the goods may leave for the store (A-27)."""
    with unit_of_work(by=by):
        row = queries.slip(return_id, by)
        decision = held_decision(row.Complaint.id)
        check_granted(decision.remedies, rules.BRINGS_BACK)
        rules.left_to_return(decision.return_quantity, queries.covered(row.Complaint.id, but=return_id))
        values = {"state": rules.SUBMITTED, "decision_id": decision.id}
        one = move(row.ReturnSlip, version, (rules.DRAFT,), values)
        tell(feature.SUBMITTED, one)
        ask(
            MATTER, queries.subject_of(one.id), title=f"{one.number} {one.material_number} {one.product or ''}".strip(),
            url=queries.page_url(one.id), snapshot=snapshot(one, row.Complaint, row.Customer),
            amount=Fen(one.slip_quantity * one.price_fen), customer_id=one.customer_id, facts={"number": one.number},
            by=by,
        )  # fmt: skip
    return one


def settle(return_id: int, granted: bool) -> None:
    """Take over what was decided: on its way to the store, or a draft again (A-27)."""
    one = current_work().session.get_one(ReturnSlip, return_id, populate_existing=True)
    if one.state == rules.SUBMITTED:
        state = rules.APPROVED if granted else rules.DRAFT
        move(one, one.version, (rules.SUBMITTED,), {"state": state})
        tell(feature.SETTLED, one, outcome=Text(rules.STATES[state]))


def prove(return_id: int, new: NewProof, *, by: Actor) -> RemedyProof:
    """Keep a proof of a return that is approved and not booked yet (K-38). Raises NoResultFound, Refused."""
    with unit_of_work(by=by):
        one = queries.slip(return_id, by).ReturnSlip
        check_state(one.state, rules.APPROVED, rules.ASKED, rules.RECEIVED)
        about = {"number": one.number, "customer_id": one.customer_id}
        return proving.store(queries.subject_of(one.id), RETURN, new, **about, by=by)


def void(return_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Make a slip void whose goods are not in the store, with the reason; what was asked about it goes with it.

    Raises NoResultFound, Refused, Conflict.
    """
    if not reason.strip():
        raise Refused(Text("Please say why."), field="reason")
    with unit_of_work(by=by):
        before = queries.slip(return_id, by).ReturnSlip
        if before.state == rules.RECEIVED:
            raise Refused(Text("The goods are in the store: the slip stays, and is booked."))
        if before.version != version:
            check_state(before.state, "")
        end(before, reason.strip(), by=by)


def end(before: ReturnSlip, why: str, *, by: Actor) -> None:
    """Make a slip void inside a unit of work, with what was asked about it. Raises Conflict."""
    one = move(before, before.version, rules.VOIDABLE, {"state": rules.VOID})
    tell(feature.VOIDED, one, reason=why)
    void_request(queries.subject_of(one.id), why, by=by)


def snapshot(one: ReturnSlip, case: Complaint, customer: Customer | None) -> list[tuple[Text | str, Text | str]]:
    """A slip as whoever decides reads it."""
    return [
        (Text("Complaint"), case.number or ""),
        (Text("Customer"), customer.name if customer else ""),
        (Text("Order number"), one.order_number or ""),
        (Text("Material number"), f"{one.material_number} {one.product or ''}".strip()),
        (Text("Approved quantity"), f"{one.approved_quantity} {one.unit}"),
        (Text("Quantity on the slip"), f"{one.slip_quantity} {one.unit}"),
        (Text("Price of one unit before tax"), format_fen(one.price_fen)),
        (Text("Handling of the goods"), Text(rules.HANDLINGS[one.handling])),
        (Text("Reason"), one.reason),
        (Text("Basis"), one.basis),
    ]


def _values(new: NewSlip, case: Complaint, decision: ComplaintDecision, *, but: int = 0) -> dict[str, Any]:
    check_granted(decision.remedies, rules.BRINGS_BACK)
    left = rules.left_to_return(decision.return_quantity, queries.covered(case.id, but=but))
    note = note_of(new.order_number, new.material_number, case.customer_id)
    rules.check(new, left, ratio_of(note)[0])
    numbers = {name: (getattr(new, name) or "").strip().upper() or None for name in ("order_number", "material_number")}
    about = {"approved_quantity": left, "delivery_id": note.id if note else None, "decision_id": decision.id}
    return {**asdict(new), **numbers, **about, "reason": new.reason.strip()}
