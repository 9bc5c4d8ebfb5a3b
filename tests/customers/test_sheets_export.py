"""Customers leave as a sheet only with the right, only as far as one may see them, and never unnoticed."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from sqlalchemy import select

from app.customers.sheets import export
from app.extensions import db
from app.office.history.models import Entry
from tests.customers.factories_customers import a_customer


@pytest.fixture
def three(app: Flask) -> None:
    with app.app_context():
        a_customer("王建国", owner="su", phone="13800000001")
        a_customer("=1+1", owner="su", category="key")
        a_customer("李小明", owner="kong")


def rows(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def test_only_files_that_one_may_see_leave(sign_in, three):
    assert [row["name"] for row in rows(sign_in("bai").get("/customers/export.csv"))] == ["王建国", "'=1+1"]
    assert len(rows(sign_in("gao").get("/customers/export.csv"))) == 3


def test_the_filters_of_the_list_hold(sign_in, three):
    assert [row["name"] for row in rows(sign_in("gao").get("/customers/export.csv?category=key"))] == ["'=1+1"]
    assert [row["name"] for row in rows(sign_in("gao").get("/customers/export.csv?q=wjg"))] == ["王建国"]


def test_an_export_is_in_history(sign_in, app: Flask, three):
    sign_in("gao").get("/customers/export.csv?q=wjg")
    with app.app_context():
        entry = db.session.scalars(select(Entry).where(Entry.action == "customers.exported")).one()
        assert entry.actor_name == "高总"
        assert entry.facts["rows"] == 1
        assert entry.facts["filters"]["q"] == "wjg"


def test_a_workbook_is_written_too(sign_in, three):
    assert sign_in("gao").get("/customers/export.xlsx").data.startswith(b"PK")


def test_too_many_rows_for_a_workbook_are_refused_with_a_way_out(sign_in, three, monkeypatch):
    monkeypatch.setattr(export, "MOST_IN_A_WORKBOOK", 2)
    answer = sign_in("gao").get("/customers/export.xlsx")
    assert answer.status_code == 422
    assert "Take CSV" in answer.text
    assert sign_in("gao").get("/customers/export.csv").status_code == 200


@pytest.mark.parametrize("who", ["fang", "su", "xu", "chen", "wu"])
def test_who_may_not_export_takes_nothing(sign_in, three, who):
    assert sign_in(who).get("/customers/export.csv").status_code == 403


def test_what_was_exported_comes_back_as_the_same(sign_in, app: Flask, three, folder):
    from app.domain.actor import OPERATOR
    from app.office.batches.commands import run_import

    (folder / "out.csv").write_bytes(sign_in("gao").get("/customers/export.csv").get_data())
    with app.app_context():
        batch = run_import("customers", folder / "out.csv", by=OPERATOR)
        assert batch.counts == {"rows": 3, "create": 0, "update": 0, "same": 3, "duplicate": 0, "refused": 0}


def test_the_links_of_a_filtered_list_take_its_filters_along(sign_in, three):
    region = sign_in("gao").get("/customers/?q=wjg", headers={"HX-Request": "true"}).text
    assert "/customers/export.csv?q=wjg" in region
    assert "/customers/export" not in sign_in("fang").get("/customers/?q=wjg").text
