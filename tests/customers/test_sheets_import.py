"""What becomes of the rows of a sheet of customers."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.customers.files.models import Customer
from app.customers.sheets import imports
from app.domain.actor import OPERATOR
from app.exchange.read import Row
from app.extensions import db
from app.office.batches.commands import run_import
from tests import factories
from tests.customers.factories_customers import GOOD_CODE, a_customer, row, sheet
from tests.support import count_queries

EMPTY = {column.key: "" for column in imports.COLUMNS}


def judged(*rows, by=OPERATOR):
    sheet_rows = [Row(number, {**EMPTY, **cells}) for number, cells in enumerate(rows, start=2)]
    return list(imports.check(sheet_rows, {"by": by}))


def verdicts(*rows, by=OPERATOR):
    return [verdict.verdict for verdict in judged(*rows, by=by)]


@pytest.mark.parametrize(
    ("cells", "column", "value"),
    [
        ({"name": "王 建国"}, "name", "王 建国"),
        ({"category": "重点客户"}, "category", "key"),
        ({"category": "重点"}, "category", "key"),
        ({"category": "Key"}, "category", "key"),
        ({}, "category", "ordinary"),
        ({"phone": "1.38E+10"}, "phone", "13800000000"),
        ({"phone": "０５７１-88881234转12"}, "phone", "0571-88881234转12"),
        ({"uscc": GOOD_CODE}, "kind", "company"),
        ({"name": "翠苑第一小学"}, "kind", "company"),
        ({"name": "欧阳娜娜"}, "kind", "person"),
    ],
)
def test_a_new_customer_is_read_by_the_rules_of_the_form(context, cells, column, value):
    [verdict] = judged({"name": "王建国", **cells})
    assert verdict.verdict == "create"
    assert verdict.values[column] == value


@pytest.mark.parametrize(
    "cells",
    [
        {"name": ""},
        {"name": "长" * 121},
        {"phone": "无"},
        {"phone": "1e30"},
        {"uscc": "123"},
        {"category": "最好"},
        {"owner": "无此人"},
        {"address": "长" * 201},
    ],
)
def test_what_the_form_would_refuse_is_refused_with_a_reason(context, cells):
    [verdict] = judged({"name": "王建国", **cells})
    assert verdict.verdict == "refused"
    assert verdict.reason is not None


def test_the_same_customer_twice_in_one_sheet_is_made_once(context):
    one = {"name": "王建国", "phone": "13800000001"}
    assert verdicts(one, {**one, "address": "别处"}, {**one, "phone": "13800000002"}) == [
        "create",
        "duplicate",
        "create",
    ]


def test_equal_names_alone_make_nobody_the_same(context):
    a_customer("王建国", phone="13800000001")
    assert verdicts({"name": "王建国"}, {"name": "王建国", "phone": "13900000000"}) == ["create", "create"]


def test_a_known_customer_is_the_same_or_changed_and_empty_cells_change_nothing(context):
    a_customer("王建国", phone="13800000001", address="幸福路1号", category="key")
    known = {"name": "王建国", "phone": "138-0000-0001"}
    same, changed = judged(known), judged({**known, "address": "新街2号"})
    assert [one.verdict for one in same + changed] == ["same", "update"]
    assert changed[0].values["set"] == {"address": "新街2号"}
    assert changed[0].values["was"] == {"address": "幸福路1号"}


def test_a_company_is_known_by_its_code_even_under_another_name(context):
    a_customer("老名字公司", kind="company", uscc=GOOD_CODE)
    [verdict] = judged({"name": "新名字公司", "uscc": GOOD_CODE})
    assert verdict.verdict == "update"
    assert verdict.values["set"] == {"name": "新名字公司"}


def test_a_file_that_the_importer_may_not_see_tells_him_nothing_and_stays(context):
    a_customer("王建国", owner="kong", phone="13800000001", address="幸福路1号")
    [verdict] = judged({"name": "王建国", "phone": "13800000001", "address": "新街"}, by=factories.actor("bai"))
    assert verdict.verdict == "duplicate"
    assert "幸福路" not in str(verdict.reason)
    assert verdict.values == {}


def test_without_an_owner_the_file_goes_to_the_department_of_who_brings_it(context, folder):
    (folder / "c.csv").write_bytes(sheet([row(1), row(2, 负责人="孔诉")]))
    run_import("customers", folder / "c.csv", by=factories.actor("bai"))
    first, second = db.session.scalars(select(Customer).order_by(Customer.id))
    assert (first.owner_id, first.department_id) == (
        None,
        factories.actor("bai").departments("customers.files.import") and 3,
    )
    assert second.owner_id == factories.staff_id("kong")


def test_two_people_of_one_name_are_no_owner(context):
    from app.office.staff.models import Staff
    from app.unit_of_work import unit_of_work

    with unit_of_work(by=OPERATOR) as work:
        work.session.add(Staff(name="苏销"))
    [verdict] = judged({"name": "王建国", "owner": "苏销"})
    assert verdict.verdict == "refused"


def test_the_check_asks_little_however_many_rows(context, app):
    rows = [{"name": f"王小{n}", "phone": f"138{n:08d}"} for n in range(2000)]
    with count_queries(app) as counted:
        judged(*rows)
    assert len(counted) <= 12
