"""Signing in: the right password, the wrong one, too many wrong ones."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app import create_app
from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.access import passwords
from app.office.access.models import FailedSignIn, Session, SignIn
from app.office.access.queries import hash_of
from app.office.access.service.passwords import reset_password
from app.office.history.models import Entry
from app.office.staff.models import Staff
from app.unit_of_work import unit_of_work
from tests import factories
from tests.conftest import settings_for

ENGLISH = {"Accept-Language": "en"}


def post(client: FlaskClient, username: str = "chen", password: str = factories.PASSWORD, **more: Any) -> Any:
    headers = {**ENGLISH, **more.pop("headers", {})}
    data = {"username": username, "password": password, **more.pop("data", {})}
    return client.post("/sign-in", data=data, headers=headers, **more)


def later(**time: int) -> Any:
    return time_machine.travel(datetime.now(UTC) + timedelta(**time))


@pytest.fixture
def second(folder: Path) -> Iterator[Flask]:
    """Another process of the same program on the same database."""
    made = create_app(settings_for(folder))
    yield made
    with made.app_context():
        made.extensions["sqlalchemy"].engine.dispose()


def test_the_right_password_opens_the_first_page(app: Flask) -> None:
    client = app.test_client()
    answer = post(client)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "陈收" in client.get("/").text


def test_signing_in_is_recorded_with_the_person(app: Flask) -> None:
    post(app.test_client())
    with app.app_context():
        entry = db.session.scalars(select(Entry).where(Entry.action == "access.signed_in")).one()
        assert entry.staff_id == factories.staff_id("chen")


def test_the_user_name_may_be_typed_in_capitals(app: Flask) -> None:
    assert post(app.test_client(), " CHEN ").status_code == 303


@pytest.mark.parametrize(
    ("username", "password"), [("chen", "wrong"), ("nobody", factories.PASSWORD), ("nobody", "wrong 2")]
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(app: Flask, username: str, password: str) -> None:
    answer = post(app.test_client(), username, password)
    assert answer.status_code == 422
    assert "The user name or the password is not right." in answer.text
    assert f'value="{username}"' in answer.text
    assert password not in answer.text


def test_an_unknown_name_costs_the_same_work(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    verified = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Any:
            verified.append(self.check_needs_rehash(str(hash)))
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_hasher", Counting(time_cost=1, memory_cost=8, parallelism=1))
    post(app.test_client(), "chen", "wrong")
    post(app.test_client(), "nobody", "wrong")
    assert verified == [False, False]


def test_who_has_left_cannot_sign_in(app: Flask) -> None:
    with app.app_context(), unit_of_work(by=OPERATOR) as work:
        work.session.execute(update(Staff).where(Staff.id == factories.staff_id("chen")).values(active=False))
    assert post(app.test_client()).status_code == 422


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"username": ""}, "Please fill this in."),
        ({"password": ""}, "Please fill this in."),
        ({"username": "x" * 41}, "This is too long."),
        ({"password": "x" * 201}, "This is too long."),
        ({"username": "\x00"}, "Please fill this in."),
    ],
)
def test_bad_input_is_told_beside_its_field(app: Flask, data: dict[str, str], sentence: str) -> None:
    answer = post(app.test_client(), data=data)
    assert answer.status_code == 422
    assert sentence in answer.text
    (field,) = data
    assert f'id="{field}-errors"' in answer.text


def test_after_five_failures_even_the_right_password_must_wait(app: Flask) -> None:
    client = app.test_client()
    assert [post(client, password="wrong").status_code for _ in range(5)] == [422] * 5
    answer = post(client)
    assert answer.status_code == 429
    assert "Minutes to wait: 15." in answer.text
    assert answer.headers["Retry-After"] == "900"


def test_the_pause_holds_in_every_process(app: Flask, second: Flask) -> None:
    for made in (app, second, app, second, app):
        assert post(made.test_client(), "CHEN", "wrong").status_code == 422
    assert post(second.test_client()).status_code == 429
    assert post(app.test_client()).status_code == 429


def test_the_pause_ends(app: Flask) -> None:
    for _ in range(5):
        post(app.test_client(), password="wrong")
    with later(minutes=15, seconds=1):
        assert post(app.test_client()).status_code == 303


def test_another_name_from_the_same_computer_need_not_wait(app: Flask) -> None:
    for _ in range(6):
        post(app.test_client(), password="wrong")
    assert post(app.test_client(), "fang").status_code == 303


def test_one_computer_that_tries_many_names_must_wait(app: Flask) -> None:
    for n in range(30):
        assert post(app.test_client(), f"guess{n}", "wrong").status_code == 422
    assert post(app.test_client(), "fang").status_code == 429
    elsewhere = post(app.test_client(), "fang", environ_base={"REMOTE_ADDR": "10.0.0.9"})
    assert elsewhere.status_code == 303


def test_a_success_forgets_the_failures_of_that_name(app: Flask) -> None:
    for _ in range(4):
        post(app.test_client(), password="wrong")
    post(app.test_client(), "fang", "wrong")
    post(app.test_client())
    with app.app_context():
        left = db.session.scalars(select(FailedSignIn.username).order_by(FailedSignIn.id)).all()
    assert left == ["fang"]


def test_guesses_that_arrive_at_once_are_all_counted(app: Flask, second: Flask) -> None:
    answers: list[int] = []
    ready = threading.Barrier(10)

    def guess(made: Flask) -> None:
        ready.wait()
        answers.append(post(made.test_client(), password="wrong").status_code)

    threads = [threading.Thread(target=guess, args=(made,)) for made in (app, second) * 5]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [422] * 5 + [429] * 5


def test_at_most_two_passwords_are_checked_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, lock = 0, 0, threading.Lock()

    class Slow(PasswordHasher):
        def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            threading.Event().wait(0.02)
            with lock:
                running -= 1
            return ""

    monkeypatch.setattr(passwords, "_hasher", Slow())
    threads = [threading.Thread(target=passwords.hashed, args=("x",)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_the_parameters_of_a_real_office_are_strong() -> None:
    assert (passwords.STRONG.memory_cost, passwords.STRONG.time_cost) == (65536, 3)


def test_a_hash_with_old_parameters_is_renewed_at_sign_in(app: Flask) -> None:
    old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(factories.PASSWORD)
    with app.app_context(), unit_of_work(by=OPERATOR) as work:
        work.session.execute(
            update(SignIn).where(SignIn.staff_id == factories.staff_id("chen")).values(password_hash=old)
        )
    assert post(app.test_client()).status_code == 303
    with app.app_context():
        stored = db.session.scalars(select(SignIn.password_hash).where(SignIn.username == "chen")).one()
    assert "m=8,t=1" in stored
    assert post(app.test_client()).status_code == 303


def test_each_sign_in_makes_a_new_token_and_empties_the_cookie(app: Flask) -> None:
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "chosen by somebody else"
        cookie["planted"] = "x"
        cookie["language"] = "en"
    post(client)
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
        assert token != "chosen by somebody else"
        assert "planted" not in cookie
        assert cookie["language"] == "en"
    with app.app_context():
        row = db.session.scalars(select(Session).where(Session.token_hash == hash_of(token))).one()
        assert row.staff_id == factories.staff_id("chen")
    assert app.test_client().get("/").status_code == 303


def test_signing_in_again_ends_the_session_of_before(app: Flask) -> None:
    client = app.test_client()
    post(client)
    with client.session_transaction() as cookie:
        before = cookie["_user_id"]
    post(client, "fang")
    with app.app_context():
        ended = db.session.scalars(select(Session.ended_at).where(Session.token_hash == hash_of(before))).one()
    assert ended is not None
    assert "方前" in client.get("/").text


def test_after_signing_in_the_user_is_where_he_wanted_to_go(app: Flask) -> None:
    client = app.test_client()
    turned_away = client.get("/office/staff?state=all")
    assert turned_away.headers["Location"] == "/sign-in?next=/office/staff?state%3Dall"
    assert 'name="next" value="/office/staff?state=all"' in client.get(turned_away.headers["Location"]).text
    answer = post(client, "admin", data={"next": "/office/staff?state=all"})
    assert answer.headers["Location"] == "/office/staff?state=all"


@pytest.mark.parametrize(
    "way", ["//evil.example", "\\\\evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example"]
)
def test_a_link_cannot_send_the_user_elsewhere_after_signing_in(app: Flask, way: str) -> None:
    page = app.test_client().get("/sign-in", query_string={"next": way}).text
    assert '<input type="hidden" name="next" value="/">' in page
    assert post(app.test_client(), data={"next": way}).headers["Location"] == "/"
    signed_in = factories.signed_in(app, "chen")
    assert signed_in.get("/sign-in", query_string={"next": way}).headers["Location"] == "/"


def test_the_sign_in_page_speaks_the_language_chosen_before(app: Flask) -> None:
    client = app.test_client()
    answer = client.post("/language", data={"language": "en", "next": "/sign-in?next=/search"})
    assert answer.headers["Location"] == "/sign-in?next=/search"
    assert '<html lang="en"' in client.get("/sign-in").text
    client.post("/language", data={"language": "zh_Hans_CN"})
    assert '<html lang="zh-CN"' in client.get("/sign-in", headers=ENGLISH).text


def test_failures_are_forgotten_after_a_month(app: Flask) -> None:
    post(app.test_client(), "fang", "wrong")
    with later(days=31):
        post(app.test_client(), "chen", "wrong")
    with app.app_context():
        assert db.session.scalars(select(FailedSignIn.username)).all() == ["chen"]


def test_a_password_reset_during_the_check_opens_no_session(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    matches = passwords.matches

    def meanwhile(stored: str | None, password: str) -> bool:
        found = matches(stored, password)
        with unit_of_work(by=OPERATOR):
            reset_password(factories.staff_id("chen"), passwords.hashed("reset meanwhile"), by=OPERATOR)
        return found

    monkeypatch.setattr(passwords, "matches", meanwhile)
    assert post(app.test_client()).status_code == 422
    with app.app_context():
        assert db.session.scalars(select(Session)).all() == []
