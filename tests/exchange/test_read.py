"""Spreadsheets in: every kind of file, header, cell and trap."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.exchange import files, read
from app.exchange.columns import Column
from app.exchange.read import Sheet, read_sheet

COLUMNS = [
    Column("account", "户号", "account", required=True),
    Column("read_on", "抄表日期", "read_on", required=True),
    Column("reading", "本期读数", "reading"),
]

# A workbook of the old format, packed: a title, a header in row 2, and 10000003 | 2026-11-05 | 3201.5 in row 3.
OLD_WORKBOOK = zlib.decompress(
    base64.b64decode(
        "eNrtWE1oE0EU/maTND+0yaamYiu0oWDVmh7Eg17aVan2lFLtQW0F7doQpZKW4EUvVtuAKILgSfFSqAcvVS/+oILePAgVexAEIVE8CYKgVGib"
        "9c3bXU0ihQa0UJlvmTfvd+ftzszbn9ez0fzU/aYCKtAFD4pWEDUlOkEt6Ao6yG5ZknX7ADVLYU0hGKCJrPHhSd0rv5xDOd8FaLjnfUEU+EDt"
        "KMbQO5pJxVcRezmHISFz6CQqcIs0YTRyVvVMTzBdx/Quez5lups1V5l2km9eDGDW6G3f5aziw1or28KQ533IMe9Ysx0NeClX8flrwvb1YU/2"
        "1NDpNWZo9tZiGjShPalMKivlCG4jBBwhdCSTHd3decRosqfx3YoD39xd/Tyu9KurFyD9j3K9fxl9gCaxUn9d8wLjsI7zJslRgda99lroX0QC"
        "kpeNjJPmyUvU7TTn+7229CnVkiY2kW5JL1wZS4Vkfed6oJfVgzreJ7VEhxFhPsq7RaeEFu98fZM0+4xjrBnnZ4D9pNgkE4OFCzKCgsNs8fyi"
        "7RyxjelFPutG5puYxmgpU9/W1+Aw+yfYZ5KtbTTODsacsbmE30J87vOBR825j8ZW4md6CudiM2+NKbTSjRmmeHlMICES4uYNiceG2wunqrxn"
        "2vhHhQlounNtlvM4jGBJ7ilClKn0EHx15R6CPSS1Jff+2ZJGkseJ1iqin2ED66IID5haPb7MSe/ByzKjLpIfSCPVu98IQUFBQUFBQUFBQWF5"
        "CP42sN/I5fu6z3nn9zv/dZaoFdVvkv8WBzFKxxn6qNyHDPVZnK1q/ayHT7jnEiuMcf8XShyi0bMYgcl5jFS9fumbTZRez4oD9b+3haodv1hN"
        "nv94/J96/daV"
    )
)


def saved(folder: Path, content: bytes | str) -> Path:
    path = folder / "sent"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def workbook(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        fill(book)
    return stream.getvalue()


def sheet_of(*rows: list[object]) -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return workbook(fill)


def archive(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 <table:table table:name="S">%s</table:table></office:spreadsheet></office:body></office:document-content>"""


def ods(*rows: list[str], repeated: int = 1) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="{repeated}">%s</table:table-row>'
    body = "".join(row % "".join(cell % text for text in texts) for texts in rows)
    kind, manifest = b"application/vnd.oasis.opendocument.spreadsheet", b'<?xml version="1.0"?><manifest/>'
    return archive(mimetype=kind, content_xml=(ODS % body).encode(), **{"META-INF__manifest_xml": manifest})


def values(sheet: Sheet) -> list[tuple[str, ...]]:
    return [tuple(row.cells.values()) for row in sheet.rows]


def cells(sheet: Sheet, number: int = 0) -> tuple[str, str, str]:
    row = sheet.rows[number].cells
    return row["account"], row["read_on"], row["reading"]


TEXT = "户号,抄表日期,本期读数\n00010003,2026-11-05,3201\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_is_read_in_every_encoding_and_with_every_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    sheet = read_sheet(saved(tmp_path, TEXT.replace(",", separator).encode(encoding)), COLUMNS)
    assert (cells(sheet), sheet.header_row, sheet.notices) == (("00010003", "2026-11-05", "3201"), 1, ())


