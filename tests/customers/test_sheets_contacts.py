"""One sheet brings customers with several contacts, updates known ones, keeps old days, and goes back as a whole."""

from __future__ import annotations

import csv
import io
from datetime import date
from functools import partial

import pytest
from sqlalchemy import select

from app import clock
from app.customers.contacts import queries as contacts
from app.customers.contacts import service as keeping
from app.customers.contacts.models import Contact
from app.customers.contacts.rules import NewContact
from app.customers.files.models import Customer
from app.customers.files.service import change_customer
from app.customers.owners.models import Spell
from app.customers.sheets.columns import COLUMNS
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.office.batches import service as batches
from app.office.batches import work
from app.office.batches.commands import run_import
from app.office.batches.kinds import VERDICTS
from app.office.batches.models import Batch, BatchRow
from app.search.index import matching
from app.unit_of_work import in_short_units
from tests import factories
from tests.customers.factories_customers import a_customer

NAMES = {column.key: column.chinese for column in COLUMNS}
ACME = {"name": "杭州前台有限公司", "address": "文三路1号", "nature": "民营"}


def brought(folder, *rows: dict[str, str], mode: str = "update") -> Batch:
    path = folder / f"{len(list(folder.glob('*.csv')))}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(NAMES.values()), restval="")
        writer.writeheader()
        writer.writerows({NAMES[key]: text for key, text in row.items()} for row in rows)
    return run_import("customers", path, {"mode": mode}, by=OPERATOR)


def counts(batch: Batch) -> dict[str, int]:
    return {name: batch.counts[name] for name in VERDICTS if batch.counts[name]}


def undone(batch: Batch) -> None:
    batches.undo(batch.id, by=OPERATOR, language="en")
    db.session.expire_all()


def people(customer: Customer) -> list[tuple[str, str | None, bool]]:
    return [(one.name, one.mobile, one.main) for one in contacts.contacts_of(customer.id)]


def only_customer() -> Customer:
    db.session.expire_all()
    return db.session.scalars(select(Customer)).one()


def test_rows_of_one_customer_are_its_contacts_and_go_with_it(context, folder):
    batch = brought(
        folder,
        {
            **ACME,
            "contact": "张经理",
            "contact_mobile": "138 0000 0001",
            "contact_post": "经理",
            "contact_part": "决策人",
        },
        {**ACME, "contact": "李会计", "contact_mobile": "13900000002", "contact_email": "li@example.com"},
        {"name": ACME["name"], "contact": "王司机", "contact_mobile": "13700000003"},
        {**ACME, "contact": "李会计"},
        {"name": "王建国", "phone": "13600000004"},
    )
    assert counts(batch) == {"create": 2, "update": 2, "duplicate": 1}
    company = db.session.scalars(select(Customer).where(Customer.kind == "company")).one()
    assert (company.contact, company.phone) == ("张经理", "13800000001")
    assert people(company) == [
        ("张经理", "13800000001", True), ("李会计", "13900000002", False), ("王司机", "13700000003", False),
    ]  # fmt: skip
    assert contacts.contacts_of(company.id)[0].part == "decides"
    assert list(db.session.scalars(matching("customer", "likuaiji", inside=True))) == [company.id]
    again = brought(
        folder, {**ACME, "contact": "张经理"}, {**ACME, "contact": "李会计", "contact_mobile": "13900000002"}
    )
    assert counts(again) == {"same": 2}
    undone(batch)
    assert db.session.scalars(select(Customer)).all() == db.session.scalars(select(Contact)).all() == []


def test_an_update_names_the_customer_by_number_and_is_taken_back_whole(context, folder):
    su, kong = factories.staff_id("su"), factories.staff_id("kong")
    customer = a_customer("杭州前台有限公司", kind="company", contact="张经理", phone="13800000001", owner="su")
    keeping.add_contact(NewContact(customer.id, "李会计", mobile="13900000002"), by=OPERATOR)
    before = people(customer)
    batch = brought(
        folder,
        {"number": customer.number, "name": "杭州前台股份有限公司", "contact": "赵总", "contact_mobile": "13500000005",
         "owner": "孔诉", "important": "是", "first_contact_on": "2019-05-06"},
        {"number": customer.number.lower(), "contact": "李会计", "contact_post": "会计"},
        {"number": "C999999", "name": "没有"},
        {"number": customer.number, "contact": "钱工", "contact_phone": "0571-88881234"},
    )  # fmt: skip
    assert counts(batch) == {"update": 3, "refused": 1}
    assert batch.state == "checked"
    path = folder / "good.csv"
    path.write_text((folder / "0.csv").read_text("utf-8-sig").replace("C999999,没有", ",没有"), "utf-8-sig")
    batch = run_import("customers", path, by=OPERATOR)
    found = db.session.get_one(Customer, customer.id, populate_existing=True)
    assert (found.name, found.contact, found.phone) == ("杭州前台股份有限公司", "赵总", "13500000005")
    assert (found.owner_id, found.important, found.first_contact_on) == (kong, True, date(2019, 5, 6))
    assert people(found) == [
        ("赵总", "13500000005", True), ("张经理", "13800000001", False), ("李会计", "13900000002", False),
        ("钱工", None, False),
    ]  # fmt: skip
    spells = db.session.execute(select(Spell.staff_id, Spell.ground, Spell.until_at).order_by(Spell.id)).all()
    assert [(row.staff_id, row.ground, row.until_at is None) for row in spells] == [
        (su, "filed", False), (kong, "imported", True),
    ]  # fmt: skip
    undone(batch)
    found = db.session.get_one(Customer, customer.id)
    assert (found.name, found.contact, found.owner_id, found.important) == ("杭州前台有限公司", "张经理", su, False)
    assert people(found) == before
    assert contacts.contacts_of(customer.id)[1].post is None
    assert db.session.scalars(select(Spell.staff_id).where(Spell.until_at.is_(None))).one() == su


