"""A gas office's sheets as its clerks keep them: full-width digits, stray blanks, three kinds of dates, mistakes.

Writes them to a folder and reads them again for the second calculation, without a line of the program.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.billing.independent_month import Account, Paid, Read

ACCOUNT_HEADER = (
    "户号", "户名", "用户类别", "用气性质", "人口", "地址", "电话", "表号", "表位数", "表底数", "安装日期", "修正系数",
    "册号", "册内序号", "本周期累计气量",
)  # fmt: skip
READING_HEADER = ("户号", "表号", "抄表日期", "本期读数", "抄表类型", "未抄原因", "抄表员", "备注")
PAYMENT_HEADER = ("户号", "金额", "到账日期", "外部流水号", "付款人")
CATEGORIES = {"居民": "residential", "公福": "public_welfare", "商业": "commercial"}
USES = {"普通": "general", "壁挂炉": "boiler", "农村": "rural", "": "general"}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def write_office(folder: Path, count: int = 150, seed: int = 7) -> None:
    """Write accounts.xlsx, readings.xlsx, readings.csv (GB18030) and payments.csv."""
    random = Random(seed)
    accounts = [_account(number, random) for number in range(count)]
    readings = [_reading(number, row, random) for number, row in enumerate(accounts)]
    mistakes = [
        ["", "无户号", "居民", "普通", 3, "东风巷28号", "", "MX1", 5, 0, "", "1", "B01", 999, 0],
        ["99990001", "", "居民", "普通", 3, "和平里97号", "", "MX2", 5, 0, "", "1", "B01", 999, 0],
        ["99990002", "坏类别", "工业", "普通", 3, "和平里98号", "", "MX3", 5, 0, "", "1", "B01", 999, 0],
        ["99990003", "坏底数", "居民", "普通", 3, "和平里99号", "", "MX4", 5, -4, "", "1", "B01", 999, 0],
        list(accounts[0]),
    ]
    messy = [[_untidy(cell, number) if place == 0 else cell for place, cell in enumerate(row)]
             for number, row in enumerate(accounts)]  # fmt: skip
    _xlsx(folder / "accounts.xlsx", "用户台账", ACCOUNT_HEADER, [*messy, *mistakes])
    _xlsx(folder / "readings.xlsx", "2026-11 抄表", READING_HEADER, readings)
    with (folder / "readings.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([READING_HEADER, *readings])
    with (folder / "payments.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([PAYMENT_HEADER, *_payments(readings, random)])


def _account(number: int, random: Random) -> list[Any]:
    category = ("居民", "居民", "公福", "居民", "商业", "居民")[number % 6]
    use = random.choice(("普通", "普通", "boiler", "农村")) if category == "居民" else "普通"
    digits = 6 if category != "居民" else 5
    initial = random.randint(100, 9 * 10 ** (digits - 1) // 2)
    if number % 40 == 11:
        initial = 10**digits - random.randint(5, 30)  # about to turn over
    day = ("2024-05-01", "2024.5.1", "2024年5月1日")[number % 3]
    cycle = random.randint(0, 2600) if category == "居民" else 0
    persons: Any = random.choice((1, 3, 5, 6, 7)) if category == "居民" else ""
    return [
        f"{10_000_003 + 7 * number}", f"户名{chr(0x4E00 + number)}", category, use, persons, f"光明路{number + 1}号",
        f"139{number:08}", f"M{70_000_000 + number}", digits, initial, day, "1.0235" if number % 12 == 4 else "1",
        f"B{number // 60 + 1:02}", number % 60 + 1, cycle,
    ]  # fmt: skip


def _reading(number: int, account: list[Any], random: Random) -> list[Any]:
    initial, turn = account[9], 10 ** account[8]
    usage = random.randint(3, 90) if account[2] == "居民" else random.randint(60, 2400)
    value: Any = (initial + usage) % turn
    kind, why = "实抄", ""
    if number % 31 == 9:
        value, kind, why = "", "未抄", "门锁"
    elif number % 37 == 14:
        value = initial - 12  # below the last one
    elif number % 29 == 10:
        value = initial  # nothing used
    elif number % 23 == 5:
        value = f"{value}".translate(FULL_WIDTH)
    on = date(2026, 11, 28 if number % 41 == 16 else 20 + number % 6)
    written = f"{on.year}.{on.month}.{on.day}" if number % 5 == 0 else on.isoformat()
    return [account[0], account[7], written, value, kind, why, "马超", ""]


def _payments(readings: list[list[Any]], random: Random) -> Iterator[list[str]]:
    for number, reading in enumerate(readings):
        if number % 3:
            amount = Decimal(random.randint(500, 300_000)) / 100
            yield [reading[0], f"{amount:.2f}", "2026-11-28", f"BK{70_000_000 + number}", ""]
    yield [readings[1][0], "10.00", "2026-11-28", "BK70000001", ""]  # a reference for the second time
    yield ["00000000", "12.00", "2026-11-28", "BK7X", "不明"]


def _untidy(cell: str, number: int) -> str:
    if number % 20 == 3:
        return f" {cell} "
    return cell.translate(FULL_WIDTH) if number % 20 == 13 else cell


def _xlsx(path: Path, title: str, header: tuple[str, ...], rows: list[list[Any]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, title)
        for place, row in enumerate([header, *rows], 2):
            sheet.write_row(place, 0, row)


def read_sheet(path: Path, header: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows below the header as plain, folded text."""
    if path.suffix == ".csv":
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig") if raw.startswith(b"\xef\xbb\xbf") else raw.decode("gb18030")
        rows: list[list[Any]] = list(csv.reader(text.splitlines()))
    else:
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    start = next(place for place, row in enumerate(rows) if row[0] == header[0])
    return [dict(zip(header, map(_folded, row), strict=False)) for row in rows[start + 1 :]]


def _folded(cell: Any) -> str:
    text = unicodedata.normalize("NFKC", str(cell)).strip()
    return text.removesuffix(".0")


def accounts_in(path: Path) -> list[Account]:
    """The accounts that a form would take, each once."""
    found: dict[str, Account] = {}
    for row in read_sheet(path, ACCOUNT_HEADER):
        good = row["户号"] and row["户名"] and row["用户类别"] in CATEGORIES and _is_count(row["表底数"])
        if good and row["户号"] not in found:
            found[row["户号"]] = Account(
                number=row["户号"],
                category=CATEGORIES[row["用户类别"]],
                use=USES.get(row["用气性质"], row["用气性质"]),
                persons=int(row["人口"]) if row["人口"] else None,
                digits=int(row["表位数"]),
                initial=Decimal(row["表底数"]),
                factor=Decimal(row["修正系数"]),
                cycle_volume=Decimal(row["本周期累计气量"] or 0),
            )
    return list(found.values())


def _is_count(text: str) -> bool:
    return bool(text) and text.isascii() and text.replace(".", "", 1).isdigit()


def readings_in(path: Path) -> list[Read]:
    """The readings."""
    return [
        Read(row["户号"], _day(row["抄表日期"]), Decimal(row["本期读数"]) if row["抄表类型"] == "实抄" else None)
        for row in read_sheet(path, READING_HEADER)
    ]


def payments_in(path: Path) -> list[Paid]:
    """The bank's payments."""
    return [Paid(row["户号"], Decimal(row["金额"]), row["外部流水号"]) for row in read_sheet(path, PAYMENT_HEADER)]


def _day(text: str) -> date:
    year, month, day = (int(part) for part in text.replace(".", "-").split("-"))
    return date(year, month, day)
