"""From the decision over slip or certificate, store and proof to the voucher (K-32 to K-39)."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import select

from app import clock
from app.complaints.allowances import hooks as allowance_hooks
from app.complaints.allowances import queries as allowances
from app.complaints.allowances import rules as proofs
from app.complaints.allowances import service as allowing
from app.complaints.allowances.rules import NewAllowance, NewProof
from app.complaints.cases.models import Complaint
from app.complaints.decisions.models import ComplaintDecision
from app.complaints.returns import hooks as return_hooks
from app.complaints.returns import queries as returns
from app.complaints.returns import service as returning
from app.complaints.returns.rules import NewSlip
from app.complaints.returns.service import NewReceipt
from app.complaints.vouchers import hooks, queries, rules, service, withholding
from app.complaints.vouchers.models import Voucher
from app.complaints.vouchers.rules import NewWithheld
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen, Rate
from app.extensions import db
from app.office.approvals.models import Approval
from app.office.approvals.service.deciding import approve, refuse
from app.unit_of_work import unit_of_work
from tests import factories
from tests.complaints.factories_remedies import a_buyer, a_decided_case, a_delivery, an_office, decide

SLIP = NewSlip("PCB-88", "片", 1000, Fen(1250), "板面划伤", "return", "核决", "双面线路板", "PO-2611")
CERTIFICATE = "certificate"


def say_yes(subject: str, *people: str) -> None:
    """Let these people approve what was asked last about a thing, one after the other."""
    for username in people:
        found = db.session.scalars(select(Approval).where(Approval.subject == subject).order_by(Approval.id)).all()[-1]
        approve(found.id, found.version, "照办", by=factories.actor(username))


def a_proof(kind: str = CERTIFICATE, **values: Any) -> NewProof:
    return NewProof(kind, clock.today(), values.pop("stamped", True), **values)


def a_slip_on_its_way(**delivery: Any) -> Any:
    """A slip over 1,000 boards that bai has approved."""
    an_office()
    buyer, su = a_buyer(), factories.actor("su")
    a_delivery(buyer.id, **delivery)
    one = returning.write(a_decided_case(buyer.id), SLIP, by=su)
    returning.submit(one.id, one.version, by=su)
    say_yes(returns.subject_of(one.id), "bai")
    return returns.slip(one.id, su).ReturnSlip


def a_slip_in_the_store(**delivery: Any) -> Any:
    one = a_slip_on_its_way(**delivery)
    return returning.receive(one.id, one.version, NewReceipt(1000, clock.today()), by=factories.actor("bai"))


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_what_complaints_delay_never_makes_a_base_negative_nor_greater(base, withheld):
    after = rules.base_after(Fen(base), Fen(withheld))
    assert 0 <= after <= base
    assert after == base - withheld or (after == 0 and withheld > base)


@given(st.integers(0, 10**10), st.integers(0, 10**9), st.booleans())
def test_debit_and_credit_are_equal_also_in_a_reversal(amount, tax, back):
    sign = -1 if back else 1
    lines = rules.lines(Fen(sign * amount), Fen(sign * tax), ("收入", "税", "应收"))
    assert sum(one.debit or 0 for one in lines) == sum(one.credit or 0 for one in lines) == sign * (amount + tax)


@given(st.integers(1, 10**9), st.lists(st.integers(1, 10**8), max_size=8))
def test_certificates_together_never_grant_more_than_was_decided(decided, wished):
    granted: list[Fen] = []
    for one in wished:
        try:
            proofs.check_sum(Fen(decided), granted, Fen(one))
        except Refused:
            assert sum(granted) + one > decided
        else:
            granted.append(Fen(one))
    assert sum(granted) <= decided


def test_the_money_of_a_certificate_is_right_to_the_fen_and_must_agree_with_itself():
    assert proofs.money_of(NewAllowance("x", quantity=3, price_fen=Fen(333)), Rate(130_000)) == (999, 130)
    assert proofs.money_of(NewAllowance("x", amount_fen=Fen(50), tax_fen=Fen(0)), Rate(130_000)) == (50, 0)
    with pytest.raises(Refused, match="Correct one of the three"):
        proofs.money_of(NewAllowance("x", amount_fen=Fen(1), quantity=3, price_fen=Fen(333)), Rate(0))
    with pytest.raises(Refused, match="quantity and price"):
        proofs.money_of(NewAllowance("x", quantity=3), Rate(0))


@pytest.mark.parametrize(
    ("proof", "what", "field"),
    [
        (a_proof("word_of_mouth"), "return", "kind"),
        (a_proof("original_invoice"), "return", "invoice_number"),
        (a_proof("marked_copy", invoice_number="1", price_fen=Fen(1), amount_fen=Fen(1)), "return", "quantity"),
        (a_proof("marked_copy", invoice_number="1", price_fen=Fen(1)), "allowance", "amount_fen"),
        (a_proof("original_invoice", invoice_number="1"), "allowance", "kind"),
    ],
)
def test_a_paper_that_proves_nothing_is_refused(proof, what, field):
    with pytest.raises(Refused) as refused:
        proofs.check_proof(proof, what, proofs.ways_for(what, third=False), clock.today() + timedelta(days=9))
    assert refused.value.field == field


def test_an_allowance_goes_from_the_decision_over_signatures_stamp_and_proof_into_the_books(context):
    an_office()
    buyer, su, xu = a_buyer(), factories.actor("su"), factories.actor("xu")
    case = a_decided_case(buyer.id, remedies=("allowance",))
    assert allowance_hooks.closing_obstacles(case)
    one = allowing.write(case, NewAllowance("轻微划伤", quantity=1000, price_fen=Fen(500)), by=su)
    assert (one.number, one.amount_fen, one.tax_fen) == ("ZR2611-001", 500_000, 65_000)
    with pytest.raises(Refused, match=r"4,350\.00 is left"):
        allowing.write(case, NewAllowance("再让", amount_fen=Fen(435_001), tax_fen=Fen(0)), by=su)
    with pytest.raises(Refused, match="does not grant this"):
        returning.write(case, SLIP, by=su)
    one = allowing.submit(one.id, one.version, by=su)
    with pytest.raises(Refused, match="approved"):
        service.book("allowance", one.id, one.version, amount=Fen(500_000), tax=Fen(65_000), words="", by=xu)
    say_yes(allowances.subject_of(one.id), "bai", "gao")
    one = allowances.allowance(one.id, su).Allowance
    assert one.state == "approved"
    one = allowing.stamp(one.id, one.version, on=clock.today(), who="张采购", by=su)
    with pytest.raises(Refused, match="listed proofs"):
        service.book("allowance", one.id, one.version, amount=Fen(500_000), tax=Fen(65_000), words="", by=xu)
    allowing.prove(one.id, a_proof(stamped=False), by=su)
    assert not all(item.done for item in allowances.checklist(one))
    allowing.prove(one.id, a_proof(), by=su)
    with pytest.raises(Refused, match="as its certificate says"):
        service.book("allowance", one.id, one.version, amount=Fen(1), tax=Fen(0), words="", by=xu)
    made = service.book("allowance", one.id, one.version, amount=Fen(500_000), tax=Fen(65_000), words="折让", by=xu)
    assert (made.number, made.amount_fen, made.quantity) == ("CP2611-001", 500_000, 1000)
    with pytest.raises(Refused):
        allowing.void(one.id, one.version + 1, "错", by=su)
    assert allowance_hooks.closing_obstacles(case) == []


def test_a_refused_certificate_is_a_draft_again_and_one_of_an_old_decision_is_not_booked(context):
    an_office()
    buyer, su = a_buyer(), factories.actor("su")
    case = a_decided_case(buyer.id, remedies=("allowance",))
    one = allowing.write(case, NewAllowance("划伤", amount_fen=Fen(10_000)), by=su)
    one = allowing.submit(one.id, one.version, by=su)
    asked = db.session.scalars(select(Approval).where(Approval.subject == allowances.subject_of(one.id))).one()
    refuse(asked.id, asked.version, "金额请核对", by=factories.actor("bai"))
    one = allowances.allowance(one.id, su).Allowance
    assert one.state == "draft"
    with pytest.raises(Conflict):
        allowing.change(one.id, one.version - 1, NewAllowance("划伤", amount_fen=Fen(9_000)), by=su)
    one = allowing.change(one.id, one.version, NewAllowance("划伤", amount_fen=Fen(9_000)), by=su)
    with unit_of_work(by=OPERATOR) as work:
        work.session.scalars(select(ComplaintDecision)).one().state = "void"
    with pytest.raises(Refused, match="Nothing is decided"):
        allowing.submit(one.id, one.version, by=su)
    assert not allowances.checklist(one)[0].done
    decide(case, remedies=("allowance",), amount_fen=Fen(5_000))
    with pytest.raises(Refused, match="needs a new decision"):
        allowing.submit(one.id, one.version, by=su)
    allowing.void(one.id, one.version, "重新核决", by=su)
    assert allowance_hooks.closing_obstacles(case) == []


def test_the_store_asks_before_it_signs_and_what_is_really_there_is_booked_once(context):
    one, bai, xu = a_slip_on_its_way(excess_ratio=Rate(50_000)), factories.actor("bai"), factories.actor("xu")
    assert (one.number, one.approved_quantity, one.state) == ("TH2611-001", 1000, "approved")
    with pytest.raises(Refused, match="you counted 970") as refused:
        returning.receive(one.id, one.version, NewReceipt(970, clock.today()), by=bai)
    assert refused.value.field == "question"
    one = returning.receive(one.id, one.version, NewReceipt(970, clock.today(), None, "少 30 片"), by=bai)
    assert one.state == "asked"
    assert return_hooks.closing_obstacles(one.complaint_id)
    say_yes(returns.subject_of(one.id), "gao")
    one = returns.slip(one.id, bai).ReturnSlip
    assert (one.state, one.booked_quantity, one.ratio, one.ratio_of) == ("received", 970, 50_000, "customer")
    assert (one.ruling, one.ruled_by) == ("照办", "高总")
    with pytest.raises(Refused, match="listed proofs"):
        service.book("return", one.id, one.version, amount=Fen(1_212_500), tax=Fen(0), words="", by=xu)
    returning.prove(one.id, a_proof(), by=factories.actor("su"))
    service.book("return", one.id, one.version, amount=Fen(1_212_500), tax=Fen(157_625), words="退货", by=xu)
    with pytest.raises(Refused):
        service.book("return", one.id, one.version, amount=Fen(1_212_500), tax=Fen(157_625), words="", by=xu)
    assert len(db.session.scalars(select(Voucher)).all()) == 1
    with pytest.raises(Refused, match="needs a new decision"):
        returning.write(one.complaint_id, NewSlip(**{**_plain(SLIP), "slip_quantity": 32}), by=factories.actor("su"))


def test_what_is_refused_to_the_store_is_counted_once_more_and_beyond_the_ratio_it_must_ask(context):
    one, bai = a_slip_on_its_way(), factories.actor("bai")
    one = returning.receive(one.id, one.version, NewReceipt(1080, clock.today(), None, "多 80 片"), by=bai)
    asked = db.session.scalars(select(Approval).where(Approval.matter == "remedies.difference")).one()
    refuse(asked.id, asked.version, "多出的退还客户", by=factories.actor("gao"))
    one = returns.slip(one.id, bai).ReturnSlip
    assert (one.state, one.received_quantity, one.ruling) == ("approved", None, "多出的退还客户")
    one = returning.receive(one.id, one.version, NewReceipt(1000, clock.today()), by=bai)
    assert (one.state, one.booked_quantity, one.ratio_of) == ("received", 1000, "office")


def test_a_pure_difference_of_amount_stops_until_somebody_with_authority_has_said_so(context):
    one, xu = a_slip_in_the_store(), factories.actor("xu")
    marked = {"invoice_number": "2433", "quantity": 1000, "price_fen": Fen(1200), "amount_fen": Fen(1_200_000)}
    returning.prove(one.id, a_proof("marked_copy", **marked), by=factories.actor("su"))
    for amount in (1_250_000, 1_200_000):
        with pytest.raises(Refused, match="amounts agree"):
            service.book("return", one.id, one.version, amount=Fen(amount), tax=Fen(0), words="", by=xu)
    returning.ask_money(one.id, one.version, Fen(1_200_000), "发票单价 12 元", by=xu)
    say_yes(returns.subject_of(one.id), "gao")
    one = returns.slip(one.id, xu).ReturnSlip
    with pytest.raises(Refused, match="amounts agree"):
        service.book("return", one.id, one.version, amount=Fen(1_250_000), tax=Fen(0), words="", by=xu)
    made = service.book("return", one.id, one.version, amount=Fen(1_200_000), tax=Fen(156_000), words="", by=xu)
    assert (made.amount_fen, made.quantity) == (1_200_000, 1000)


def test_a_wrong_voucher_is_reversed_once_and_the_return_is_booked_anew(context):
    one, xu = a_slip_in_the_store(), factories.actor("xu")
    returning.prove(one.id, a_proof(), by=xu)
    money = {"amount": Fen(1_250_000), "words": "退货"}
    wrong = service.book("return", one.id, one.version, **money, tax=Fen(1), by=xu)
    back = service.reverse(wrong.id, "税额有误", by=xu)
    assert (back.amount_fen, back.tax_fen, back.quantity, back.reverses_id) == (-1_250_000, -1, -1000, wrong.id)
    with pytest.raises(Refused, match="reversed already"):
        service.reverse(wrong.id, "再次", by=xu)
    with pytest.raises(Refused, match="itself a reversal"):
        service.reverse(back.id, "再次", by=xu)
    one = returns.slip(one.id, xu).ReturnSlip
    service.book("return", one.id, one.version, **money, tax=Fen(162_500), by=xu)
    assert queries.sums("2026-11", xu) == (1_250_000, 162_500)
    assert queries.sums("2026-10", xu) == (0, 0)


def test_a_receivable_is_left_out_while_the_complaint_is_open_and_again_after_a_reopening(context):
    an_office()
    buyer, xu, su_id = a_buyer(), factories.actor("xu"), factories.staff_id("su")
    a_delivery(buyer.id)
    case = a_decided_case(buyer.id)
    filled = withholding.prefill(db.session.get_one(Complaint, case), Rate(130_000))
    assert (filled["staff_id"], filled["amount_fen"], filled["from_month"]) == (su_id, 1_412_500, "2026-11")
    with pytest.raises(Refused, match="from 2026-11 to 2026-11"):
        withholding.withhold(case, NewWithheld(su_id, Fen(1), "2026-10"), by=xu)
    withholding.withhold(case, NewWithheld(su_id, Fen(1_412_500), "2026-11", "pcb-88"), by=xu)
    with pytest.raises(Refused, match="left out already"):
        withholding.withhold(case, NewWithheld(su_id, Fen(5), "2026-11", "PCB-88"), by=xu)
    assert [(one.name, one.amount) for one in withholding.shares("2027-03", xu)] == [("苏销", 1_412_500)]
    for _ in range(2):
        with unit_of_work(by=xu):
            hooks.complaint_closed(case, by=xu)
        assert withholding.shares("2026-12", xu) == []
        assert len(withholding.shares("2026-11", xu)) == 1
        with unit_of_work(by=xu):
            hooks.complaint_reopened(case, by=xu)
        assert [one.amount for one in withholding.shares("2026-12", xu)] == [1_412_500]
    [row] = withholding.every("2026-11", xu)
    withholding.release(row.WithheldReceivable.id, row.WithheldReceivable.version, "2026-11", "已收款", by=xu)
    with unit_of_work(by=xu):
        hooks.complaint_reopened(case, by=xu)
    assert withholding.shares("2026-12", xu) == []


def test_the_whole_way_through_the_pages_by_the_right_people(sign_in, app):
    with app.app_context():
        an_office()
        buyer = a_buyer()
        a_delivery(buyer.id)
        case = a_decided_case(buyer.id)
    su, bai, xu = sign_in("su"), sign_in("bai"), sign_in("xu")
    page = su.get(f"/complaints/{case}/returns/new").text
    assert "内部" not in page
    made = _post(su, f"/complaints/{case}/returns/new", page)
    assert made.status_code == 303
    slip = made.location
    assert su.post(f"{slip}/submit", data={"version": "1"}).status_code == 303
    with app.app_context():
        say_yes("return:1", "bai")
    assert "Returned goods to be received" in bai.get("/today/complaints").text
    assert "TH2611-001" in bai.get("/complaints/returns/store").text
    refused = bai.post(f"{slip}/receive", data={"version": "3", "received_quantity": "990", "received_on": "1120"})
    assert (refused.status_code, 'value="990"' in refused.text) == (422, True)
    good = {"version": "3", "received_quantity": "1000", "received_on": "1120"}
    assert bai.post(f"{slip}/receive", data=good).status_code == 303
    assert "Returns without a proof" in su.get("/today/complaints").text
    book = "/complaints/vouchers/book/return/1"
    refused = _post(xu, book, xu.get(book).text)
    assert (refused.status_code, "Missing" in refused.text) == (422, True)
    proof = _post(xu, f"{slip}/proof", xu.get(f"{slip}/proof").text, stamped="y")
    assert proof.status_code == 303
    booked = _post(xu, book, xu.get(book).text)
    assert booked.status_code == 303
    for url in (booked.location, slip, "/complaints/vouchers/", "/complaints/returns/?state=booked", book,
                f"/complaints/{case}/vouchers", f"/complaints/{case}/returns", f"/complaints/{case}/allowances",
                "/complaints/allowances/", "/complaints/vouchers/waiting", "/complaints/vouchers/withheld",
                f"/complaints/{case}/withheld/new"):  # fmt: skip
        answer = xu.get(url)
        assert (answer.status_code, "内部" in answer.text) == (200, False), url
    for kind, number in (("return_slip", 1), ("sales_return", 1), ("voucher", 1)):
        paper = xu.get(f"/documents/{kind}/{number}").text
        assert "13,701" not in paper
        assert "内部" not in paper
    sheet = load_workbook(io.BytesIO(xu.get("/complaints/vouchers/export.xlsx?month=2026-11").data)).active
    [row] = list(sheet.iter_rows(min_row=2, values_only=True))
    assert row[4:12] == ("TH2611-001", "C000001", "宁波精密电路有限公司", "PCB-88", 1000, 12500, 1625, 14125)
    assert "CP2611-001" in xu.get("/complaints/vouchers/export.csv").data.decode("utf-8-sig")
    assert su.get("/complaints/vouchers/").status_code == 403
    assert "Difference" not in su.get(f"{slip}/difference").text
    assert "SP2611-001" in su.get(f"{slip}/approval").text
    assert sign_in("wu").get(slip).status_code == 404


def _post(client: Any, url: str, page: str, **more: str) -> Any:
    """Post the form of a page as it stands filled in."""
    inputs = re.findall(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"', page)
    typed = dict(inputs) | {
        name: text.strip() for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)', page)
    }
    for select_, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        typed[select_] = chosen[1] if chosen else ""
    typed.pop("stamped", None)
    return client.post(url, data={**typed, **more})


def _plain(slip: NewSlip) -> dict[str, Any]:
    return {name: getattr(slip, name) for name in NewSlip.__slots__}