def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    sheet = read_sheet(saved(tmp_path, OLD_WORKBOOK), COLUMNS)
    assert (cells(sheet), sheet.rows[0].number) == (("10000003", "2026-11-05", "3201.5"), 3)


def test_an_open_document_is_read(tmp_path: Path) -> None:
    sheet = read_sheet(saved(tmp_path, ods(["户号", "抄表日期"], ["007", "2026.11.5"])), COLUMNS)
    assert cells(sheet) == ("007", "2026.11.5", "")


def test_cells_of_a_workbook_are_read_as_the_clerk_sees_them(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        sheet.write_row(2, 1, ["户号", "抄表日期", "本期读数"])
        sheet.write_row(3, 1, [13800000000.0, "", 0.1 + 0.2])
        sheet.write_datetime(3, 2, datetime(2026, 11, 5), day)
        sheet.write_row(4, 1, [12.0, "x", -0.0])
        sheet.write_formula(5, 1, "=A1", None, 77)
        sheet.write_row(6, 1, [True, 1e-7, 100000.5])

    sheet = read_sheet(saved(tmp_path, workbook(fill)), COLUMNS)
    assert values(sheet) == [
        ("13800000000", "2026-11-05", "0.3"),
        ("12", "x", "0"),
        ("77", "", ""),
        ("TRUE", "0.0000001", "100000.5"),
    ]
    assert [row.number for row in sheet.rows] == [4, 5, 6, 7]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10, deadline=None)
@given(st.lists(st.integers(-(10**14), 10**14), min_size=1, max_size=20))
def test_every_amount_in_a_workbook_comes_back_to_the_fen(tmp_path: Path, amounts: list[int]) -> None:
    content = sheet_of(["account", "read_on", "reading"], *[["1", "x", fen / 100] for fen in amounts])
    read_back = [cells(read_sheet(saved(tmp_path, content), COLUMNS), place)[2] for place in range(len(amounts))]
    assert [round(float(text) * 100) for text in read_back] == amounts
    assert not any("e" in text.lower() for text in read_back)


@pytest.mark.parametrize(
    "header",
    [
        "ACCOUNT,Read On,reading",
        "户号*,抄 表 日 期：,本期读数",
        "ａｃｃｏｕｎｔ,read_on*, 本期读数 ",
        "户号,read_on,READING",
    ],
)
def test_a_header_is_found_whatever_its_case_blanks_width_and_language(tmp_path: Path, header: str) -> None:
    assert cells(read_sheet(saved(tmp_path, f"{header}\n1,2,3\n"), COLUMNS)) == ("1", "2", "3")


def test_columns_may_come_in_any_order_among_strangers_of_which_a_notice_tells(tmp_path: Path) -> None:
    sheet = read_sheet(saved(tmp_path, "备注,本期读数,Foo,抄表日期,户号\nn,3,f,2,1\n"), COLUMNS)
    assert cells(sheet) == ("1", "2", "3")
    assert [str(notice) for notice in sheet.notices] == ["Unknown columns were ignored: 备注, Foo."]


@pytest.mark.parametrize(("above", "is_found"), [(0, True), (9, True), (10, False)])
def test_the_header_is_looked_for_in_ten_rows(tmp_path: Path, above: int, is_found: bool) -> None:
    path = saved(tmp_path, "抄表\n" * above + TEXT)
    if is_found:
        assert (read_sheet(path, COLUMNS).header_row, read_sheet(path, COLUMNS).rows[0].number) == (
            above + 1,
            above + 2,
        )
    else:
        with pytest.raises(Refused, match=r"accounts\.csv has no header .* 户号 / account, 抄表日期 / read_on"):
            read_sheet(path, COLUMNS, filename="accounts.csv")


def test_it_names_the_required_column_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"Columns missing in row 1: 抄表日期 / read_on\."):
        read_sheet(saved(tmp_path, "户号,本期读数\n1,2\n"), COLUMNS)


