"""The pages of registers: entering, correcting, filtering, printing, taking out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import lxml.html
import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import func, select

from app.extensions import db
from app.office.history.models import Entry
from app.office.registers.models import RegisterEntry
from app.office.registers.service import correct, enter
from tests import factories
from tests.support import count_queries

SignIn = Callable[[str], FlaskClient]
TODAY = date(2026, 11, 20)
CELLS = {"customer": "王小明", "phone": "138", "matter": "改约", "from": "方前", "to": "苏销"}
TYPED = {f"cell_{key}": value for key, value in CELLS.items()}


def key_of(browser: FlaskClient, url: str) -> dict[str, str]:
    tree = lxml.html.document_fromstring(browser.get(url).text)
    return {one.get("name"): one.get("value") for one in tree.xpath("//form[@method='post']//input[@type='hidden']")}


def a_corrected_line() -> int:
    made = enter("handover", date(2026, 11, 18), CELLS, by=factories.actor("fang"))
    correct(made.id, {**CELLS, "phone": "139"}, "号码少一位", by=factories.actor("su"))
    return made.id


def rows_of(page: str) -> list[str]:
    return [" ".join(row.text_content().split()) for row in lxml.html.document_fromstring(page).xpath("//tbody/tr")]


def test_the_list_shows_every_register_with_its_blank_sheet(sign_in: SignIn) -> None:
    page = sign_in("fang").get("/registers/").text
    for name in (
        "日转交客户登记表",
        "客服日常问题登记簿",
        "考勤记录",
        "店面5S检查",
        "毕店准备检查",
        "培训记录",
        "节假日值班表",
    ):
        assert name in page
    assert "收发文登记" in page
    assert "用印登记" in page
    assert 'href="/documents/register_handover/blank"' in page


def test_a_line_is_entered_and_the_form_is_ready_for_the_next_of_that_day(app: Flask, sign_in: SignIn) -> None:
    browser = sign_in("fang")
    form = {**TYPED, **key_of(browser, "/registers/handover"), "day": "11-18"}
    answer = browser.post("/registers/handover", data=form)
    assert (answer.status_code, answer.location) == (303, "/registers/handover?period=2026-11&on=2026-11-18")
    page = browser.get(answer.location).text
    assert "2026-0001 2026-11-18 王小明 138 改约 方前 苏销" in rows_of(page)[0]
    assert "Entered later" in rows_of(page)[0]
    tree = lxml.html.document_fromstring(page)
    assert tree.xpath("//input[@name='day']/@value")[0] == "2026-11-18"
    assert tree.xpath("//*[@autofocus]/@name") == ["cell_customer"]
    assert browser.post("/registers/handover", data=form).location == answer.location
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(RegisterEntry)) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": "2026-11-21"}, "This day is still to come"),
        ({"cell_matter": ""}, "Please fill this in."),
        ({"cell_from": "nobody"}, "Please choose one of the list."),
    ],
)
def test_a_wrong_line_stays_on_the_page_with_what_is_wrong(
    sign_in: SignIn, wrong: dict[str, str], sentence: str
) -> None:
    browser = sign_in("fang")
    typed = {**TYPED, **key_of(browser, "/registers/handover"), "day": "2026-11-20", **wrong}
    answer = browser.post("/registers/handover", data=typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="王小明"' in answer.text


def test_numbers_are_read_and_ticks_are_kept(app: Flask, sign_in: SignIn) -> None:
    browser = sign_in("fang")
    form = key_of(browser, "/registers/problems")
    typed = {"day": "1120", "cell_sort": "账单", "cell_problem": "未收到", "cell_times": "x", "cell_solved": "y"}
    assert browser.post("/registers/problems", data={**form, **typed}).status_code == 422
    assert browser.post("/registers/problems", data={**form, **typed, "cell_times": "2.50"}).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(RegisterEntry.cells)).one() == {
            "sort": "账单", "problem": "未收到", "times": "2.5", "solved": True,
        }  # fmt: skip
    assert "账单 未收到 2.5 Yes" in rows_of(browser.get("/registers/problems").text)[0]


def test_the_correction_stands_beside_the_original_which_is_struck_through(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        line = a_corrected_line()
    page = sign_in("fang").get("/registers/handover").text
    original, better = rows_of(page)
    assert "138" in original
    assert "139" in better
    assert "Reason: 号码少一位" in better
    struck = lxml.html.document_fromstring(page).xpath("//tbody/tr[1]//s/text()")
    assert struck == ["王小明", "138", "改约", "方前", "苏销"]
    assert f"/registers/handover/{line}/correct" in page


def test_a_line_is_corrected_on_its_page(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        line = enter("handover", TODAY, CELLS, by=factories.actor("fang")).id
    browser, url = sign_in("su"), f"/registers/handover/{line}/correct"
    form = key_of(browser, url)
    assert 'value="138"' in browser.get(url).text
    assert browser.post(url, data={**TYPED, **form}).status_code == 422
    assert browser.post(url, data={**TYPED, **form, "reason": "无"}).status_code == 422
    answer = browser.post(url, data={**TYPED, **form, "cell_phone": "139", "reason": "号码少一位"})
    assert (answer.status_code, answer.location) == (303, "/registers/handover?period=2026-11")
    again = browser.post(
        url, data={**TYPED, **form, "cell_phone": "137", "reason": "无", "form_key": key_of(browser, url)["form_key"]}
    )
    assert again.status_code == 409
    assert "Somebody has corrected this line meanwhile" in again.text


def test_a_line_is_struck_out_on_its_page(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        line = enter("handover", TODAY, CELLS, by=factories.actor("fang")).id
    browser, url = sign_in("su"), f"/registers/handover/{line}/correct"
    answer = browser.post(url, data={**TYPED, **key_of(browser, url), "reason": "登记两次", "strike": "y"})
    assert answer.status_code == 303
    page = browser.get("/registers/handover").text
    assert "Struck out" in rows_of(page)[1]
    assert lxml.html.document_fromstring(page).xpath("//tbody/tr[1]//s/text()") == list(CELLS.values())


@pytest.mark.parametrize("seen", ["", "x", "²", "9" * 30])
def test_a_form_that_was_tampered_with_is_a_conflict(app: Flask, sign_in: SignIn, seen: str) -> None:
    with app.app_context():
        line = enter("handover", TODAY, CELLS, by=factories.actor("fang")).id
    browser, url = sign_in("su"), f"/registers/handover/{line}/correct"
    typed = {**TYPED, **key_of(browser, url), "cell_phone": "1", "reason": "无", "seen": seen}
    assert browser.post(url, data=typed).status_code == 409


def test_whoever_has_left_the_office_stays_in_the_line_when_it_is_corrected(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        line = enter("handover", TODAY, {**CELLS, "to": "老张"}, by=factories.actor("fang")).id
    page = sign_in("su").get(f"/registers/handover/{line}/correct").text
    assert lxml.html.document_fromstring(page).xpath("//select[@name='cell_to']/option[@selected]/@value") == ["老张"]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", ["2026-0002", "2026-0001"]),
        ("?period=2026-10", []),
        ("?day=11-19", ["2026-0002"]),
        ("?text=改约", ["2026-0001"]),
        ("?person=陈收", ["2026-0002"]),
        ("?person=孔诉&text=投诉", ["2026-0002"]),
    ],
)
def test_lines_are_filtered_by_the_address(app: Flask, sign_in: SignIn, query: str, numbers: list[str]) -> None:
    with app.app_context():
        enter("handover", date(2026, 11, 18), CELLS, by=factories.actor("fang"))
        enter("handover", date(2026, 11, 19), {**CELLS, "matter": "投诉", "to": "孔诉"}, by=factories.actor("chen"))
    page = sign_in("fang").get(f"/registers/handover{query}").text
    assert [row.split()[0] for row in rows_of(page)] == numbers


@pytest.mark.parametrize("query", ["?period=2026", "?day=99", "?person=nobody"])
def test_filters_that_cannot_be_read_are_said(sign_in: SignIn, query: str) -> None:
    assert sign_in("fang").get(f"/registers/handover{query}").status_code == 422
    assert sign_in("fang").get(f"/registers/handover/export.csv{query}").status_code == 422


def test_what_is_archived_by_year_is_shown_by_year(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        cells = {"subject": "礼仪", "trainer": "白管", "attended": "方前"}
        enter("training", date(2026, 2, 3), cells, by=factories.actor("bai"))
    page = sign_in("fang").get("/registers/training").text
    assert "2026-02-03" in page
    assert "period=2025" in page
    assert ">Year</label>" in page


def test_a_month_is_printed_with_corrections_and_what_was_entered_later(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        a_corrected_line()
    browser = sign_in("fang")
    answer = browser.get("/documents/register_handover/202611/pdf")
    assert answer.mimetype == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.data)).pages
    assert round(float(pages[0].mediabox.width) / 72 * 25.4) == 297
    text = pages[0].extract_text()
    for expected in (
        "日转交客户登记表",
        "F-36",
        "按月存档",
        "2026-11",
        "王小明",
        "补登 2026-11-20",
        "更正 2026-0001：号码少一位",
    ):
        assert expected in text, expected
    page = browser.get("/documents/register_handover/202611").text
    assert '<tr class="replaced">' in page
    assert "补打" not in text


@pytest.mark.parametrize("url", ["202613", "2026", "0", "2026110"])
def test_a_period_that_is_none_is_no_paper(sign_in: SignIn, url: str) -> None:
    assert sign_in("fang").get(f"/documents/register_handover/{url}").status_code == 404


def test_the_lines_leave_as_a_spreadsheet_and_that_is_recorded(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        a_corrected_line()
        enter("problems", TODAY, {"sort": "=1", "problem": "a", "times": "2.5"}, by=factories.actor("fang"))
    browser = sign_in("fang")
    answer = browser.get("/registers/handover/export.csv?period=2026-11")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0][:3] == ["No.", "Day", "Customer's name"]
    assert [row[0] for row in rows[1:]] == ["2026-0001", "2026-0002"]
    assert rows[1][-4:] == ["Yes", "", "", ""]
    assert rows[2][-4:] == ["", "2026-0001", "号码少一位", "Yes"]
    sheet = openpyxl.load_workbook(io.BytesIO(browser.get("/registers/problems/export.xlsx").data)).active
    assert sheet is not None
    values: list[Any] = [cell.value for cell in sheet[2]]
    assert values[2:6] == ["'=1", None, "a", 2.5]
    with app.app_context():
        facts = db.session.scalars(select(Entry.facts).where(Entry.action == "registers.exported")).all()
    assert facts[0] == {"register": "日转交客户登记表", "period": "2026-11", "format": "csv", "rows": 2}
    assert len(facts) == 2


def test_who_may_not_write_reads_only_and_who_may_not_see_sees_nothing(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        line = a_corrected_line()
    browser = sign_in("wu")
    for url in ("/registers/", "/registers/handover", f"/registers/handover/{line}/correct"):
        assert browser.get(url).status_code == 403
    assert browser.get("/registers/handover/export.csv").status_code == 403
    assert browser.get("/documents/register_handover/202611").status_code == 403
    assert browser.post("/registers/handover", data=TYPED).status_code == 403


@pytest.mark.parametrize(
    "url", ["/registers/nothing", "/registers/handover/9/correct", "/registers/problems/1/correct"]
)
def test_unknown_registers_and_lines_are_not_found(app: Flask, sign_in: SignIn, url: str) -> None:
    with app.app_context():
        a_corrected_line()
    assert sign_in("fang").get(url).status_code == 404


def test_a_page_of_a_register_asks_few_questions(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        for _ in range(30):
            a_corrected_line()
    browser = sign_in("fang")
    with count_queries(app) as asked:
        assert len(rows_of(browser.get("/registers/handover").text)) == 60
        assert browser.get("/registers/").status_code == 200
    assert len(asked) <= 2 * 20
