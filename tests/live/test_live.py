"""A real server with two hundred screens: every change stands on all of them at once, whatever happens meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.access.feature import MANAGE_ACCESS
from app.office.access.models import Role, Session
from app.office.access.service import roles
from app.office.access.service.sessions import end_session
from tests.browser.office import copied
from tests.live.house import House, opened
from tests.live.server import cookie_of

pytestmark = pytest.mark.live
SCREENS, CHANGES = 200, 30
WITHIN = 0.3  # seconds, for 95 of 100 screens


@pytest.fixture(scope="module")
def house(template: Path, program: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = copied(template, tmp_path_factory.mktemp("live"))
    with opened(folder, program, QIANTAI_LIVE_STREAMS=str(SCREENS)) as found:
        yield found


def test_a_change_stands_on_two_hundred_screens_whoever_made_it(house: House) -> None:
    late: list[float] = []
    with house.screens(SCREENS) as screens:
        assert screens.wait(lambda: len(screens.open()) == SCREENS, 10)
        for change in [house.change_there, house.change_here] * CHANGES:
            revision, at = change()
            assert screens.wait_for("probe", revision)
            late += [one.heard["probe", revision] - at for one in screens.all]
        first, last = screens.all[0].said[0], screens.all[0].said[-1]
    assert len(late) == SCREENS * CHANGES * 2
    assert sorted(late)[int(len(late) * 0.95)] < WITHIN
    # After the first event only what has changed goes out, and all of it where somebody does not know the rest.
    assert (first["from"], last["from"]) == (0, last["revision"] - 1)
    assert len(first["html"]) > 5000
    assert len(last["html"]) < 1000


def test_signing_out_ends_the_stream_of_that_session_and_no_other(house: House) -> None:
    gone = cookie_of(house.app, "wu")
    with house.app.app_context():
        session = db.session.scalars(select(Session.id).order_by(Session.id.desc())).first()
    assert session is not None
    house.cookies.append(gone)
    with house.screens(5) as screens:
        assert screens.wait(lambda: len(screens.open()) == 5, 5)
        with house.app.app_context():
            end_session(session, by=OPERATOR)
        assert screens.wait(lambda: screens.all[4].ended, 1)
        assert len(screens.open()) == 4
    house.cookies.remove(gone)
    assert house.server.get("/live/stream", gone)[0] == 401
    assert house.server.get("/live/poll?probe=0", gone)[0] == 401


def test_a_right_that_is_given_opens_the_topic_without_a_new_sign_in(house: House) -> None:
    with house.screens(4) as screens:
        assert screens.wait(lambda: len(screens.open()) == 4, 5)
        assert all("secret" not in one.seen for one in screens.all)
        with house.app.app_context():
            role = db.session.scalars(select(Role).where(Role.key == "cashier")).one()
            allowed = [MANAGE_ACCESS.name]
            roles.change_role(role.id, name=None, permissions=allowed, among=allowed, by=OPERATOR)
        assert screens.wait(lambda: "secret" in screens.all[0].seen, 4)
        assert all("secret" not in one.seen for one in screens.all[1:])


def test_a_restart_takes_seconds_and_nobody_misses_what_changed_meanwhile(house: House) -> None:
    with house.screens(SCREENS) as screens:
        assert screens.wait(lambda: len(screens.open()) == SCREENS, 10)
        assert house.server.stop() < 3
        revision, _ = house.change_here()
        house.server.start()
        ready = time.monotonic()
        assert screens.wait(lambda: all(one.seen["probe"] >= revision for one in screens.all), 10)
        assert max(one.opened[-1] for one in screens.all) - ready < 3
        assert len(screens.open()) == SCREENS


def test_more_screens_than_the_server_bears_leave_room_for_ordinary_requests(house: House) -> None:
    with house.screens(SCREENS + 30) as screens:
        assert screens.wait(lambda: len(screens.open()) == SCREENS and screens.refused() == 30, 10)
        begun = time.monotonic()
        assert [house.server.get("/probe/slow", house.cookies[0])[0] for _ in range(3)] == [200] * 3
        assert time.monotonic() - begun < 2
        # Whoever has no stream asks instead, until another one goes.
        assert house.server.get("/live/poll?probe=0", house.cookies[1])[0] == 200
        screens.leave(screens.open()[:30])
        assert screens.wait(lambda: len(screens.open()) == SCREENS, 8)