def test_only_new_ones_leaves_known_ones_as_they_are(context, folder):
    a_customer("王建国", phone="13800000001", address="幸福路1号")
    rows = (
        {"name": "王建国", "phone": "13800000001", "address": "新街2号"},
        {"name": "王建国", "phone": "13800000001"},
        {"name": "李小明", "phone": "13800000002"},
    )
    assert counts(brought(folder, *rows, mode="new")) == {"create": 1, "duplicate": 2}
    assert db.session.scalars(select(Customer.address).where(Customer.name == "王建国")).one() == "幸福路1号"


def test_the_original_days_are_kept(context, folder):
    row = {"name": "王建国", "phone": "13800000001", "opened_on": "2015年3月2日", "first_contact_on": "42000"}
    brought(folder, row)
    found = only_customer()
    assert clock.local(found.opened_at).date() == date(2015, 3, 2)
    assert found.first_contact_on == date(2014, 12, 27)
    assert counts(brought(folder, {**row, "opened_on": "2016-01-01"})) == {"same": 1}
    late = brought(folder, {**row, "phone": "13800000009", "opened_on": "2026-11-21"})
    assert counts(late) == {"refused": 1}


@pytest.mark.parametrize(
    "cells",
    [{"contact_email": "li@example.com"}, {"contact": "李", "contact_email": "nonsense"},
     {"contact": "李", "contact_mobile": "12"}, {"important": "vielleicht"}, {"kind": "鬼"},
     {"kind": "个人", "uscc": "91110000600037341L"}, {"source": "路人"}],
)  # fmt: skip
def test_what_the_forms_would_refuse_is_refused(context, folder, cells):
    from app.customers.files.ruling import add_source

    add_source("电话回访", by=OPERATOR)
    assert counts(brought(folder, {"name": "王建国", "address": "幸福路1号", **cells})) == {"refused": 1}


def test_an_import_whose_contacts_were_touched_stays(context, folder):
    customer = a_customer("杭州前台有限公司", kind="company", contact="张经理", phone="13800000001")
    row = {"number": customer.number, "contact": "张经理"}
    batch = brought(folder, row, {**row, "contact": "李会计", "contact_mobile": "13900000002"})
    keeping.change_contact(
        customer.id, contacts.contacts_of(customer.id)[1].id, {"post": "会计"}, version=1, by=OPERATOR
    )  # fmt: skip
    with pytest.raises(Refused, match="C000001"):
        undone(batch)


def test_who_changed_the_file_between_check_and_import_is_not_overwritten(context, folder):
    customer = a_customer("王建国", phone="13800000001", address="幸福路1号")
    path = folder / "late.csv"
    path.write_text("客户编号,客户名称,地址\nC000001,,新街2号\nC9,,x\n", "utf-8")
    batch = run_import("customers", path, by=OPERATOR)  # checked only: the second row is refused
    change_customer(customer.id, {"address": "河边3号"}, version=1, by=OPERATOR)
    batches.ask_to_apply(batch.id, partial=True, by=OPERATOR, language="en")
    assert only_customer().address == "河边3号"
    assert db.session.scalars(select(BatchRow.values).where(BatchRow.number == 2)).one()["left_out"]


def test_a_contact_is_left_out_where_the_file_went_to_others_after_the_check(context, folder):
    customer = a_customer("王建国", phone="13800000001", owner="su")
    path = folder / "late.csv"
    path.write_text("客户编号,客户名称,联系人\nC000001,,李会计\nC9,,x\n", "utf-8")
    batch = run_import("customers", path, by=factories.actor("bai"))  # checked only: the second row is refused
    change_customer(customer.id, {"owner_id": factories.staff_id("kong")}, version=1, by=OPERATOR)
    batches.ask_to_apply(batch.id, partial=True, by=OPERATOR, language="en")
    assert "李会计" not in [one.name for one in contacts.contacts_of(customer.id)]
    row = db.session.scalars(select(BatchRow).where(BatchRow.number == 2)).one()
    assert row.values["left_out"]
    assert row.reason["msgid"].startswith("Whoever brought the sheet may no longer change this file")


def test_contacts_of_a_file_that_the_same_sheet_passes_on_go_with_it(context, folder, monkeypatch):
    customer = a_customer("王建国", phone="13800000001", owner="su")
    rows = "C000001,,孔诉,李会计\nC000001,,,王司机\n"
    (folder / "on.csv").write_text(f"客户编号,客户名称,负责人,联系人\n{rows}", "utf-8")
    monkeypatch.setattr(work, "in_short_units", partial(in_short_units, first=1))  # the second row in a later unit
    run_import("customers", folder / "on.csv", by=factories.actor("bai"))
    assert {"李会计", "王司机"} <= {one.name for one in contacts.contacts_of(customer.id)}


def test_what_leaves_with_contacts_comes_back_as_the_same(sign_in, app, folder):
    with app.app_context():
        customer = a_customer("杭州前台有限公司", kind="company", contact="张经理", phone="13800000001", owner="su")
        keeping.add_contact(NewContact(customer.id, "李会计", part="pays", phone="0571-88881234"), by=OPERATOR)
        a_customer("李小明", owner="kong", contact="别人")
    answer = sign_in("bai").get("/customers/export.csv?contacts=yes")
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert [(row["contact"], row["mobile"], row["part"]) for row in rows] == [
        ("张经理", "13800000001", "Handles the business"), ("李会计", "", "Pays"),
    ]  # fmt: skip
    (folder / "out.csv").write_bytes(answer.get_data())
    with app.app_context():
        assert counts(run_import("customers", folder / "out.csv", by=OPERATOR)) == {"same": 2}
