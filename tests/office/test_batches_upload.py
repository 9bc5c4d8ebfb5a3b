"""Sheets come in through the page: checked first, stored only when somebody says so."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import func, select

from app.customers.files.models import Customer
from app.customers.sheets.columns import COLUMNS
from app.exchange.read import read_sheet
from app.extensions import db
from app.office.batches import store
from app.office.batches.models import Batch, BatchRow
from tests.customers.factories_customers import row, sheet

URL = "/office/imports/new/customers"


def upload(client, data: bytes, name="客户.csv", **more):
    return client.post(URL, data={"sheet": (io.BytesIO(data), name), **more}, content_type="multipart/form-data")


def number_of(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def a_bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (40 * 1024 * 1024))
    return stream.getvalue()


REFUSED_FILES = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "a page": b"<html><body>no sheet</body></html>",
    "a zip bomb": a_bomb(),
    "no header": "甲,乙\n1,2\n".encode(),
    "no name column": "地址,联系电话\n幸福路,13800000000\n".encode(),
    "200,000 rows": b"name\n" + b"Wang\n" * 200_000,
}


@pytest.mark.parametrize("what", REFUSED_FILES)
def test_a_file_that_cannot_be_imported_is_refused_with_a_sentence_and_nothing_is_stored(sign_in, app: Flask, what):
    answer = upload(sign_in("bai"), REFUSED_FILES[what])
    assert answer.status_code == 422
    assert "invalid-feedback" in answer.text
    with app.app_context():
        assert number_of(Batch) == 0
        assert list(store.folder().iterdir()) == []


def test_the_empty_sheet_of_a_kind_can_be_filled_in_and_read(sign_in, tmp_path):
    client = sign_in("bai")
    assert f"{URL}/blank.xlsx" in client.get(URL).text
    blank = client.get(f"{URL}/blank.xlsx").data
    book = openpyxl.load_workbook(io.BytesIO(blank))
    book.active.cell(row=2, column=2, value="王建国")
    book.save(tmp_path / "filled.xlsx")
    [row] = read_sheet(tmp_path / "filled.xlsx", COLUMNS).rows
    assert row.cells["name"] == "王建国"
    assert sign_in("fang").get(f"{URL}/blank.xlsx").status_code == 403


def test_a_post_without_a_file_is_refused(sign_in):
    answer = sign_in("bai").post(URL, data={})
    assert answer.status_code == 422
    assert "Please choose a file." in answer.text


def test_every_row_gets_its_verdict_and_no_customer_is_made(sign_in, app: Flask):
    rows = [row(1), row(2), row(2), row(3, 联系电话="无"), {"地址": "无名"}]
    answer = upload(sign_in("bai"), sheet(rows))
    assert answer.status_code == 303
    page = sign_in("bai").get(answer.location).text
    assert "is not a phone number" in page
    assert "The name is missing." in page
    with app.app_context():
        batch = db.session.scalars(select(Batch)).one()
        assert batch.state == "checked"
        assert batch.counts == {"rows": 5, "create": 2, "update": 0, "same": 0, "duplicate": 1, "refused": 2}
        verdicts = db.session.scalars(select(BatchRow.verdict).order_by(BatchRow.number)).all()
        assert verdicts == ["create", "create", "duplicate", "refused", "refused"]
        assert number_of(Customer) == 0


def test_the_uploaded_file_is_gone_once_it_is_checked(sign_in, app: Flask):
    upload(sign_in("bai"), sheet([row(1)]))
    with app.app_context():
        assert list(store.folder().iterdir()) == []


def test_a_second_post_of_the_same_form_leads_to_the_first_import(sign_in, app: Flask):
    client = sign_in("bai")
    key = client.get(URL).text.partition('name="form_key" value="')[2].partition('"')[0]
    first = upload(client, sheet([row(1)]), form_key=key)
    second = upload(client, sheet([row(1)]), form_key=key)
    assert first.location == second.location
    with app.app_context():
        assert number_of(Batch) == 1


def test_the_same_file_once_more_gives_a_notice(sign_in):
    client = sign_in("bai")
    upload(client, sheet([row(1)]))
    answer = upload(client, sheet([row(1)]))
    assert "This very file was imported before: import 1 of 2026-11-20." in client.get(answer.location).text


def test_unknown_columns_are_ignored_with_a_notice(sign_in):
    client = sign_in("bai")
    answer = upload(client, "客户名称,星座\n王建国,狮子\n".encode())
    assert "Unknown columns were ignored: 星座." in client.get(answer.location).text


def test_the_refused_rows_can_be_taken_home_mended_and_brought_again(sign_in):
    client = sign_in("bai")
    shown = upload(client, sheet([row(1), row(2, 联系电话="无")]))
    mend = client.get(f"{shown.location}/refused.xlsx")
    assert mend.data.startswith(b"PK")
    again = client.get(upload(client, mend.data, "mend.xlsx").location).text
    assert "王小2" in again
    assert "is not a phone number" in again


def test_reasons_are_spoken_in_the_language_of_the_reader(sign_in, app: Flask):
    client = sign_in("bai")
    shown = upload(client, sheet([row(1, 负责人="无此人")]))
    assert "Nobody in the office is called “无此人”." in client.get(shown.location).text
    with app.app_context():
        kept = db.session.scalars(select(BatchRow.reason)).one()
        assert kept == {"msgid": "Nobody in the office is called “%(name)s”.", "params": {"name": "无此人"}}


@pytest.mark.parametrize("who", ["fang", "chen", "wu"])
def test_who_may_not_import_customers_gets_no_page_and_no_import(sign_in, who):
    shown = upload(sign_in("bai"), sheet([row(1)]))
    client = sign_in(who)
    assert client.get(URL).status_code == 403
    assert upload(client, sheet([row(1)])).status_code == 403
    for path in ("", "/refused.xlsx"):
        assert client.get(shown.location + path).status_code == 404
    for path in ("/apply", "/undo", "/go-on"):
        assert client.post(shown.location + path).status_code == 404


def test_an_unknown_kind_is_not_there(sign_in):
    assert sign_in("bai").get("/office/imports/new/weather").status_code == 404


def test_the_list_shows_the_imports_with_their_state(sign_in):
    client = sign_in("bai")
    upload(client, sheet([row(1)]))
    page = client.get("/office/imports/").text
    assert "客户.csv" in page
    assert "Checked, not stored yet" in page


@pytest.mark.parametrize("query", ["batch_id=x", "verdict=x", "after=x", "endpoint=x", "verdict=%00"])
def test_whatever_stands_in_the_address_is_no_fault(sign_in, query):
    client = sign_in("bai")
    shown = upload(client, sheet([row(1)]))
    assert client.get(f"{shown.location}?{query}").status_code == 200
    assert client.get(f"/office/imports/?{query}").status_code == 200
