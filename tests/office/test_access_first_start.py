"""The first start: one token, one administrator, one deed."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select

from app import create_app
from app.extensions import db
from app.office.access import queries
from app.office.access.models import FirstStart, Role, RolePermission, SignIn
from app.office.access.service.first_start import new_token
from app.office.calendar.models import CalendarDay
from app.office.history.models import Entry
from app.office.policy import queries as policy
from app.office.policy.policy import OfficePolicy
from app.office.staff.models import Department, Staff
from app.roles import ROLES
from tests.conftest import settings_for

FILLED_IN = {
    "office": "城南燃气公司",
    "profile": "gas",
    "language": "zh_Hans_CN",
    "name": "王主任",
    "username": "Wang",
    "password": "moon over the west lake",
    "again": "moon over the west lake",
}
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("migrated")
    app = create_app(settings_for(folder))
    with app.app_context():
        upgrade()
        app.extensions["sqlalchemy"].engine.dispose()
    return folder


@pytest.fixture
def fresh(migrated: Path, tmp_path: Path) -> Iterator[Flask]:
    """The program on a database in which nobody has started yet."""
    for file in migrated.glob("qiantai.db*"):
        shutil.copy(file, tmp_path / file.name)
    app = create_app(settings_for(tmp_path))
    yield app
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


def token_of(app: Flask) -> str:
    with app.app_context():
        token = new_token()
    assert token is not None
    return token


def post(app: Flask, token: str, **data: str) -> Any:
    return app.test_client().post("/first-start", data={**FILLED_IN, "token": token, **data}, headers=ENGLISH)


def test_every_page_says_that_the_first_start_waits(fresh: Flask) -> None:
    client = fresh.test_client()
    for path in ("/", "/office/staff", "/search?q=x", "/sign-in"):
        answer = client.get(path, follow_redirects=True, headers=ENGLISH)
        assert answer.request.path == "/first-start"
        assert answer.status_code == 200
        assert "The first start waits" in answer.text
        assert "token=" not in answer.text
    posted = client.post("/sign-in", data={"username": "a", "password": "b"})
    assert posted.headers["Location"] == "/first-start"


def test_the_terminal_shows_an_address_that_opens_the_form(fresh: Flask) -> None:
    printed = fresh.test_cli_runner().invoke(args=["office", "first-start-token"]).output
    address = re.search(r"^http://127\.0\.0\.1:8000(/first-start\?token=\S+)$", printed, re.MULTILINE)
    assert address
    page = fresh.test_client().get(address[1], headers=ENGLISH)
    assert page.status_code == 200
    assert 'name="office"' in page.text
    for label in ("Gas company", "Service desk without rota", "简体中文"):
        assert label in page.text


def test_the_first_start_makes_the_office_and_signs_its_administrator_in(fresh: Flask) -> None:
    client = fresh.test_client()
    answer = client.post("/first-start", data={**FILLED_IN, "token": token_of(fresh), "profile": "service_desk"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    first_page = client.get("/")
    assert first_page.status_code == 200
    assert "城南燃气公司" in first_page.text
    assert "王主任" in first_page.text
    assert client.get("/office/staff").status_code == 200
    with fresh.app_context():
        office = policy.of(OfficePolicy)
        assert (office.name, office.profile, office.language) == ("城南燃气公司", "service_desk", "zh_Hans_CN")
        assert db.session.scalars(select(Department.name)).all() == ["办公室"]
        assert set(db.session.scalars(select(Role.key))) == set(ROLES)
        given = db.session.scalar(select(func.count()).select_from(RolePermission))
        assert given == sum(len(permissions) for _, permissions in ROLES.values())
        sign_in = db.session.scalars(select(SignIn)).one()
        assert (sign_in.username, sign_in.must_change) == ("wang", False)
        assert db.session.scalar(select(func.count()).select_from(CalendarDay)), "the calendar has its holidays"
        entry = db.session.scalars(select(Entry).where(Entry.action == "access.first_started")).one()
        assert (entry.actor_kind, entry.facts["name"]) == ("first_start", "王主任")


def test_afterwards_there_is_no_first_start_any_more(fresh: Flask) -> None:
    token = token_of(fresh)
    post(fresh, token)
    client = fresh.test_client()
    assert client.get("/first-start").headers["Location"] == "/sign-in"
    assert client.get(f"/first-start?token={token}").headers["Location"] == "/sign-in"
    assert post(fresh, token, username="second").headers["Location"] == "/sign-in"
    assert fresh.test_cli_runner().invoke(args=["office", "first-start-token"]).output == ""
    with fresh.app_context():
        assert len(db.session.scalars(queries.administrators()).all()) == 1
        assert db.session.scalars(select(FirstStart.used_at)).one() is not None


@pytest.mark.parametrize("token", ["wrong", "x" * 5000, "\x00x", "钥匙"])
def test_a_wrong_token_opens_nothing(fresh: Flask, token: str) -> None:
    token_of(fresh)
    page = fresh.test_client().get("/first-start", query_string={"token": token}, headers=ENGLISH)
    assert page.status_code == 403
    assert "This address is not valid, or no longer." in page.text
    assert 'name="office"' not in page.text
    assert post(fresh, token).status_code == 403
    with fresh.app_context():
        assert db.session.scalars(select(Staff)).all() == []


def test_a_new_token_replaces_the_one_before(fresh: Flask) -> None:
    old, new = token_of(fresh), token_of(fresh)
    assert post(fresh, old).status_code == 403
    assert post(fresh, new).status_code == 303


def test_the_token_is_stored_as_a_hash_only(fresh: Flask) -> None:
    token = token_of(fresh)
    with fresh.app_context():
        assert db.session.scalars(select(FirstStart.token_hash)).one() == queries.hash_of(token) != token


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"office": ""}, "office"),
        ({"profile": "circus"}, "profile"),
        ({"language": "tlh"}, "language"),
        ({"name": ""}, "name"),
        ({"username": "a b"}, "username"),
        ({"password": "short", "again": "short"}, "password"),
        ({"password": "wang.wang.wang", "again": "wang.wang.wang", "username": "wang.wang.wang"}, "password"),
        ({"again": "something else"}, "again"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_starts_nothing(fresh: Flask, data: dict[str, str], field: str) -> None:
    token = token_of(fresh)
    answer = post(fresh, token, **data)
    assert answer.status_code == 422
    assert f'id="{field}-errors"' in answer.text
    assert FILLED_IN["password"] not in answer.text
    with fresh.app_context():
        assert db.session.scalars(select(Staff)).all() == []
        assert db.session.scalars(select(FirstStart.used_at)).one() is None
    assert post(fresh, token).status_code == 303, "the token is not spent by a mistake"


def test_of_two_first_starts_at_once_one_wins(fresh: Flask) -> None:
    token = token_of(fresh)
    ready, answers = threading.Barrier(4), []

    def start(n: int) -> None:
        ready.wait()
        answers.append(post(fresh, token, username=f"admin{n}").headers.get("Location"))

    threads = [threading.Thread(target=start, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count("/") == 1
    with fresh.app_context():
        assert len(db.session.scalars(select(Staff)).all()) == 1
        assert len(db.session.scalars(select(SignIn)).all()) == 1


def test_an_english_office_gets_an_english_first_department(fresh: Flask) -> None:
    post(fresh, token_of(fresh), language="en")
    with fresh.app_context():
        assert db.session.scalars(select(Department.name)).all() == ["Office"]


def test_where_an_administrator_is_no_token_is_made(context: None) -> None:
    assert new_token() is None


@pytest.mark.parametrize(("host", "shown"), [("0.0.0.0", "localhost"), ("desk.example", "desk.example")])
def test_the_printed_address_can_be_opened_from_the_terminal(fresh: Flask, host: str, shown: str) -> None:
    fresh.config.update(HOST=host, PORT=8080)
    printed = fresh.test_cli_runner().invoke(args=["office", "first-start-token"]).output
    assert f"http://{shown}:8080/first-start?token=" in printed
