"""Spreadsheets out, read back by another library than the one that wrote them."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.exchange import write
from app.exchange.write import ExportColumn, neutralise, write_csv, write_xlsx

COLUMNS = [
    ExportColumn("户号", "text"),
    ExportColumn("金额", "money"),
    ExportColumn("气量", "volume"),
    ExportColumn("人口", "number"),
    ExportColumn("应缴日", "date"),
]
ROW = ["00010003", 123450, 12345, 3, date(2026, 11, 5)]


def as_xlsx(*rows: list[object], title: str = "结算单") -> openpyxl.Workbook:
    stream = io.BytesIO()
    write_xlsx(stream, COLUMNS, rows, title=title)
    stream.seek(0)
    return openpyxl.load_workbook(stream)


def as_csv(*rows: list[object]) -> bytes:
    stream = io.BytesIO()
    write_csv(stream, COLUMNS, rows)
    return stream.getvalue()


def test_a_number_that_is_a_name_is_text_and_what_is_counted_is_a_number() -> None:
    sheet = as_xlsx(ROW).active
    values = [cell.value for cell in sheet[2]]
    assert values[:4] == ["00010003", 1234.5, 12.345, 3]
    assert values[4].date() == date(2026, 11, 5)
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "n", "n", "d"]
    assert [cell.number_format for cell in sheet[2]][1] == "#,##0.00"


def test_the_headings_stand_in_the_first_row_and_the_title_names_the_sheet() -> None:
    book = as_xlsx(ROW, title="Statements: 2026/11 [all] and a long tail of words")
    assert [cell.value for cell in book.active[1]] == [column.heading for column in COLUMNS]
    assert book.sheetnames == ["Statements  2026 11  all  and a"]


@pytest.mark.parametrize("title", ["", "///", "'"])
def test_a_title_that_cannot_name_a_sheet_is_replaced(title: str) -> None:
    assert as_xlsx(title=title).sheetnames == ["Sheet1"]


@pytest.mark.parametrize("text", ["=1+1", "+86 138", "-x", "@SUM(A1)", "\tx", "\rx"])
def test_text_that_could_run_as_a_formula_is_neutralised(text: str) -> None:
    cell = as_xlsx([text, None, None, None, None]).active["A2"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")
    assert (
        next(csv.reader(io.StringIO(as_csv([text, *[None] * 4]).decode("utf-8-sig").split("\r\n", 1)[1])))[0]
        == f"'{text}"
    )


def test_negative_amounts_stay_numbers() -> None:
    row = ["1", -5, -1, -2, None]
    assert [cell.value for cell in as_xlsx(row).active[2]][1:4] == [-0.05, -0.001, -2]
    assert as_csv(row).decode("utf-8-sig").splitlines()[1] == "1,-0.05,-0.001,-2,"


def test_web_addresses_stay_text() -> None:
    cell = as_xlsx(["https://example.org", None, None, None, None]).active["A2"]
    assert (cell.value, cell.hyperlink) == ("https://example.org", None)


def test_a_csv_begins_with_the_mark_and_ends_its_lines_as_spreadsheets_do() -> None:
    written = as_csv(ROW)
    assert written == "\ufeff户号,金额,气量,人口,应缴日\r\n00010003,1234.50,12.345,3,2026-11-05\r\n".encode()


def test_nothing_is_an_empty_cell() -> None:
    assert [cell.value for cell in as_xlsx([None] * 5, ROW).active[2]] == [None] * 5
    assert as_csv([None] * 5).decode("utf-8-sig").splitlines()[1] == ",,,,"


def test_a_number_too_long_for_a_spreadsheet_is_written_as_text() -> None:
    assert as_xlsx([None, None, None, 12345678901234567890, None]).active["D2"].value == "12345678901234567890"


def test_a_row_of_another_length_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="shorter"):
        as_csv(ROW[:2])


def test_it_refuses_more_rows_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "MOST_ROWS", 2)
    with pytest.raises(Refused, match="at most 2 rows"):
        as_xlsx(ROW, ROW, ROW)


@given(st.integers(-99_999_999_999, 99_999_999_999))
def test_every_amount_comes_back_to_the_fen(fen: int) -> None:
    assert Decimal(as_csv([None, fen, None, None, None]).decode("utf-8-sig").splitlines()[1].split(",")[1]) * 100 == fen
    assert Decimal(repr(float(Decimal(fen).scaleb(-2)))) * 100 == fen


@given(st.text(max_size=20))
def test_no_neutralised_text_begins_like_a_formula(text: str) -> None:
    assert not neutralise(text).startswith(("=", "+", "-", "@", "\t", "\r"))
