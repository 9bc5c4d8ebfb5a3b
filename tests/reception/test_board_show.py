from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app import clock
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.reception.board import queries, service
from app.reception.board.models import Announcement, Screen
from app.reception.board.service import Setting
from app.reception.queue.models import Visit
from app.unit_of_work import unit_of_work
from tests import factories
from tests.reception.factories_visits import desk, purpose, visitor

WALL = Setting("大厅", 4, True)


def call(visit: Visit, desk_id: int | None = None, kind: str = "call", state: str = "called") -> None:
    """What a call does to the visit, and what the queue tells the board."""
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(update(Visit).where(Visit.id == visit.id).values(state=state, desk_id=desk_id))
        work.session.refresh(visit)
        service.announce(visit, kind, OPERATOR)


def test_the_newest_call_is_big_and_those_before_stand_below_it(context: None) -> None:
    pay, window = purpose(), desk()
    screen = service.add_screen(WALL, by=factories.actor("bai"))
    guests = [visitor(pay, f"B{number:03d}", "王小明") for number in range(1, 9)]
    for guest in guests[:7]:
        call(guest, window)
    call(guests[0], window, "recall")

    seen = queries.shown(screen)
    assert seen.now is not None
    assert (seen.now.number, seen.now.where, seen.now.again) == ("B001", "窗口 2", True)
    assert [one.number for one in seen.before] == ["B007", "B006", "B005", "B004"]
    assert {one.name for one in (seen.now, *seen.before)} == {"王**"}
    assert seen.waiting == (("缴费", 1),)
    assert [one.said.clips[2:6] for one in seen.spoken][-1] == ("b", "ling2", "ling2", "yi1")
    assert len(seen.spoken) == 8


def test_a_call_that_was_undone_leaves_the_screen(context: None) -> None:
    guest = visitor(purpose())
    screen = service.add_screen(WALL, by=factories.actor("bai"))
    call(guest)
    assert queries.shown(screen).now is not None
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(update(Visit).values(state="waiting"))
    assert queries.shown(screen).now is None
    assert queries.shown(screen).spoken == ()


def test_a_screen_shows_the_calls_of_its_desks_and_who_waits_for_them(context: None) -> None:
    pay, sales = purpose(), purpose("看房", "A")
    here, there = desk("窗口 1"), desk("洽谈区 1")
    screen = service.add_screen(Setting("窗口", 4, False, [here]), by=factories.actor("bai"))
    call(visitor(pay, "B001"), here)
    call(visitor(sales, "A001"), there)
    seen = queries.shown(screen)
    assert seen.now is not None
    assert seen.now.number == "B001"
    assert seen.before == ()
    assert seen.spoken == (), "this screen does not speak"


def test_calls_older_than_a_minute_are_not_spoken_any_more(context: None) -> None:
    guest = visitor(purpose())
    screen = service.add_screen(WALL, by=factories.actor("bai"))
    call(guest)
    clock.set_up(clock.local(clock.now()).tzinfo, clock.now() + timedelta(seconds=61))  # type: ignore[arg-type]
    assert queries.shown(screen).now is not None
    assert queries.shown(screen).spoken == ()


def test_at_midnight_the_screen_begins_anew(context: None) -> None:
    guest = visitor(purpose())
    screen = service.add_screen(WALL, by=factories.actor("bai"))
    call(guest)
    before = queries.revision()
    clock.set_up(clock.local(clock.now()).tzinfo, clock.now() + timedelta(hours=15, minutes=1))  # type: ignore[arg-type]
    assert queries.revision() != before
    assert queries.shown(screen).now is None


def test_an_announcement_keeps_the_name_as_it_was_masked_then(context: None) -> None:
    guest = visitor(purpose(), name="欧阳先生")
    call(guest)
    written = db.session.scalars(select(Announcement)).one()
    assert (written.name, written.number, written.kind) == ("欧**", "B001", "call")


def test_whoever_has_the_address_sees_the_screen_and_nobody_else_anything(app: Flask) -> None:
    with app.app_context():
        guest = visitor(purpose())
        screen = service.add_screen(WALL, by=factories.actor("bai"))
        call(guest, desk())
        token, screen_id = screen.token, screen.id
    stranger = app.test_client()
    page = stranger.get(f"/board/{token}")
    assert page.status_code == 200
    shown = lxml.html.document_fromstring(page.text)
    assert "B001" in page.text
    assert "王小明" not in page.text
    revision = shown.get_element_by_id("now").get("data-revision")
    assert stranger.get(f"/board/{token}/now", query_string={"seen": revision}).status_code == 204
    assert stranger.get(f"/board/{token}/now", query_string={"seen": "old"}).status_code == 200
    assert stranger.get("/board/unknown").status_code == 404

    with app.app_context():
        service.retire_screen(screen_id, 1, by=factories.actor("bai"))
    assert stranger.get(f"/board/{token}").status_code == 404
    assert stranger.get(f"/board/{token}/now").status_code == 404


def test_a_new_address_ends_the_old_one(context: None) -> None:
    bai = factories.actor("bai")
    screen = service.add_screen(WALL, by=bai)
    old = screen.token
    service.renew_address(screen.id, 1, by=bai)
    assert db.session.get_one(Screen, screen.id).token != old
    with pytest.raises(Conflict):
        service.retire_screen(screen.id, 1, by=bai)


def test_two_screens_have_two_names(context: None) -> None:
    service.add_screen(WALL, by=factories.actor("bai"))
    with pytest.raises(Refused) as refused:
        service.add_screen(WALL, by=factories.actor("bai"))
    assert refused.value.field == "name"


def test_a_screen_is_set_up_changed_and_retired_on_its_pages(sign_in: Callable[[str], FlaskClient], app: Flask) -> None:
    with app.app_context():
        window = desk()
    bai = sign_in("bai")
    form = lxml.html.document_fromstring(bai.get("/reception/board/add").text).xpath("//main//form")[0]
    sent = {**dict(form.form_values()), "name": "大厅", "lines": "8", "desk_ids": str(window)}
    setup = bai.post("/reception/board/add", data=sent).location
    page = bai.get(setup)
    assert "/board/" in page.text
    assert bai.post(setup, data={"name": "门口", "lines": "9", "version": "1"}).status_code == 422
    assert bai.post(setup, data={"name": "门口", "lines": "5", "version": "1"}).status_code == 303
    with app.app_context():
        screen = db.session.scalars(select(Screen)).one()
        assert (screen.name, screen.lines, screen.voice) == ("门口", 5, False)
        assert queries.desks_of(screen.id) == ()
    assert bai.post(f"{setup}/retire", data={"version": "2"}).status_code == 303
    assert "Retired" in bai.get("/reception/board/").text
    assert sign_in("wu").get("/reception/board/").status_code == 403
