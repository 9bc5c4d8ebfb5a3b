"""Sessions: how they end, and what a user chose for himself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import clock, create_app
from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.access.models import Session, SignIn
from app.office.history.models import Entry
from app.office.policy.service import set_values
from tests import factories
from tests.conftest import settings_for

SignInAs = Callable[[str], FlaskClient]


def later(**time: int) -> Any:
    return time_machine.travel(datetime.now(UTC) + timedelta(**time))


def session_of(username: str) -> Session:
    query = select(Session).where(Session.staff_id == factories.staff_id(username)).order_by(Session.id.desc())
    return db.session.scalars(query.limit(1)).one()


def is_out(client: FlaskClient) -> bool:
    answer = client.get("/")
    return answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in")


def test_signing_out_ends_the_row_so_that_a_copied_cookie_is_worthless(app: Flask, sign_in: SignInAs) -> None:
    client, thief = sign_in("chen"), app.test_client()
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    with thief.session_transaction() as cookie:
        cookie["_user_id"] = token
    assert is_out(thief)
    assert is_out(client)
    with app.app_context():
        assert session_of("chen").ended_why == "signed_out"
        assert db.session.scalars(select(Entry).where(Entry.action == "access.signed_out")).one().actor_name == "陈收"


def test_signing_out_leaves_the_other_desk_alone(sign_in: SignInAs) -> None:
    here, there = sign_in("chen"), sign_in("chen")
    here.post("/sign-out")
    assert not is_out(there)


def test_a_session_unused_for_twelve_hours_is_over(sign_in: SignInAs) -> None:
    client = sign_in("chen")
    with later(hours=11, minutes=50):
        assert not is_out(client)
    with later(hours=23):
        assert not is_out(client), "it was used in between"
    with later(hours=35, minutes=1):
        assert is_out(client)


def test_a_session_in_daily_use_is_over_after_a_week(sign_in: SignInAs) -> None:
    client = sign_in("chen")
    for hours in range(10, 168, 10):
        with later(hours=hours):
            assert not is_out(client)
    with later(hours=168, minutes=1):
        assert is_out(client)


def test_the_office_sets_how_long_a_session_lasts(app: Flask, sign_in: SignInAs) -> None:
    client = sign_in("chen")
    with app.app_context():
        set_values({"office.access.idle_hours": "1"}, valid_from=clock.today(), reason=None, by=OPERATOR)
    with later(minutes=61):
        assert is_out(client)


def test_use_is_written_down_at_most_every_five_minutes(app: Flask, sign_in: SignInAs) -> None:
    client = sign_in("chen")
    with app.app_context():
        before = session_of("chen").seen_at
    with later(minutes=4):
        client.get("/")
        with app.app_context():
            assert session_of("chen").seen_at == before
    with later(minutes=6):
        client.get("/")
        with app.app_context():
            assert session_of("chen").seen_at > before


@pytest.mark.parametrize("method", ["get", "post"])
def test_htmx_is_sent_to_the_sign_in_page_when_the_session_has_ended(sign_in: SignInAs, method: str) -> None:
    client = sign_in("chen")
    path = "/" if method == "get" else "/theme"
    with later(hours=13):
        answer = getattr(client, method)(path, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in"


def test_the_ended_session_is_noticed_before_the_token_against_forgery(folder: Path) -> None:
    strict = create_app(settings_for(folder, WTF_CSRF_ENABLED=True))
    client = factories.signed_in(strict, "chen")
    assert client.post("/theme").status_code == 400
    with later(hours=13):
        answer = client.post("/theme", headers={"HX-Request": "true"})
        plain = client.post("/theme")
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in")
    assert (plain.status_code, plain.headers["Location"]) == (303, "/sign-in")


def test_an_administrator_ends_a_running_session(app: Flask, sign_in: SignInAs) -> None:
    chen, admin = sign_in("chen"), sign_in("admin")
    with app.app_context():
        session_id, staff_id = session_of("chen").id, factories.staff_id("chen")
    path = f"/office/sessions/{session_id}/end"
    assert f'action="{path}"' in admin.get(f"/office/staff/{staff_id}").text
    assert admin.post(path).headers["Location"] == f"/office/staff/{staff_id}"
    assert is_out(chen)
    assert "Not signed in anywhere." in admin.get(f"/office/staff/{staff_id}").text
    assert admin.post(path).status_code == 422
    with app.app_context():
        entry = db.session.scalars(select(Entry).where(Entry.action == "access.session_ended")).one()
        assert entry.facts["name"] == "陈收"


def test_the_chosen_language_is_kept_with_the_person(app: Flask, sign_in: SignInAs) -> None:
    client = sign_in("chen")
    assert 'name="next" value="/search?q=chen"' in client.get("/search?q=chen").text
    answer = client.post("/language", data={"language": "zh_Hans_CN", "next": "/search?q=chen"})
    assert answer.headers["Location"] == "/search?q=chen"
    assert '<html lang="zh-CN"' in client.get("/").text
    assert '<html lang="zh-CN"' in sign_in("chen").get("/").text, "on another desk as well"
    with app.app_context():
        entry = db.session.scalars(select(Entry).where(Entry.action == "access.preference_chosen")).one()
        assert entry.facts["changes"] == [{"field": "language", "old": None, "new": "zh_Hans_CN"}]


def test_an_unknown_language_is_refused(sign_in: SignInAs) -> None:
    assert sign_in("chen").post("/language", data={"language": "tlh"}).status_code == 422


def test_choosing_a_language_leads_nowhere_else(app: Flask) -> None:
    answer = app.test_client().post("/language", data={"language": "en", "next": "//evil.example"})
    assert answer.headers["Location"] == "/"


def test_light_and_dark_change_places(app: Flask, sign_in: SignInAs) -> None:
    client = sign_in("chen")
    assert client.post("/theme", data={"next": "/search"}).headers["Location"] == "/search"
    assert 'data-bs-theme="dark">' in client.get("/").text
    client.post("/theme")
    with app.app_context():
        assert db.session.scalars(select(SignIn.theme).where(SignIn.username == "chen")).one() == "light"
