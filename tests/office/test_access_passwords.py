"""The own password, one-time passwords, and what becomes of running sessions."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.access import passwords
from app.office.access.models import SignIn
from app.office.access.service import passwords as verbs
from app.office.history.models import Entry
from app.office.staff.service import add_staff
from tests import factories

SignInAs = Callable[[str], FlaskClient]
NEW = "moon over the west lake"


def change(client: FlaskClient, **data: str) -> object:
    typed = {"present": factories.PASSWORD, "password": NEW, "again": NEW, **data}
    return client.post("/change-password", data=typed)


def sign_in_by_form(app: Flask, username: str, password: str) -> FlaskClient:
    client = app.test_client()
    answer = client.post(
        "/sign-in", data={"username": username, "password": password}, headers={"Accept-Language": "en"}
    )
    assert answer.status_code == 303, answer.text
    return client


def is_out(client: FlaskClient) -> bool:
    return client.get("/search").headers.get("Location", "").startswith("/sign-in")


def test_a_new_password_ends_every_session_but_opens_a_new_one_here(app: Flask, sign_in: SignInAs) -> None:
    here, there = sign_in("chen"), sign_in("chen")
    with here.session_transaction() as cookie:
        before = cookie["_user_id"]
    answer = change(here)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    with here.session_transaction() as cookie:
        assert cookie["_user_id"] != before
    assert "The password is changed." in here.get("/").text
    assert is_out(there)
    assert not is_out(sign_in_by_form(app, "chen", NEW))
    with app.app_context():
        assert db.session.scalars(select(Entry).where(Entry.action == "access.password_changed")).one()


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({"present": "wrong"}, "present", "The present password is not right."),
        ({"present": ""}, "present", "Please fill this in."),
        ({"password": "short", "again": "short"}, "password", "The password needs at least this many characters: 10."),
        ({"password": "1234567890", "again": "1234567890"}, "password", "one of those that are guessed first"),
        ({"password": factories.PASSWORD, "again": factories.PASSWORD}, "password", "than the present one"),
        ({"again": "another one"}, "again", "The two passwords differ."),
        ({"password": "", "again": ""}, "password", "Please fill this in."),
    ],
)
def test_an_unfit_password_is_told_beside_its_field(
    sign_in: SignInAs, data: dict[str, str], field: str, sentence: str
) -> None:
    client = sign_in("chen")
    answer = change(client, **data)
    assert answer.status_code == 422
    beside = re.search(rf'id="{field}-errors">(.*?)</div>\s*</div>', answer.text, re.DOTALL)
    assert beside, answer.text
    assert sentence in beside[1]
    assert not is_out(client)


def test_guessing_the_present_password_is_slowed_down(sign_in: SignInAs) -> None:
    client = sign_in("chen")
    assert [change(client, present="wrong").status_code for _ in range(5)] == [422] * 5
    answer = change(client)
    assert answer.status_code == 429
    assert "Minutes to wait: 15." in answer.text


def test_a_reset_password_is_shown_once_and_must_be_changed_first(app: Flask, sign_in: SignInAs) -> None:
    chen, admin = sign_in("chen"), sign_in("admin")
    with app.app_context():
        path = f"/office/staff/{factories.staff_id('chen')}/password"
    key = re.search(r'name="form_key" value="([^"]+)"', admin.get(path).text)
    assert key
    answer = admin.post(path, data={"form_key": key[1]})
    assert answer.headers["Cache-Control"] == "no-store"
    password = re.search(r'<code class="fs-2" translate="no">([^<]+)</code>', answer.text)
    assert password
    assert is_out(chen)
    again = admin.post(path, data={"form_key": key[1]})
    assert again.status_code == 303, "a reload makes no second one"
    client = sign_in_by_form(app, "chen", password[1])
    for way in ("/", "/search", "/jobs/1"):
        assert client.get(way).headers["Location"] == "/change-password"
    assert client.get("/search", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/change-password"
    page = client.get("/change-password", headers={"Accept-Language": "en"}).text
    assert "You have signed in with a one-time password." in page
    assert change(client, present=password[1], password=password[1], again=password[1]).status_code == 422
    assert change(client, present=password[1]).status_code == 303
    assert client.get("/search").status_code == 200
    with app.app_context():
        facts = db.session.scalars(select(Entry.facts).where(Entry.action == "access.password_reset")).one()
        assert facts == {"name": "陈收"}, "never the password"


def test_who_must_change_the_password_may_still_sign_out(app: Flask) -> None:
    with app.app_context():
        verbs.reset_password(factories.staff_id("chen"), passwords.hashed("one-time-only"), by=OPERATOR)
    client = sign_in_by_form(app, "chen", "one-time-only")
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    assert is_out(client)


def test_a_reset_password_frees_a_locked_name(app: Flask) -> None:
    for _ in range(5):
        app.test_client().post("/sign-in", data={"username": "chen", "password": "wrong"})
    with app.app_context():
        verbs.reset_password(factories.staff_id("chen"), passwords.hashed("one-time-only"), by=OPERATOR)
    sign_in_by_form(app, "chen", "one-time-only")


def test_a_sign_in_is_given_once_and_under_a_free_name(context: None) -> None:
    person = add_staff("新人", by=OPERATOR)
    hashed = passwords.hashed("whatever it is")
    with pytest.raises(Refused, match="taken"):
        verbs.give_sign_in(person.id, " CHEN ", hashed, by=OPERATOR)
    with pytest.raises(Refused, match="letters or digits"):
        verbs.give_sign_in(person.id, "x", hashed, by=OPERATOR)
    verbs.give_sign_in(person.id, "Xin", hashed, by=OPERATOR)
    with pytest.raises(Refused, match="can sign in already"):
        verbs.give_sign_in(person.id, "xin2", hashed, by=OPERATOR)
    stored = db.session.scalars(select(SignIn).where(SignIn.staff_id == person.id)).one()
    assert (stored.username, stored.must_change) == ("xin", True)
    entry = db.session.scalars(select(Entry).where(Entry.action == "access.sign_in_given")).one()
    assert entry.facts == {"name": "新人", "username": "xin"}


def test_who_has_no_sign_in_has_no_password_to_reset(context: None) -> None:
    person = add_staff("新人", by=OPERATOR)
    with pytest.raises(Refused, match="no sign-in"):
        verbs.reset_password(person.id, "hash", by=OPERATOR)


def test_two_changes_of_one_password_at_once_do_not_both_hold(context: None, monkeypatch: pytest.MonkeyPatch) -> None:
    staff_id = factories.staff_id("chen")
    hashed = passwords.hashed

    def meanwhile(password: str) -> str:
        monkeypatch.setattr(passwords, "hashed", hashed)
        verbs.reset_password(staff_id, hashed("reset meanwhile"), by=OPERATOR)
        return hashed(password)

    monkeypatch.setattr(passwords, "hashed", meanwhile)
    with pytest.raises(Conflict):
        verbs.change_password(
            staff_id, present=factories.PASSWORD, new=NEW, address=None, browser=None, by=factories.actor("chen")
        )


def test_one_time_passwords_differ_and_hold_no_signs_that_look_alike() -> None:
    made = {passwords.one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"([a-hj-km-z2-9]{4}-){3}[a-hj-km-z2-9]{4}", one) for one in made)