def test_it_refuses_a_column_that_stands_twice(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="twice in row 1: account"):
        read_sheet(saved(tmp_path, "户号,抄表日期,account\n1,2,3\n"), COLUMNS)


NAMED = [
    Column("name", "客户名称", "name", required=True, also=("单位名称", "姓名")),
    Column("phone", "联系电话", "phone", also=("电话", "手机")),
    Column("contact", "联系人", "contact", also=("姓名",)),
    Column("mobile", "联系人手机", "mobile", also=("手机",)),
]


@pytest.mark.parametrize(
    ("header", "found", "unknown"),
    [
        ("姓名,手机", {"name": "姓名", "phone": "手机"}, ""),
        ("姓名,手机,单位名称,电话", {"name": "单位名称", "contact": "姓名", "phone": "电话", "mobile": "手机"}, ""),
        ("姓名,客户名称,联系人", {"name": "客户名称", "contact": "联系人"}, "姓名"),
        ("名称,客户名称", {"name": "客户名称"}, "名称"),
    ],
)
def test_other_names_of_a_column_count_where_nothing_names_it_surer(
    tmp_path: Path, header: str, found: dict[str, str], unknown: str
) -> None:
    sheet = read_sheet(saved(tmp_path, f"{header}\n{header}\n"), NAMED)
    assert {key: text for key, text in sheet.rows[0].cells.items() if text} == found
    assert [notice.params["columns"] for notice in sheet.notices] == ([unknown] if unknown else [])


def test_another_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="twice"):
        read_sheet(saved(tmp_path, "姓名,电话,电话\n王,1,2\n"), NAMED)


def test_blank_rows_are_left_out_and_short_rows_filled_up_and_numbers_go_on(tmp_path: Path) -> None:
    sheet = read_sheet(saved(tmp_path, "户号,抄表日期,本期读数,x\n\n1\n,,\n ,　,,y\n2,b,c,d,e,f\n"), COLUMNS)
    assert [(row.number, *row.cells.values()) for row in sheet.rows] == [(3, "1", "", ""), (6, "2", "b", "c")]


def test_a_line_break_within_quotation_marks_does_not_shift_the_numbers(tmp_path: Path) -> None:
    sheet = read_sheet(saved(tmp_path, '户号,抄表日期\n"1\na",x\n2,y\n'), COLUMNS)
    assert [(row.number, row.cells["account"]) for row in sheet.rows] == [(2, "1 a"), (3, "2")]


@pytest.mark.parametrize("bad", ['"open,2\n3,4\n', '"a"b,2\n'])
def test_it_names_the_row_with_a_stray_quotation_mark(tmp_path: Path, bad: str) -> None:
    with pytest.raises(Refused, match="after row 12 "):
        read_sheet(saved(tmp_path, "户号,抄表日期\n" + "1,2\n" * 11 + bad), COLUMNS)


def test_quoted_cells_may_hold_the_separator_of_another_file(tmp_path: Path) -> None:
    sheet = read_sheet(saved(tmp_path, '"户号";"抄表日期"\n"1,5;x";"a"\n'), COLUMNS)
    assert cells(sheet) == ("1,5;x", "a", "")


