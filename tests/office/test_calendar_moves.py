"""Before the calendar is saved it shows the open deadlines that the change would move."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app import clock
from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.calendar import moves, service
from app.office.calendar.models import CalendarDay, CalendarYear
from app.office.deadlines.service import pause_deadline, stop_deadlines
from app.web import registry
from tests.domain.calendars import DAYS, OFFICIAL
from tests.office import calendar_hooks, factories_deadlines
from tests.office.calendar_hooks import heard, terms
from tests.support import count_queries

Browser = Callable[[str], FlaskClient]
OFF = {"kind": "off", "name": "停电"}
MONDAY = "/calendar/day/2026-11-23"


@pytest.fixture(autouse=True)
def hanging(app: Flask) -> Iterator[None]:
    """A feature with a term of three working days from Friday 20 November on and one that ends before."""
    app.extensions[registry.KEY] += (calendar_hooks.FEATURE,)
    terms[:] = [(date(2026, 11, 20), 3), (date(2026, 11, 16), 3)]
    yield
    terms.clear()
    heard.clear()


def is_off(app: Flask) -> bool:
    with app.app_context():
        return db.session.get(CalendarDay, date(2026, 11, 23)) is not None


def test_a_day_that_moves_deadlines_is_saved_with_the_second_press_only(app: Flask, sign_in: Browser) -> None:
    client = sign_in("admin")
    asked = client.post(MONDAY, data=OFF)
    assert asked.status_code == 200
    assert "Open deadlines that this change would move: 1" in asked.text
    assert [one in asked.text for one in ("/terms/1", "/terms/2", "2026-11-25", "2026-11-26")] == [
        True,
        False,
        True,
        True,
    ]
    assert not is_off(app)
    assert heard == []
    region = asked.text.partition('id="moves"')[2]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', region))
    assert hidden == {"csrf_token": hidden["csrf_token"], "confirmed": "yes", **OFF}
    assert f'action="{MONDAY}"' in asked.text
    assert client.post(MONDAY, data=hidden).status_code == 303
    assert is_off(app)
    assert heard == [("管理员", date(2026, 11, 26))]


def test_with_nothing_to_move_a_day_is_saved_at_once(app: Flask, sign_in: Browser) -> None:
    client = sign_in("admin")
    assert client.post("/calendar/day/2026-11-28", data=OFF).status_code == 303  # a Saturday
    assert client.post("/calendar/day/2026-12-01", data=OFF).status_code == 303  # after the last due day
    assert client.post("/calendar/day/2026-11-16", data=OFF).status_code == 303  # before the first start
    assert client.post("/calendar/day/2026-11-17", data={**OFF, "name": ""}).status_code == 422


def test_another_name_for_the_same_day_off_asks_nothing(app: Flask, sign_in: Browser) -> None:
    client = sign_in("admin")
    client.post(MONDAY, data={**OFF, "confirmed": "yes"})
    assert client.post(MONDAY, data={**OFF, "name": "停水"}).status_code == 303
    with app.app_context():
        assert db.session.get_one(CalendarDay, date(2026, 11, 23)).name == "停水"


def test_what_is_asked_is_refused_first_where_it_cannot_be_read(app: Flask, sign_in: Browser) -> None:
    answer = sign_in("admin").post(MONDAY, data={"kind": "perhaps", "name": "x", "confirmed": "yes"})
    assert answer.status_code == 422
    assert not is_off(app)


def test_removing_an_entry_asks_as_well(app: Flask, sign_in: Browser) -> None:
    client = sign_in("admin")
    client.post(MONDAY, data={**OFF, "confirmed": "yes"})
    asked = client.post(f"{MONDAY}/clear")
    assert asked.status_code == 200
    assert 'action="/calendar/day/2026-11-23/clear"' in asked.text
    assert is_off(app)
    assert client.post(f"{MONDAY}/clear", data={"confirmed": "yes"}).status_code == 303
    assert not is_off(app)
    assert client.post(f"{MONDAY}/clear").status_code == 422


def test_taking_over_the_official_holidays_asks_where_they_move_something(app: Flask, sign_in: Browser) -> None:
    terms[:] = [(date(2026, 9, 30), 3)]
    client = sign_in("admin")
    asked = client.post("/calendar/seed?month=2026-10")
    assert asked.status_code == 200
    assert [day in asked.text for day in ("2026-10-05", "2026-10-10")] == [True, True]
    assert 'action="/calendar/seed?month=2026-10"' in asked.text
    with app.app_context():
        assert db.session.get(CalendarYear, 2026) is None
    answer = client.post("/calendar/seed?month=2026-10", data={"confirmed": "yes"})
    assert (answer.status_code, answer.location) == (303, "/calendar/?month=2026-10")
    with app.app_context():
        assert db.session.get(CalendarYear, 2026) is not None
    assert len(heard) == 1
    assert client.post("/calendar/seed").status_code == 303
    assert len(heard) == 1


def test_the_command_asks_for_a_confirmation_where_something_moves(app: Flask) -> None:
    terms[:] = [(date(2026, 9, 30), 3)]
    run = app.test_cli_runner().invoke
    refused = run(args=["office", "seed-calendar"])
    assert refused.exit_code == 2
    assert "--confirmed" in refused.stderr
    assert run(args=["office", "seed-calendar", "--confirmed"]).exit_code == 0
    assert run(args=["office", "seed-calendar"]).exit_code == 0


def test_declaring_a_year_complete_moves_nothing_and_tells_who_depends_on_it(app: Flask, sign_in: Browser) -> None:
    client = sign_in("admin")
    client.post("/calendar/day/2031-01-01", data=OFF)
    heard.clear()
    assert client.post("/calendar/2031/complete").status_code == 303
    assert len(heard) == 1


def test_a_long_list_shows_its_first_twenty_and_says_how_many_there_are(sign_in: Browser) -> None:
    terms[:] = [(date(2026, 11, 20), 1 + n % 3) for n in range(25)]
    page = sign_in("admin").post(MONDAY, data=OFF).text
    assert "would move: 25" in page
    assert page.count('href="/terms/') == 20
    assert "Only the first 20 are listed." in page


def test_the_nearest_due_day_stands_first(context: None) -> None:
    terms[:] = [(date(2026, 11, 20), 5), (date(2026, 11, 20), 1), (date(2026, 11, 20), 3)]
    found = moves.of_day(date(2026, 11, 23), working=False)
    assert [(one.url, one.before, one.after) for one in found] == [
        ("/terms/2", date(2026, 11, 23), date(2026, 11, 24)),
        ("/terms/3", date(2026, 11, 25), date(2026, 11, 26)),
        ("/terms/1", date(2026, 11, 27), date(2026, 11, 30)),
    ]


def test_a_working_weekend_brings_deadlines_forward(context: None) -> None:
    found = moves.of_day(date(2026, 11, 21), working=True)
    assert [(one.before, one.after) for one in found] == [(date(2026, 11, 25), date(2026, 11, 24))]


def test_a_change_of_office_hours_moves_no_day(app: Flask, sign_in: Browser) -> None:
    data = {"value": "18:00", "valid_from": "2026-11-20", "reason": "冬令时"}
    assert sign_in("gao").post("/policy/value/office.hours.closes", data=data).status_code == 303
    assert heard == []


@given(DAYS, st.sampled_from([True, False, None]))
def test_a_changed_calendar_differs_on_that_day_only(day: date, working: bool | None) -> None:
    after = moves.with_day(OFFICIAL, day, working=working)
    assert after.is_working_day(day) is (working if working is not None else day.weekday() < 5)
    assert after.holidays ^ OFFICIAL.holidays <= {day}
    assert after.makeup_days ^ OFFICIAL.makeup_days <= {day}


@pytest.mark.parametrize("working", [True, False])
def test_what_is_foreseen_is_what_the_saved_calendar_says(context: None, working: bool) -> None:
    service.seed(by=OPERATOR)
    for wanted in (date(2026, 11, 23), date(2026, 10, 1), date(2026, 10, 10), date(2026, 11, 28)):
        foreseen = moves.with_day(moves.whole_calendar(), wanted, working=working)
        service.set_day(wanted, working=working, name="x", by=OPERATOR)
        assert moves.whole_calendar() == foreseen


# Deadlines of the office


def test_an_open_deadline_is_listed_and_moved_and_a_stopped_one_is_not(
    app: Flask, sign_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    terms.clear()
    factories_deadlines.use_rules(monkeypatch)
    with app.app_context():
        running = factories_deadlines.start(subject="case:1", facts={"number": "2611 01"})
        factories_deadlines.start("test.call", subject="case:2", facts={"number": "2611 02"})
        stopped = factories_deadlines.start(subject="case:3", facts={"number": "2611 03"})
        stop_deadlines("case:3", by=OPERATOR)
        before = factories_deadlines.deadline(running).due_on
    client = sign_in("admin")
    asked = client.post(MONDAY, data=OFF).text
    assert "would move: 1" in asked
    assert [one in asked for one in ("case 2611 01", "2611 02", "2611 03")] == [True, False, False]
    assert [day in asked for day in (before.isoformat(), "2026-11-30")] == [True, True]
    assert client.post(MONDAY, data={**OFF, "confirmed": "yes"}).status_code == 303
    with app.app_context():
        assert (before, factories_deadlines.deadline(running).due_on) == (date(2026, 11, 27), date(2026, 11, 30))
        assert factories_deadlines.deadline(stopped).due_on == before


def test_a_paused_deadline_is_foreseen_as_it_is_worked_out(
    app: Flask, sign_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    terms.clear()
    factories_deadlines.use_rules(monkeypatch)
    with app.app_context():
        paused = factories_deadlines.start(arrived="2026-11-16 09:00")
        pause_deadline(paused, "等客户提供样品", by=OPERATOR)
        clock.set_up(ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 25, 9, tzinfo=ZoneInfo("Asia/Shanghai")))
        foreseen = moves.of_day(date(2026, 11, 25), working=False)
        service.set_day(date(2026, 11, 25), working=False, name="停电", by=OPERATOR)
        assert [(one.before, one.after) for one in foreseen] == [(date(2026, 11, 25), date(2026, 11, 26))]
        assert factories_deadlines.deadline(paused).due_on == date(2026, 11, 26)


def test_asking_costs_few_questions(app: Flask, sign_in: Browser) -> None:
    client = sign_in("admin")
    with count_queries(app) as counted:
        client.post(MONDAY, data=OFF)
    assert len(counted) <= 20
