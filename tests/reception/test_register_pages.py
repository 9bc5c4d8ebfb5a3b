"""The pages of the registers: correcting, handing in, minuting, planning calls, reconciling, print and export."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from app.extensions import db
from app.office.history.models import Entry
from app.office.registers.service import enter
from app.reception.register.models import Minutes, PlannedCall
from tests import factories
from tests.reception.factories_register import TODAY, a_call, a_visit
from tests.support import count_queries

SignIn = Callable[[str], FlaskClient]
HOME = "/reception/register"


def hidden(page: str, action: str) -> dict[str, str]:
    tree = lxml.html.document_fromstring(page)
    found = tree.xpath(f"//form[@method='post'][contains(@action, '{action}')]//input[@type='hidden']")
    return {one.get("name"): one.get("value") or "" for one in found}


@pytest.fixture
def busy_day(app: Flask) -> None:
    with app.app_context():
        factories.make_posts()
        a_visit("A001", first_time="yes")
        a_visit("A002", name="李建国", phone="13800000002", staff="chen")
        a_call(invited_for=TODAY)


def test_a_line_is_corrected_on_its_page_and_shown_struck_in_the_register(
    app: Flask, sign_in: SignIn, busy_day: None
) -> None:
    browser = sign_in("fang")
    url = f"{HOME}/lines/visit/1/name"
    typed = {**hidden(browser.get(url).text, "/name"), "new": "王晓明", "reason": ""}
    wrong = browser.post(url, data=typed)
    assert wrong.status_code == 422
    assert "Please say why." in wrong.text
    assert browser.post(url, data={**typed, "reason": "听错"}).location == f"{HOME}/lines/visit/1"
    with count_queries(app) as counted:
        page = browser.get(f"{HOME}/books/visits").text
    assert len(counted) <= 20
    row = lxml.html.document_fromstring(page).xpath("//tbody/tr")[0]
    assert [one.text for one in row.iter("s")] == ["王小明"]
    assert "王晓明" in row.text_content()
    assert "Not yet valid" in row.text_content()
    assert sign_in("su").get(url).status_code == 404, "a rep corrects nothing"
    assert sign_in("su").get(f"{HOME}/lines/visit/1/analysis").status_code == 200


def test_a_day_is_handed_in_once_and_closed_on_its_page(sign_in: SignIn, busy_day: None) -> None:
    browser = sign_in("fang")
    day = f"{HOME}/days/{TODAY}"
    page = browser.get(day).text
    for deed in ("hand-in", "close"):
        form = hidden(page, deed)
        assert browser.post(f"{day}/{deed}", data=form).location == day
        assert browser.post(f"{day}/{deed}", data=form).location == day, "a second press does it once"
    page = browser.get(day).text
    assert "Handed in, waits for the review" in page
    assert "Close the day" not in page
    again = browser.post(f"{day}/hand-in", data=hidden(browser.get(f"{HOME}/days/2026-11-19").text, "hand-in"))
    assert "waits for its review already" in again.text
    assert sign_in("su").post(f"{day}/close").status_code == 403


def test_a_meeting_is_minuted_and_a_call_planned_by_the_manager(app: Flask, sign_in: SignIn, busy_day: None) -> None:
    browser = sign_in("bai")
    start = browser.get(f"{HOME}/minutes/new").text
    typed = {**hidden(start, "minutes/new"), "day": "11-20", "kind": "evening", "chair": "白管"}
    there = browser.post(f"{HOME}/minutes/new", data=typed).location
    page = browser.get(there).text
    browser.post(f"{there}/reports", data={**hidden(page, "reports"), "visit_id": 1, "report": "看两居室"})
    browser.post(f"{there}/sign", data=hidden(browser.get(there).text, "sign"))
    assert "看两居室" in sign_in("su").get(there).text
    plan = browser.get(f"{HOME}/call-list/new?name=王小明&staff_id=4&aim=pay").text
    form = {**hidden(plan, "call-list/new"), "name": "王小明", "aim": "pay", "staff_id": 4, "day": "1120"}
    assert browser.post(f"{HOME}/call-list/new", data=form).location == f"{HOME}/call-list?day=2026-11-20"
    with app.app_context():
        assert db.session.scalars(select(Minutes.signed_by)).one() == "白管"
        who = db.session.scalars(select(PlannedCall.staff_id)).one()
        assert who == factories.staff_id("su")
    mine = sign_in("su")
    mine.post(
        f"{HOME}/call-list/1", data={**hidden(mine.get(f"{HOME}/call-list/1").text, "list/1"), "result": "下午来"}
    )
    assert "下午来" in mine.get(f"{HOME}/call-list").text


def test_handed_over_customers_are_reconciled_line_by_line(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        cells = {"customer": "王小明", "matter": "改约", "from": "方前", "to": "苏销"}
        enter("handover", TODAY, cells, by=factories.actor("fang"))
    browser = sign_in("fang")
    page = browser.get(f"{HOME}/reconcile").text
    answer = browser.post(f"{HOME}/reconcile/1", data={**hidden(page, "reconcile/1"), "difference": "市场部登记两人"})
    assert answer.location == f"{HOME}/reconcile?day=2026-11-20"
    shown = lxml.html.document_fromstring(browser.get(answer.location).text).xpath("//tbody/tr")[0].text_content()
    assert "Reconciled" in shown
    assert "市场部登记两人" in shown


def test_registers_are_printed_and_taken_out_with_what_each_may_read(
    app: Flask, sign_in: SignIn, busy_day: None
) -> None:
    browser = sign_in("su")
    taken = browser.get(f"{HOME}/books/visits/export.csv")
    rows = list(csv.reader(io.StringIO(taken.data.decode("utf-8-sig"))))
    assert [row[4] for row in rows] == ["Telephone", "13800000001", "138****0002"]
    with app.app_context():
        assert db.session.scalars(select(Entry.facts).where(Entry.action == "register.exported")).one()["rows"] == 2
    for kind in ("desk_visits", "desk_calls"):
        paper = browser.get(f"/documents/{kind}/20261120/pdf")
        assert paper.status_code == 200
        text = PdfReader(io.BytesIO(paper.data)).pages[0].extract_text()
        assert ("王小明" if kind == "desk_visits" else "李建国") in text
    own = browser.get("/documents/desk_customers/20261120?staff=4").text
    assert "王小明" in own
    assert "李建国" not in own
    assert browser.get("/documents/desk_customers/20261120").status_code == 404
    assert browser.get("/documents/desk_visits/20261332").status_code == 404
    assert sign_in("ma").get(f"{HOME}/").status_code == 403
