"""People and passwords from the shell."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.office.access.models import SignIn
from app.office.access.queries import actor_of
from app.office.history.models import Entry
from app.office.staff.models import Staff


def run(app: Flask, *args: str) -> tuple[int, str, str]:
    result = app.test_cli_runner().invoke(args=["office", *args])
    return result.exit_code, result.stdout.strip(), result.stderr.strip()


def signs_in(app: Flask, username: str, password: str) -> bool:
    answer = app.test_client().post("/sign-in", data={"username": username, "password": password})
    return answer.status_code == 303


def test_the_operator_adds_a_person_with_sign_in_and_roles(app: Flask) -> None:
    args = (
        "新人",
        "--username",
        "Xin",
        "--role",
        "cashier",
        "--role",
        "Sales",
        "--department",
        "销售部",
        "--phone",
        "8001",
    )
    status, password, said = run(app, "add-staff", *args)
    assert (status, said) == (0, "")
    assert signs_in(app, "xin", password)
    with app.app_context():
        staff_id = db.session.scalars(select(SignIn.staff_id).where(SignIn.username == "xin")).one()
        person = db.session.get_one(Staff, staff_id)
        assert actor_of(staff_id).departments("billing.payments.take") == {person.department_id}
        entry = db.session.scalars(select(Entry).where(Entry.action == "staff.added")).one()
        assert entry.actor_kind == "operator"


def test_a_person_without_a_user_name_gets_no_password(app: Flask) -> None:
    assert run(app, "add-staff", "新人") == (0, "", "")


def test_an_administrator_is_named_as_the_one_who_did_it(app: Flask) -> None:
    assert run(app, "add-staff", "新人", "--by", "admin")[0] == 0
    with app.app_context():
        assert db.session.scalars(select(Entry).where(Entry.action == "staff.added")).one().actor_name == "管理员"


@pytest.mark.parametrize(
    "args",
    [
        ("add-staff", "新人", "--by", "chen"),
        ("add-staff", "新人", "--by", "nobody"),
        ("add-staff", "新人", "--role", "king"),
        ("add-staff", "新人", "--department", "月球"),
        ("add-staff", "新人", "--username", "chen"),
        ("reset-password", "nobody"),
        ("reset-password", "chen", "--by", "wu"),
    ],
)
def test_what_is_refused_is_one_line_and_status_2(app: Flask, args: tuple[str, ...]) -> None:
    status, out, said = run(app, *args)
    assert (status, out) == (2, "")
    assert len(said.splitlines()) == 1
    with app.app_context():
        assert db.session.scalars(select(Staff).where(Staff.name == "新人")).all() == []


def test_the_operator_resets_a_password(app: Flask) -> None:
    status, password, _ = run(app, "reset-password", "CHEN")
    assert status == 0
    assert signs_in(app, "chen", password)
    with app.app_context():
        assert db.session.scalars(select(SignIn.must_change).where(SignIn.username == "chen")).one()
