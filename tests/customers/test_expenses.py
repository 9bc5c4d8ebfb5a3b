"""Expenses for customers who are not on file are refused; finance decides on the others, nobody on his own."""

from __future__ import annotations

import io
from datetime import date

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.customers.expenses import documents, queries, service
from app.customers.expenses.models import ExpenseClaim
from app.customers.expenses.rules import NewClaim, check_claim
from app.customers.expenses.words import warnings
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.extensions import db
from app.office.history.models import Entry
from tests import factories
from tests.customers.factories_customers import a_customer


def claim(customer: str, by: str = "su", **more: object) -> ExpenseClaim:
    values = {"kind": "gifts", "spent_on": clock.today(), "amount": Fen(38600), "purpose": "中秋礼品", **more}
    return service.claim(NewClaim(customer=customer, **values), by=factories.actor(by))  # type: ignore[arg-type]


def test_a_claim_for_nobody_on_file_is_kept_as_refused_and_stays_so(context: None):
    a_customer("杭州前台有限公司", owner="kong", kind="company", phone="13812345678")
    refused = claim("杭州前台")
    assert (refused.state, refused.customer_id, refused.decided_by) == ("refused", None, None)
    assert refused.checks["searched"] == "杭州前台"
    [like] = refused.checks["alike"]
    assert like["number"] == "C000001"
    assert "前台有限" not in str(like) + like["phone"]
    a_customer("杭州前台", owner="su", phone="13800000009")
    assert queries.one(refused.id, factories.actor("xu")).ExpenseClaim.state == "refused"
    with pytest.raises(Refused, match="decided already"):
        service.clear(refused.id, 1, by=factories.actor("xu"))
    assert claim("杭州前台").state == "claimed"
    assert claim("c000001").customer_name == "杭州前台有限公司"
    actions = db.session.scalars(select(Entry.action).where(Entry.action.startswith("expenses.")).order_by(Entry.id))
    assert list(actions) == ["expenses.stopped", "expenses.claimed", "expenses.claimed"]


def test_two_customers_of_one_name_are_told_apart_by_number(context: None):
    a_customer("王建国", phone="13800000001")
    a_customer("王建国", phone="13800000002")
    with pytest.raises(Refused, match="Several customers"):
        claim("王建国")
    assert claim("C000002").checks["number"] == "C000002"


def test_finance_clears_or_refuses_with_reason_but_never_its_own(context: None):
    a_customer("王建国", owner="su")
    xu, su = factories.actor("xu"), factories.actor("su")
    first, second, own = claim("王建国"), claim("王建国"), claim("王建国", by="xu")
    assert queries.waiting() == 3
    with pytest.raises(Refused, match="his own claim"):
        service.clear(own.id, 1, by=xu)
    with pytest.raises(Refused, match="say why"):
        service.refuse(second.id, 1, " ", by=xu)
    service.clear(first.id, 1, by=xu)
    service.refuse(second.id, 1, "无发票", by=xu)
    with pytest.raises(Refused, match="decided already"):
        service.refuse(first.id, 2, "x", by=xu)
    with pytest.raises(Conflict):
        service.withdraw(own.id, 7, by=xu)
    service.withdraw(own.id, 1, by=xu)
    states = [row.ExpenseClaim.state for row in queries.every(queries.Filters(), xu)]
    assert states == ["cleared", "refused", "withdrawn"]
    assert [row.ExpenseClaim.id for row in queries.every(queries.Filters(), su)] == [first.id, second.id]
    with pytest.raises(NoResultFound):
        queries.one(first.id, factories.actor("kong"))
    paper = documents.claim(su, second.id)
    assert (paper.amount, paper.why, paper.customer) == ("￥386.00", "无发票", "C000001")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", Fen(0)),
        ("spent_on", date(2026, 11, 21)),
        ("spent_on", date(2025, 1, 1)),
        ("purpose", " "),
        ("customer", "\u3000"),
        ("kind", "x"),
    ],
)
def test_a_claim_that_says_nothing_is_refused_beside_its_field(field: str, value: object):
    good = {"kind": "gifts", "customer": "王", "spent_on": date(2026, 11, 20), "amount": Fen(1), "purpose": "礼品"}
    check_claim(NewClaim(**good), date(2026, 11, 20))  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        check_claim(NewClaim(**{**good, field: value}), date(2026, 11, 20))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_finance_is_warned_of_an_open_filing_and_of_a_customer_registered_afterwards(context: None):
    checks = {"number": "C000001", "registered_on": "2026-11-20T01:00:00+00:00", "filing": "open"}
    assert len(warnings(checks, date(2026, 11, 19))) == 2
    assert warnings({**checks, "filing": "filed"}, date(2026, 11, 20)) == []


def test_the_pages_claim_check_and_take_out(sign_in, app: Flask):
    with app.app_context():
        a_customer("王建国", owner="su")
    su, xu = sign_in("su"), sign_in("xu")
    page = su.get("/customers/expenses/new").text
    key = page.partition('name="form_key" value="')[2].partition('"')[0]
    typed = {
        "form_key": key,
        "customer": "无此人",
        "kind": "travel",
        "spent_on": "1118",
        "amount": "120",
        "purpose": "拜访",
    }
    answer = su.post("/customers/expenses/new", data=typed)
    assert answer.status_code == 303
    assert "not on file" in su.get(answer.location).text
    page = su.get("/customers/expenses/new").text
    key = page.partition('name="form_key" value="')[2].partition('"')[0]
    second = su.post("/customers/expenses/new", data={**typed, "form_key": key, "customer": "王建国"}).location
    assert "Expense claims to be checked" in xu.get("/today/customers").text
    assert "Expense claims to be checked" not in su.get("/today/customers").text
    assert "Clear the claim" not in su.get(second).text
    assert "Clear the claim" in xu.get(second).text
    assert xu.post(f"{second}/refuse", data={"version": "1", "reason": ""}).status_code == 422
    assert xu.post(f"{second}/clear", data={"version": "1"}).status_code == 303
    assert su.post(f"{second}/clear", data={"version": "2"}).status_code == 403
    assert "BX2611-002" in xu.get("/customers/expenses/?state=cleared&q=王建国").text
    sheet = load_workbook(io.BytesIO(xu.get("/customers/expenses/export.xlsx").data)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["BX2611-001", "BX2611-002"]
    assert sign_in("kong").get("/customers/expenses/").status_code == 403
