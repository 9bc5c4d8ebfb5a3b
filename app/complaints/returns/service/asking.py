"""Asking somebody with authority about goods or amounts that differ, and what he says (K-34 to K-36, A-28, M-14)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.complaints.allowances.rules import check_state
from app.complaints.cases.models import Complaint
from app.complaints.returns import feature, queries, rules
from app.complaints.returns.models import ReturnSlip
from app.complaints.returns.service.moving import move, tell
from app.customers.files.models import Customer
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen, format_fen, format_rate
from app.domain.text import Text
from app.office.approvals.models import Approval, ApprovalVoice
from app.office.approvals.service.submitting import submit as ask
from app.unit_of_work import current_work, unit_of_work


def ask_quantity(
    one: ReturnSlip, case: Complaint, customer: Customer | None, outcome: rules.Outcome, *, by: Actor
) -> None:
    """Ask what to do with goods that differ. Who decides is not named by the manual: the matrix says (A-28)."""
    rows: list[tuple[Text | str, Text | str]] = [
        *_about(one, case, customer),
        (Text("Counted in the store"), f"{one.received_quantity} {one.unit}"),
        (Text("Excess ratio"), format_rate(one.ratio) if one.ratio is not None else ""),
        (Text("Comparison"), outcome.says),
        (Text("Question of the store"), one.question or ""),
    ]
    ask(
        queries.DIFFERENCE, queries.subject_of(one.id), url=queries.page_url(one.id),
        title=f"{one.number} {one.slip_quantity} → {one.received_quantity}", snapshot=rows,
        customer_id=one.customer_id, reason=one.question, facts={"number": one.number}, by=by,
    )  # fmt: skip


def ask_money(return_id: int, version: int, amount: Fen, words: str, *, by: Actor) -> None:
    """Ask whether a return is booked with this amount in fen before tax, where slip and proofs do not agree (K-35).

    Raises NoResultFound, Conflict, and Refused without words or where there is nothing to ask.
    """
    if not words.strip():
        raise Refused(Text("Please say why."), field="words")
    with unit_of_work(by=by):
        row = queries.slip(return_id, by)
        one: ReturnSlip = row.ReturnSlip
        check_state(one.state, rules.RECEIVED)
        if one.version != version:
            raise Conflict(Text("This is no longer as you saw it. Look at it again."))
        if amount < 0 or queries.money_settled(one, amount):
            raise Refused(Text("There is nothing to ask about this amount."), field="amount_fen")
        tell(feature.MONEY_ASKED, one, amount_fen=amount, reason=words.strip())
        rows: list[tuple[Text | str, Text | str]] = [
            *_about(one, row.Complaint, row.Customer),
            (Text("Amount by the slip"), format_fen(queries.expected(one))),
            (Text("Amount to be booked"), format_fen(amount)),
            (Text("Question of accounting"), words.strip()),
        ]
        ask(
            queries.DIFFERENCE, queries.subject_of(one.id), title=f"{one.number} {format_fen(amount)}",
            url=queries.page_url(one.id), snapshot=rows, amount=amount, customer_id=one.customer_id,
            reason=words.strip(), facts={"number": one.number}, by=by,
        )  # fmt: skip


def settle_difference(approval: Approval) -> None:
    """Take over what was said about a difference: the store signs for what is really there, or counts once more.

    About an amount nothing changes: the request itself says which may be booked.
    """
    return_id = int(approval.subject.partition(":")[2])
    one = current_work().session.get_one(ReturnSlip, return_id, populate_existing=True)
    said = ("approved", "refused") if one.state == rules.RECEIVED else ("approved", "refused", "withdrawn")
    if one.state not in (rules.ASKED, rules.RECEIVED) or approval.state not in said:
        return
    granted, voice = approval.state == "approved", _last_voice(approval)
    values: dict[str, Any] = {"ruling": voice.words if voice else None, "ruled_by": voice.by_name if voice else None}
    if one.state == rules.ASKED and granted:
        values |= {"state": rules.RECEIVED, "booked_quantity": one.received_quantity}
    elif one.state == rules.ASKED:
        values |= {"state": rules.APPROVED, "received_quantity": None, "received_on": None, "received_by": None}
    one = move(one, one.version, (rules.ASKED, rules.RECEIVED), values)
    told = Text("as it is really there") if granted else Text("not as it is")
    tell(feature.RULED, one, outcome=told, reason=one.ruling)


def _last_voice(approval: Approval) -> ApprovalVoice | None:
    query = select(ApprovalVoice).where(ApprovalVoice.approval_id == approval.id)
    return current_work().session.scalars(query.order_by(ApprovalVoice.id.desc()).limit(1)).first()


def _about(one: ReturnSlip, case: Complaint, customer: Customer | None) -> list[tuple[Text | str, Text | str]]:
    return [
        (Text("Complaint"), case.number or ""),
        (Text("Customer"), customer.name if customer else ""),
        (Text("Material number"), f"{one.material_number} {one.product or ''}".strip()),
        (Text("Approved quantity"), f"{one.approved_quantity} {one.unit}"),
        (Text("Quantity on the slip"), f"{one.slip_quantity} {one.unit}"),
    ]
