"""What was decided about complaints of the demo office, carried out: certificates, return slips, vouchers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app import clock
from app.complaints.allowances import queries as allowances
from app.complaints.allowances import service as allowing
from app.complaints.allowances.rules import GRANTING, NewAllowance, NewProof
from app.complaints.cases.models import Complaint
from app.complaints.decisions.models import ComplaintDecision
from app.complaints.returns import queries as returns
from app.complaints.returns import service as returning
from app.complaints.returns.forms import NAMES
from app.complaints.returns.rules import BRINGS_BACK, NewSlip
from app.complaints.returns.service import NewReceipt
from app.complaints.vouchers import withholding
from app.complaints.vouchers.rules import NewWithheld, tax_on
from app.complaints.vouchers.service import book
from app.demo.deliveries import PRICE
from app.domain.actor import Actor
from app.domain.money import Fen, Rate
from app.extensions import db
from app.office.approvals.models import Approval
from app.office.approvals.queries import standing_of
from app.office.approvals.service import approve

FAR = ("draft", "submitted", "approved", "asked", "received", "booked")  # how far a slip has come
ALLOWED = ("draft", "submitted", "approved", "stamped", "booked")


def build(cast: Mapping[str, Actor]) -> None:
    """Carry decisions out, each one step less far than the one before; deliveries are there already."""
    query = select(Complaint, ComplaintDecision).join(ComplaintDecision, ComplaintDecision.complaint_id == Complaint.id)
    holds = query.where(Complaint.state == "open", ComplaintDecision.state == "approved").order_by(Complaint.id)
    rows = list(db.session.execute(holds))
    granted = [row for row in rows if GRANTING & set(row[1].remedies) and row[1].amount_fen >= 800]
    back = [row for row in rows if BRINGS_BACK & set(row[1].remedies) and (row[1].return_quantity or 0) >= 12]
    for number, state in enumerate(reversed(ALLOWED if granted else ())):
        case, decision = granted[number % len(granted)]
        _allow(case.id, Fen(decision.amount_fen // 8), ALLOWED.index(state), cast)
    for number, state in enumerate(reversed(FAR if back else ())):
        case, decision = back[number % len(back)]
        _send_back(case.id, decision, FAR.index(state), cast)
    filled = ((case, withholding.prefill(case, Rate(130_000))) for case, _ in rows)
    delayed = [(case, values) for case, values in filled if values["amount_fen"] and values["staff_id"]]
    for case, values in delayed[:2]:
        withholding.withhold(case.id, NewWithheld(**values), by=cast["xu"])


def _allow(complaint_id: int, amount: Fen, far: int, cast: Mapping[str, Actor]) -> None:
    kong = cast["kong"]
    new = NewAllowance("板面轻微划伤，经协商降价接收。", amount, product="双面线路板")
    one = allowing.write(complaint_id, new, by=kong)
    if far >= ALLOWED.index("submitted"):
        one = allowing.submit(one.id, one.version, by=kong)
    if far >= ALLOWED.index("approved"):
        _decide(allowances.subject_of(one.id), cast)
        one = allowances.allowance(one.id, kong).Allowance
    if far >= ALLOWED.index("stamped") and one.state == "approved":
        one = allowing.stamp(one.id, one.version, on=clock.today(), who="张采购", by=kong)
    if far >= ALLOWED.index("booked") and one.state == "stamped":
        allowing.prove(one.id, NewProof("certificate", clock.today(), True), by=kong)
        amount, tax = Fen(one.amount_fen), Fen(one.tax_fen)
        book("allowance", one.id, one.version, amount=amount, tax=tax, words="销货折让", by=cast["xu"])


def _send_back(complaint_id: int, decision: ComplaintDecision, far: int, cast: Mapping[str, Actor]) -> None:
    kong, xu = cast["kong"], cast["xu"]
    filled = returning.prefill(db.session.get_one(Complaint, complaint_id), decision)
    goods: dict[str, Any] = {"material_number": "PCB-88", "unit": "片", "price_fen": PRICE}
    goods |= {name: value for name, value in filled.items() if value}
    typed: dict[str, Any] = {
        **{name: goods.get(name) for name in NAMES},
        "slip_quantity": (decision.return_quantity or 0) // 6,
    }
    one = returning.write(complaint_id, NewSlip(**typed), by=kong)
    if far >= FAR.index("submitted"):
        one = returning.submit(one.id, one.version, by=kong)
    if far >= FAR.index("approved"):
        _decide(returns.subject_of(one.id), cast)
        one = returns.slip(one.id, kong).ReturnSlip
    if far >= FAR.index("asked") and one.state == "approved":
        asks = far == FAR.index("asked")
        question = "实点少 1 片，请示是否按实签收。" if asks else None
        receipt = NewReceipt(one.slip_quantity - asks, clock.today(), "外箱完好", question)
        one = returning.receive(one.id, one.version, receipt, by=kong)
    if far >= FAR.index("booked") and one.state == "received":
        returning.prove(one.id, NewProof("certificate", clock.today(), True), by=kong)
        amount = returns.expected(one)
        tax = tax_on(amount, Rate(130_000))
        book("return", one.id, one.version, amount=amount, tax=tax, words="销货退回", by=xu)


def _decide(subject: str, cast: Mapping[str, Actor]) -> None:
    """Let everybody who is asked about a thing say yes."""
    query = select(Approval).where(Approval.subject == subject).order_by(Approval.id.desc()).limit(1)
    for _ in range(5):
        request = db.session.scalars(query.execution_options(populate_existing=True)).one()
        told = standing_of(request)
        asked = [one for one in cast.values() if told.asks(one.staff_id)]
        if request.state != "waiting" or not asked:
            return
        approve(request.id, request.version, "同意", by=asked[0])