def test_the_sheet_with_the_header_is_read_and_a_notice_names_it(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("说明").write(0, 0, "how to fill this in")
        hidden = book.add_worksheet("old")
        hidden.write_row(0, 0, ["户号", "抄表日期", "本期读数"])
        hidden.hide()
        sheet = book.add_worksheet("11月")
        sheet.write_row(0, 0, ["户号", "抄表日期"])
        sheet.write_row(1, 0, ["1", "2"])

    sheet = read_sheet(saved(tmp_path, workbook(fill)), COLUMNS)
    assert cells(sheet) == ("1", "2", "")
    assert [str(notice) for notice in sheet.notices] == ["Only the sheet “11月” was read."]


def test_a_notice_tells_where_a_spreadsheet_has_lost_digits(tmp_path: Path) -> None:
    content = sheet_of(["户号", "抄表日期"], [1, 2], [12345678901234567890, 2], ["12345678901234567890", 2])
    sheet = read_sheet(saved(tmp_path, content), COLUMNS)
    assert str(sheet.notices[0]).endswith("Rows: 3.")
    assert cells(sheet, 2)[0] == "12345678901234567890"


def test_it_refuses_too_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MOST_ROWS", 3)
    path = saved(tmp_path, "户号,抄表日期\n" + "1,2\n\n" * 3)
    assert len(read_sheet(path, COLUMNS).rows) == 3
    with pytest.raises(Refused, match="too many rows"):
        read_sheet(saved(tmp_path, "户号,抄表日期\n" + "1,2\n" * 4), COLUMNS)


def test_it_refuses_a_workbook_of_too_many_rows_before_it_holds_them_all(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Rows allowed: 150000"):
        read_sheet(saved(tmp_path, ods(["户号"], repeated=200_001)), COLUMNS)


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    assert read_sheet(saved(tmp_path, "户号,抄表日期\n"), COLUMNS).rows == ()


def pretending_to_be_small(content: bytes, part: str) -> bytes:
    """The archive with the unpacked size of `part` understated in its directory."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        size = packed.getinfo(part).file_size
    return content.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))


TRAPS = {
    "empty": (b"", "file is empty"),
    "blanks": (b"\n \n", "has no header"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "cannot be read"),
    "web page named .xls": (b"<html><table><tr><td>account</td></tr></table>", "cannot be read"),
    "pdf": (b"%PDF-1.7 account,read_on", "cannot be read"),
    "not GB18030 either": (b"\xff\xff\xff,\x80", "cannot be read"),
    "half an archive": (sheet_of(["户号", "抄表日期"])[:900], "cannot be read"),
    "archive of something else": (archive(readme=b"x"), "cannot be read"),
    "archive that is no workbook": (archive(xl__workbook_xml=b"<x/>"), "cannot be read"),
    "broken xml": (archive(content_xml=b"<a><b"), "cannot be read"),
    "half an old workbook": (OLD_WORKBOOK[:1024], "cannot be read"),
    "old container of nothing": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "cannot be read"),
    "encrypted workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
    ),
    "encrypted open document": (
        archive(content_xml=b"x", **{"META-INF__manifest_xml": b"<m:encryption-data/>"}),
        "protected by a password",
    ),
    "workbook without cells": (sheet_of(), "has no header"),
    "bomb": (archive(xl__workbook_xml=bytes(64 * 1024 * 1024)), "unpacks to more"),
    "bomb that lies about its size": (
        pretending_to_be_small(archive(xl__workbook_xml=bytes(64 * 1024 * 1024)), "xl/workbook.xml"),
        "cannot be read",
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_it_refuses_what_is_no_spreadsheet_with_a_sentence(tmp_path: Path, trap: str) -> None:
    content, says = TRAPS[trap]
    with pytest.raises(Refused, match=says):
        read_sheet(saved(tmp_path, content), COLUMNS)


def far_corners(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["户号", "抄表日期"])
    sheet.write(1_048_575, 16_383, "x")


@pytest.mark.parametrize(
    "content", [workbook(far_corners), ods(["户号"] * 40, repeated=1_000_000)], ids=["far corners", "repeated rows"]
)
def test_a_small_file_that_asks_for_all_memory_does_not_end_the_program(tmp_path: Path, content: bytes) -> None:
    assert len(content) < 20_000
    with pytest.raises(Refused, match="unpacks to more"):
        read_sheet(saved(tmp_path, content), COLUMNS)


def test_it_refuses_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 20)
    with pytest.raises(Refused, match="too large"):
        read_sheet(saved(tmp_path, TEXT), COLUMNS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    with suppress(Refused):
        assert read_sheet(saved(tmp_path, content), COLUMNS).header_row <= 10


def test_dates_of_a_workbook_with_a_time_keep_it_in_the_text(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["户号", "抄表日期"])
        sheet.write(1, 0, "1")
        sheet.write_datetime(1, 1, datetime(2026, 11, 5, 10, 30), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))

    assert cells(read_sheet(saved(tmp_path, workbook(fill)), COLUMNS))[1] == "2026-11-05 10:30:00"
