"""Departments: added, renamed, moved, taken out of use."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.office.history.models import Entry
from app.office.staff.models import Department
from app.office.staff.rules import check_last_day, check_parent
from app.office.staff.service import add_department

SignInAs = Callable[[str], FlaskClient]


def department(name: str) -> Department:
    return db.session.scalars(select(Department).where(Department.name == name)).one()


def add(client: FlaskClient, **data: Any) -> Any:
    key = re.search(r'name="form_key" value="([^"]+)"', client.get("/office/departments/add").text)
    assert key
    return client.post("/office/departments/add", data={"form_key": key[1], **data})


def test_a_department_is_added_below_another(app: Flask, sign_in: SignInAs) -> None:
    admin = sign_in("admin")
    with app.app_context():
        above = department("营业厅").id
    assert add(admin, name="抄表班", parent=above).headers["Location"] == "/office/departments"
    with app.app_context():
        assert department("抄表班").parent_id == above
        facts = db.session.scalars(select(Entry.facts).where(Entry.action == "staff.department_added")).one()
        assert facts == {"name": "抄表班", "parent": above}
    assert "抄表班" in admin.get("/office/departments").text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"name": "财务部"}, "There is a department of this name already."),
        ({"name": "x" * 121}, "This is too long."),
        ({"name": "新", "parent": "999"}, "Please choose one of the list."),
    ],
)
def test_an_unfit_department_is_refused(sign_in: SignInAs, data: dict[str, str], sentence: str) -> None:
    answer = add(sign_in("admin"), **data)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_department_is_renamed_and_moved_with_old_and_new_in_history(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        finance, office = department("财务部").id, department("办公室").id
    data = {"name": "财务科", "parent": office, "active": "y"}
    assert sign_in("admin").post(f"/office/departments/{finance}", data=data).status_code == 303
    with app.app_context():
        assert department("财务科").parent_id == office
        facts = db.session.scalars(select(Entry.facts).where(Entry.action == "staff.department_changed")).one()
        assert facts["changes"] == [
            {"field": "name", "old": "财务部", "new": "财务科"},
            {"field": "parent_id", "old": None, "new": office},
        ]


def test_a_department_in_which_people_work_stays_in_use(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        sales, empty = department("销售部").id, add_department("旧部门", by=OPERATOR).id
    admin = sign_in("admin")
    answer = admin.post(f"/office/departments/{sales}", data={"name": "销售部"})
    assert answer.status_code == 422
    assert "People still work in this department." in answer.text
    assert admin.post(f"/office/departments/{empty}", data={"name": "旧部门"}).status_code == 303
    assert "旧部门" not in admin.get("/office/staff/add").text, "nobody is put into it any more"


def test_a_department_cannot_hang_below_itself(app: Flask, sign_in: SignInAs) -> None:
    with app.app_context():
        above = department("办公室").id
        below = add_department("下级", parent_id=above, by=OPERATOR).id
    answer = sign_in("admin").post(
        f"/office/departments/{above}", data={"name": "办公室", "parent": below, "active": "y"}
    )
    assert answer.status_code == 422
    assert "A department cannot belong to itself or to one below it." in answer.text


def test_a_missing_department_is_not_found(sign_in: SignInAs) -> None:
    assert sign_in("admin").get("/office/departments/999").status_code == 404


@given(st.lists(st.tuples(st.integers(0, 7), st.none() | st.integers(0, 7)), max_size=40))
def test_moves_that_are_allowed_never_make_a_circle(moves: list[tuple[int, int | None]]) -> None:
    parents: dict[int, int | None] = dict.fromkeys(range(8))
    for one, parent in moves:
        try:
            check_parent(parents, one, parent)
        except Refused:
            continue
        parents[one] = parent
    for one in parents:
        above, steps = parents[one], 0
        while above is not None:
            above, steps = parents[above], steps + 1
            assert steps <= 8


def test_the_last_day_may_be_the_first_and_may_be_today() -> None:
    check_last_day(date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 20))
    check_last_day(date(2026, 11, 20), None, date(2026, 11, 20))
