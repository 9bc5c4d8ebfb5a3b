"""How long customer files take in an office of 100,000 customers, 300,000 contacts and two million deeds."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert, text

from app import clock
from app.columns import table_of
from app.customers.contacts.models import Contact
from app.customers.duplicates import finding, keys
from app.customers.files.kinds import LooksAlike
from app.customers.files.models import Customer
from app.customers.files.queries import department_of
from app.customers.files.rules import NewCustomer
from app.customers.files.service import index_anew, open_customer
from app.customers.owners.models import Spell
from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.batches.commands import run_import
from app.office.history.models import Entry
from app.office.numbering.service import take_numbers
from app.office.staff.service import add_staff
from app.unit_of_work import unit_of_work
from tests import factories
from tests.bench.month import ms
from tests.bench.office import fresh_office, say, share
from tests.bench.pages import measure_page

FILES, CONTACTS_EACH, DEEDS_EACH = 100_000, 3, 20
SHEET = 20_000
SELLERS = 20
SLICE = 2_000
TIMES = 40
FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗曾单仇"
GIVEN = "国强伟芳娜敏静丽磊军洋勇艳杰娟涛明超秀霞平建华文辉"
TRADES = ("贸易", "建材", "餐饮", "物流", "化工", "医药", "家具")
TOWNS = ("杭州", "宁波", "温州", "绍兴", "嘉兴", "湖州", "金华", "台州")
Owner = tuple[int | None, int | None]
SHEET_HEADER = ("客户名称", "地址", "联系电话", "来源", "联系人", "联系人职务", "联系人手机", "电子邮箱")


def bench_customers(count: int | None) -> None:
    """Fill an office, then open its pages, look for duplicates, and bring a sheet of 20,000 rows."""
    files = count or FILES
    with fresh_office() as (app, folder):
        with app.app_context():
            started = time.monotonic()
            fill(files)
            say("customers: filled", customers=files, seconds=round(time.monotonic() - started, 1))
        for username, url in pages(app, files):
            measure_page(factories.signed_in(app, username), url, who=username)
        with app.app_context():
            bench_duplicates(files)
            bench_sheet(folder, min(SHEET, files))


def pages(app: Flask, files: int) -> Iterator[tuple[str, str]]:
    """The pages of customer files, as those open them who see all and who see a department."""
    one = files // 2 + 1
    with app.app_context():
        phone = db.session.get_one(Customer, one).phone or ""
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in phone[-4:])
    searches = ("曾", "国强", "zeng", "ZGQ", phone[-4:], wide, "杭州貿易")
    for who in ("gao", "bai", "su"):
        yield who, "/customers/"
        yield who, "/customers/?category=key"
    for query in searches:
        yield "gao", f"/customers/?q={query}"
        yield "gao", f"/search?q={query}"
    for tab in ("", "/contacts", "/classes"):
        yield "gao", f"/customers/{one}{tab}"
    yield "gao", f"/journal/customer/{one}"
    yield "su", f"/customers/alike?name={name_of(one)}&phone={phone}"


def bench_duplicates(files: int) -> None:
    """The look while typing, and opening a file with the look in it."""
    some = [n * 97 % files for n in range(TIMES)]
    drafts = [{"name": name_of(n), "phone": phone_of(n), "kind": "person"} for n in some]
    measured("customers: look-alikes of a draft", files, lambda n: finding.alike(drafts[n]))

    def open_one(n: int) -> None:
        new = NewCustomer("person", f"{name_of(n)}新", phone=f"1360000{n:04d}", address="新街")
        try:
            open_customer(new, by=OPERATOR)
        except LooksAlike:
            open_customer(new, confirmed=True, by=OPERATOR)

    measured("customers: open a file", files, open_one)


def bench_sheet(folder: Path, rows: int) -> None:
    """Check and apply a sheet of so many rows, each with a contact; every fourth one more of the customer above."""
    path = folder / "sheet.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(SHEET_HEADER)
        writer.writerows(sheet_row(n) for n in range(rows))
    started = time.monotonic()
    batch = run_import("customers", path, by=OPERATOR)
    say("customers: import", seconds=round(time.monotonic() - started, 1), **batch.counts)


def sheet_row(n: int) -> Sequence[str]:
    """The n-th row: a company with its main contact, or a further contact of the company before."""
    company = n - 1 if n % 4 == 3 else n
    name = f"{TOWNS[company % 8]}{GIVEN[company % 25]}{GIVEN[company // 25 % 25]}{company}{TRADES[company % 7]}有限公司"
    mobile = f"137{n:08d}"
    return (name, f"人民路{company}号", "", "市场部", name_of(n), "经理", mobile, f"c{n}@example.com")


def name_of(n: int) -> str:
    """The name of the n-th person."""
    return FAMILY[n % 23] + GIVEN[n // 23 % 25] + GIVEN[n // 575 % 25]


def phone_of(n: int) -> str:
    """The telephone of the n-th customer."""
    return f"138{n:08d}"


def owners() -> list[Owner]:
    """Twenty of sales, one of whom is su, as owner and department; last the hall, whose households nobody owns."""
    department = department_of(factories.staff_id("su"))
    made = [add_staff(f"销售{n}", department_id=department, by=OPERATOR).id for n in range(SELLERS - 1)]
    return [
        *((one, department) for one in (factories.staff_id("su"), *made)),
        (None, factories.department_id("营业厅")),
    ]


def customer(n: int, owned_by: Sequence[Owner]) -> dict[str, Any]:
    """The n-th customer: every third is a company that sales look after, the others are households; a fiftieth are key
    customers."""
    company = n % 3 == 0
    owner_id, department_id = owned_by[n // 3 % SELLERS] if company else owned_by[-1]
    trade = f"{TOWNS[n % 8]}{GIVEN[n % 25]}{GIVEN[n // 25 % 25]}{n}{TRADES[n % 7]}有限公司"
    category = "key" if n % 50 == 0 else "potential" if n % 7 == 0 else "ordinary"
    return {
        "id": n, "number": f"C{n:06d}", "kind": "company" if company else "person",
        "name": trade if company else name_of(n), "category": category, "address": f"文一路{n}号",
        "contact": name_of(n + 7), "phone": phone_of(n), "owner_id": owner_id, "department_id": department_id,
        "opened_at": clock.now() - timedelta(hours=n % 20_000), "important": n % 50 == 0, "version": 1,
    }  # fmt: skip


def people(n: int) -> Iterator[dict[str, Any]]:
    """The contacts of the n-th customer: the main one is whom the file names."""
    for place in range(CONTACTS_EACH):
        mobile = phone_of(n) if place == 0 else f"139{n * CONTACTS_EACH + place:08d}"
        yield {
            "customer_id": n, "name": name_of(n + 7 + place * 1000), "part": "handles", "mobile": mobile,
            "main": place == 0, "version": 1,
        }  # fmt: skip


def deeds(n: int) -> Iterator[dict[str, Any]]:
    """What was done about the n-th customer."""
    for place in range(DEEDS_EACH):
        yield {
            "at": clock.now() - timedelta(days=place, minutes=n % 600), "actor_kind": "staff", "actor_name": "苏销",
            "action": "customers.changed" if place else "customers.opened", "subject": f"customer:{n}",
            "customer_id": n, "reason": None,
            "facts": {"number": f"C{n:06d}", "name": "x", "changes": [{"field": "address", "old": "a", "new": "b"}]},
        }  # fmt: skip


def fill(files: int) -> None:
    """Store customers with their owners, contacts and deeds, found and compared as the program's own."""
    owned_by = owners()
    for start in range(1, files + 1, SLICE):
        ids = range(start, min(start + SLICE, files + 1))
        with unit_of_work(by=OPERATOR) as work:
            rows = [customer(n, owned_by) for n in ids]
            work.session.execute(insert(table_of(Customer)), rows)
            work.session.execute(insert(table_of(Contact)), [one for n in ids for one in people(n)])
            work.session.execute(insert(table_of(Spell)), [spell(row) for row in rows if row["owner_id"]])
            made = (one for n in ids for one in deeds(n))
            while some := list(islice(made, SLICE)):
                work.session.execute(insert(table_of(Entry)), some)
            index_anew(ids)
            keys.write(ids)
    with unit_of_work(by=OPERATOR):
        take_numbers("customer", files)
    db.session.execute(text("ANALYZE"))
    db.session.commit()


def spell(row: dict[str, Any]) -> dict[str, Any]:
    """Since when the owner looks after the customer."""
    common = {"part": "main", "ground": "filed", "made_by": "bench", "from_at": row["opened_at"]}
    return {"customer_id": row["id"], "staff_id": row["owner_id"], **common}


def measured(what: str, files: int, deed: Callable[[int], object]) -> None:
    """Do it forty times and print how long it takes."""
    times = []
    for n in range(TIMES):
        began = time.perf_counter()
        deed(n)
        times.append(time.perf_counter() - began)
        db.session.rollback()
    say(what, customers=files, p50_ms=ms(share(times, 50)), p95_ms=ms(share(times, 95)))
