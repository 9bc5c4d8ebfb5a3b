"""A made-up gas office of any size as a sheet, the same for the same size and seed; for tests and for the bench."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

import xlsxwriter

HEADER = (
    "户号", "户名", "用户类别", "用气性质", "人口", "地址", "电话", "表号", "表位数", "表底数", "安装日期", "修正系数",
    "册号", "册内序号", "本周期累计气量",
)  # fmt: skip
ACCOUNTS_IN_A_BOOK = 250

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
_STREETS = ("中山路", "人民路", "解放街", "建设路", "和平里", "幸福里", "长江道", "黄河路")
_SHOPS = ("酒楼", "食品厂", "面馆", "宾馆")
_HOUSES = ("机关食堂", "小学", "敬老院", "医院")

Cells = tuple[str | int, ...]


def accounts(count: int, seed: int = 1) -> Iterator[Cells]:
    """`count` rows under HEADER: nine residential accounts out of ten, the rest public welfare and commercial."""
    random = Random(seed)
    return (_account(number, random) for number in range(count))


def write_xlsx(path: Path, count: int, seed: int = 1) -> Path:
    """Write the office's register as a workbook with a title above the header; return the path."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_string(0, 0, "用户台账")
        for place, row in enumerate((HEADER, *accounts(count, seed)), start=2):
            sheet.write_row(place, 0, row)
    return path


def write_csv(path: Path, count: int, seed: int = 1) -> Path:
    """Write the office's register as text with commas; return the path."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows((HEADER, *accounts(count, seed)))
    return path


def _account(number: int, random: Random) -> Cells:
    category, name, digits, persons = _user(number, random)
    reading = random.randrange(0, 9 * 10 ** (digits - 1))
    book, position = divmod(number, ACCOUNTS_IN_A_BOOK)
    return (
        f"{10_000_003 + 7 * number}",
        name,
        category,
        "壁挂炉" if category == "居民" and random.random() < 0.1 else "普通",
        persons,
        f"{random.choice(_STREETS)}{random.randint(1, 300)}号{random.randint(1, 20)}栋{random.randint(101, 2804)}室",
        f"1{random.choice('3578')}{random.randrange(10**9):09d}",
        f"M{70_000_000 + number}",
        digits,
        reading,
        "2024-05-01",
        "1" if category == "居民" else random.choice(("1", "1.0235")),
        f"B{book + 1:03d}",
        position + 1,
        random.randrange(0, 600) if category == "居民" else 0,
    )


def _user(number: int, random: Random) -> tuple[str, str, int, int | str]:
    kind = number % 20
    street = random.choice(_STREETS)
    if kind == 18:
        return "商业", f"{street}{random.choice(_GIVEN)}{random.choice(_GIVEN)}{random.choice(_SHOPS)}", 6, ""
    if kind == 19:
        return "公福", f"{street}第{random.randint(1, 99)}{random.choice(_HOUSES)}", 6, ""
    name = random.choice(_SURNAMES) + "".join(random.choices(_GIVEN, k=random.randint(1, 2)))
    return "居民", name, 5, random.randint(1, 7)
