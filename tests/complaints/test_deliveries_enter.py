"""Orders and deliveries are entered by hand and by a sheet, and say whose excess ratio holds (F-98, K-36, M-13)."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from app.complaints.deliveries import queries, rules, service
from app.complaints.deliveries.rules import NewDelivery
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen, Rate
from app.extensions import db
from app.office.batches.commands import run_import
from app.office.batches.service import undo
from tests import factories
from tests.complaints.factories_remedies import a_buyer, a_delivery

GOOD = NewDelivery(1, "PO-1", "M-1", "J-1", "片", 100, 105, date(2026, 11, 2), Fen(1250))
HEADER = "订单号,料号,交货单号,客户,品名,单位,订购数量,交货数量,出货日期,单价,超量允收比率,业务员"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("order_number", " "),
        ("ordered", 0),
        ("delivered", -1),
        ("price_fen", Fen(-1)),
        ("shipped_on", date(2026, 11, 21)),
        ("unit", "长" * 21),
    ],
)
def test_a_delivery_that_cannot_be_is_refused_beside_its_field(field, value):
    rules.check(GOOD, date(2026, 11, 20))
    with pytest.raises(Refused) as refused:
        rules.check(type(GOOD)(**{**{name: getattr(GOOD, name) for name in GOOD.__slots__}, field: value}),
                    date(2026, 11, 20))  # fmt: skip
    assert refused.value.field == field


def test_the_ratio_of_the_customer_goes_before_that_of_the_office():
    assert rules.whose_ratio(Rate(0), Rate(50_000)) == (0, "customer")
    assert rules.whose_ratio(None, Rate(50_000)) == (50_000, "office")


def test_one_material_stands_on_one_note_of_an_order_once_and_is_corrected_with_the_reason(context):
    buyer = a_buyer()
    one = a_delivery(buyer.id)
    with pytest.raises(Refused, match="already"):
        a_delivery(buyer.id, order_number="po-2611")
    with pytest.raises(Refused, match="no such customer"):
        a_delivery(999)
    new = NewDelivery(
        buyer.id, "PO-2611", "PCB-88", "JH-0042", "片", 1000, 1010, date(2026, 11, 2), Fen(1250), None, Rate(30_000)
    )
    with pytest.raises(Conflict):
        service.change(one.id, 7, new, "按回单更正", by=factories.actor("su"))
    service.change(one.id, one.version, new, "按回单更正", by=factories.actor("su"))
    found = queries.note_of("po-2611", "pcb-88", buyer.id)
    assert found is not None
    assert (found.delivered, queries.ratio_of(found)) == (1010, (30_000, "customer"))
    assert queries.note_of("PO-2611", "PCB-88", 999) is None
    assert queries.ratio_of(None) == (0, "office")


def test_a_sheet_brings_deliveries_in_and_can_be_taken_back(context, tmp_path: Path):
    buyer = a_buyer()
    a_delivery(buyer.id)
    rows = [
        f"PO-9,PCB-1,JH-1,{buyer.number},板,片,100,100,2026-11-03,12.5,5%,苏销",
        f"PO-9,PCB-1,JH-1,{buyer.name},板,片,100,100,2026-11-03,12.5,,",
        f"PO-9,PCB-2,JH-1,{buyer.name},,片,50,50,2026-11-03,1,,",
        "PO-9,PCB-3,JH-1,无此客户,,片,50,50,2026-11-03,1,,",
        f"PO-9,PCB-4,JH-1,{buyer.number},,片,-5,50,2026-11-03,1,,",
        f"PO-2611,PCB-88,JH-0042,{buyer.number},双面线路板,片,1000,1000,2026-11-02,12.50,,苏销",
        f"PO-2611,PCB-88,JH-0042,{buyer.number},双面线路板,片,1000,900,2026-11-02,12.50,,苏销",
    ]
    sheet = tmp_path / "deliveries.csv"
    sheet.write_text("\n".join([HEADER, *rows]), encoding="utf-8-sig")
    batch = run_import("deliveries", sheet, {}, by=factories.actor("su"), partial=True)
    assert batch.state == "applied"
    assert [batch.counts[name] for name in ("create", "same", "duplicate", "refused")] == [2, 1, 2, 2]
    found = queries.note_of("PO-9", "PCB-1", buyer.id)
    assert found is not None
    assert (found.excess_ratio, found.staff_id) == (50_000, factories.staff_id("su"))
    undo(batch.id, by=OPERATOR, language="en")
    db.session.expire_all()
    assert queries.note_of("PO-9", "PCB-1", buyer.id) is None
    a_delivery(buyer.id, order_number="PO-9", material_number="PCB-1", note_number="JH-1")


def test_a_clerk_enters_a_delivery_and_a_complaint_finds_it_by_its_order(sign_in, app):
    with app.app_context():
        number = a_buyer().number
    su = sign_in("su")
    page = su.get("/complaints/deliveries/new").text
    typed = {
        "form_key": re.search(r'name="form_key" value="([^"]+)"', page)[1], "customer": number,
        "order_number": "po-77", "material_number": "pcb-1", "note_number": "jh-1", "product": "四层板", "unit": "片",
        "ordered": "500", "delivered": "510", "shipped_on": "1105", "price_fen": "8.20", "excess_ratio": "5",
    }  # fmt: skip
    refused = su.post("/complaints/deliveries/new", data=typed)
    assert (refused.status_code, "between 0 and 1" in refused.text, 'value="pcb-1"' in refused.text) == (
        422,
        True,
        True,
    )
    made = su.post("/complaints/deliveries/new", data={**typed, "excess_ratio": "5%"})
    assert made.status_code == 303
    assert su.post("/complaints/deliveries/new", data={**typed, "excess_ratio": "5%"}).location == made.location
    assert "5%" in su.get(made.location).text
    assert "PO-77" in su.get("/complaints/deliveries/?q=四层").text
    looked = su.get("/complaints/deliveries/lookup?order_number=po-77", headers={"HX-Request": "true"}).text
    assert "data-fill" in looked
    assert "&#34;quantity&#34;: &#34;510&#34;" in looked
    assert "/complaints/deliveries/lookup" in su.get("/complaints/new").text
    assert sign_in("wu").get("/complaints/deliveries/").status_code == 403
