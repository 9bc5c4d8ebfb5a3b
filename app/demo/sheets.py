"""The spreadsheets that the demo office brings, and its price lists."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from app.demo.people import Household

ACCOUNTS = (
    "户号", "户名", "用户类别", "用气性质", "人口", "地址", "电话", "表号", "表位数", "表底数", "安装日期", "修正系数",
    "册号", "册内序号", "本周期累计气量",
)  # fmt: skip
READINGS = ("户号", "表号", "抄表日期", "本期读数", "抄表类型", "未抄原因", "抄表员", "备注")
PAYMENTS = ("户号", "金额", "到账日期", "外部流水号", "付款人")

RESIDENTIAL = """
name = "居民生活用气"
category = "residential"
document = "示发改价〔2024〕1号"
issuer = "示范市发展和改革委员会"
valid_from = 2024-11-12
tax_rate = "0.09"
[cycle]
length = "year"
[[plan]]
blocks = [{ up_to = 350, price = "2.61" }, { up_to = 500, price = "2.83" }, { price = "4.23" }]
[[plan]]
use = "boiler"
blocks = [{ up_to = 1500, price = "2.61" }, { up_to = 2500, price = "2.83" }, { price = "4.23" }]
[household]
from_persons = 6
step = "once"
raise = [150, 150]
"""
FLAT = """
name = "{name}"
category = "{category}"
document = "示发改价〔2024〕2号"
issuer = "示范市发展和改革委员会"
valid_from = 2024-11-12
tax_rate = "0.09"
[cycle]
length = "none"
[[plan]]
blocks = [{{ price = "{price}" }}]
"""
PRICE_LISTS = (
    RESIDENTIAL,
    FLAT.format(name="商业用气", category="commercial", price="4.17"),
    FLAT.format(name="公福用气", category="public_welfare", price="2.63"),
)


def next_years_list(year: int) -> str:
    """A commercial price list that is still to come, and so may still be replaced."""
    return FLAT.format(name="商业用气（明年）", category="commercial", price="4.28").replace(
        "2024-11-12", f"{year}-01-01"
    )


def write_accounts(path: Path, houses: Iterable[Household]) -> Path:
    """Write the sheet of accounts."""
    return _write(
        path,
        ACCOUNTS,
        (
            (h.account, h.name, h.category, h.use, h.persons, h.address, h.phone, h.meter, "6", h.initial, "2024-05-01",
             "1", h.book, h.position, h.cycle_volume)
            for h in houses
        ),
    )  # fmt: skip


def write_readings(path: Path, rows: Iterable[tuple[Household, date, int | None]]) -> Path:
    """Write a sheet of readings: house, day and figure; no figure where nobody was at home."""
    return _write(
        path,
        READINGS,
        (
            (h.account, h.meter, on, "" if value is None else value, "未抄" if value is None else "实抄",
             "家中无人" if value is None else "", "马抄", "")
            for h, on, value in rows
        ),
    )  # fmt: skip


def write_payments(path: Path, rows: Iterable[tuple[str, str, date, str]]) -> Path:
    """Write the bank's file: account, yuan, day, reference."""
    return _write(path, PAYMENTS, ((account, yuan, on, reference, "") for account, yuan, on, reference in rows))


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path
