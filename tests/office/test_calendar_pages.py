"""The office calendar: official holidays with make-up days, edited by the office, never guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app import clock
from app.domain.actor import FIRST_START, OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.office.calendar import notices, queries, service
from app.office.calendar.models import CalendarDay, CalendarYear
from app.office.calendar.official import official_days, official_years
from app.office.calendar.policy import OfficeHours
from app.office.history.models import Entry
from app.office.policy.declare import declared
from app.office.policy.service import set_values
from app.web import registry
from tests import factories
from tests.support import count_queries

Browser = Callable[[str], FlaskClient]


def at(year: int, month: int) -> None:
    clock.set_up(ZoneInfo("Asia/Shanghai"), datetime(year, month, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai")))


@pytest.fixture
def seeded(context: None) -> None:
    service.seed(by=FIRST_START)


@pytest.mark.parametrize("day", ["2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10", "2026-01-04"])
def test_make_up_days_are_working_days_of_a_weekend(seeded: None, day: str) -> None:
    wanted = date.fromisoformat(day)
    assert wanted.weekday() >= 5
    assert queries.calendar(2026, 2026).is_working_day(wanted)


@pytest.mark.parametrize("day", ["2026-01-01", "2026-02-16", "2026-04-06", "2026-05-05", "2026-06-19", "2026-10-07"])
def test_official_holidays_are_days_off_of_a_working_week(seeded: None, day: str) -> None:
    wanted = date.fromisoformat(day)
    assert wanted.weekday() < 5
    assert not queries.calendar(2026, 2026).is_working_day(wanted)


def test_five_working_days_over_the_national_holiday_reach_the_make_up_saturday(seeded: None) -> None:
    assert queries.calendar(2026, 2026).add_working_days(date(2026, 9, 30), 3) == date(2026, 10, 10)


def test_years_without_an_announcement_are_never_guessed(seeded: None) -> None:
    beyond = official_years()[-1] + 1
    assert official_days(beyond) == []
    known = queries.calendar(beyond - 1, beyond)
    assert known.known_years == {beyond - 1}
    assert not known.is_certain(date(beyond - 1, 12, 31), date(beyond, 1, 5))


@given(st.sampled_from(official_years()))
def test_no_announced_day_is_both_off_and_worked(year: int) -> None:
    days = [one.day for one in official_days(year)]
    assert len(set(days)) == len(days) > 0
    assert all(one.day.weekday() >= 5 for one in official_days(year) if one.working)


def test_the_first_start_fills_the_calendar(context: None) -> None:
    assert service.seed in registry.hooked("first_start")


def test_a_second_seeding_changes_nothing_that_the_office_entered(seeded: None) -> None:
    service.set_day(date(2026, 10, 8), working=False, name="店庆", by=OPERATOR)
    assert service.seed(by=OPERATOR) == []
    db.session.rollback()
    assert not queries.calendar(2026, 2026).is_working_day(date(2026, 10, 8))


def test_seeding_keeps_what_the_office_entered_before(context: None) -> None:
    service.set_day(date(2026, 10, 1), working=True, name="值班", by=OPERATOR)
    assert 2026 in service.seed(by=OPERATOR)
    assert queries.calendar(2026, 2026).is_working_day(date(2026, 10, 1))
    assert not queries.calendar(2026, 2026).is_working_day(date(2026, 10, 2))


def test_the_command_takes_over_the_official_years(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["office", "seed-calendar"])
    assert done.exit_code == 0
    assert done.output.split() == [str(year) for year in official_years()]
    refused = app.test_cli_runner().invoke(args=["office", "seed-calendar", "--by", "fang"])
    assert refused.exit_code == 2


def test_a_day_is_set_and_cleared_by_whoever_keeps_the_calendar(app: Flask, sign_in: Browser) -> None:
    client = sign_in("admin")
    answer = client.post("/calendar/day/2026-11-23", data={"kind": "off", "name": "停电"})
    assert (answer.status_code, answer.location) == (303, "/calendar/?month=2026-11")
    assert "停电" in client.get("/calendar/?month=2026-11").text
    with app.app_context():
        assert not queries.calendar(2026, 2026).is_working_day(date(2026, 11, 23))
    client.post("/calendar/day/2026-11-23/clear")
    with app.app_context():
        assert queries.calendar(2026, 2026).is_working_day(date(2026, 11, 23))
        actions = db.session.scalars(select(Entry.action).order_by(Entry.id)).all()
        assert actions[-2:] == ["calendar.day_off", "calendar.day_cleared"]
    assert client.post("/calendar/day/2026-11-23/clear").status_code == 422


def test_a_day_may_be_set_again(app: Flask, sign_in: Browser) -> None:
    client = sign_in("admin")
    client.post("/calendar/day/2026-11-21", data={"kind": "off", "name": "a"})
    client.post("/calendar/day/2026-11-21", data={"kind": "working", "name": "b"})
    form = client.get("/calendar/day/2026-11-21").text
    assert 'value="b"' in form
    assert '<option value="working" selected>' in form
    with app.app_context():
        assert db.session.get_one(CalendarDay, date(2026, 11, 21)).working


@pytest.mark.parametrize(
    "data", [{}, {"kind": "off"}, {"kind": "maybe", "name": "x"}, {"kind": "off", "name": "x" * 200}]
)
def test_a_day_without_kind_or_name_is_refused(app: Flask, sign_in: Browser, data: dict[str, str]) -> None:
    assert sign_in("admin").post("/calendar/day/2026-11-23", data=data).status_code == 422
    with app.app_context():
        assert db.session.get(CalendarDay, date(2026, 11, 23)) is None


@pytest.mark.parametrize(
    "address",
    ["?month=2026-13", "?month=x", "?month=0000-01", "?month=9999-12", "day/2026-02-30", "day/x", "99999", "0"],
)
def test_days_that_do_not_exist_are_not_there(sign_in: Browser, address: str) -> None:
    assert sign_in("admin").get(f"/calendar/{address}").status_code == 404


@pytest.mark.parametrize("address", ["?month=1900-01", "?month=2199-12", "?month=2026-12", "1900", "2199", "2026"])
def test_every_month_and_year_that_exists_is_shown(sign_in: Browser, address: str) -> None:
    assert sign_in("wu").get(f"/calendar/{address}").status_code == 200


@pytest.mark.parametrize("username", ["fang", "gao", "wu"])
def test_others_may_look_but_not_change(sign_in: Browser, username: str) -> None:
    client = sign_in(username)
    assert "/calendar/day/" not in client.get("/calendar/").text
    assert client.get("/calendar/day/2026-11-23").status_code == 403
    for address in ("day/2026-11-23", "day/2026-11-23/clear", "seed", "2027/complete"):
        assert client.post(f"/calendar/{address}", data={"kind": "off", "name": "x"}).status_code == 403


def test_weeks_begin_on_monday(context: None) -> None:
    weeks = queries.month(2026, 11)
    assert [week[0].day for week in weeks][:2] == [date(2026, 10, 26), date(2026, 11, 2)]
    assert all([cell.day.weekday() for cell in week] == list(range(7)) for week in weeks)
    assert sum(cell.in_month for week in weeks for cell in week) == 30


def test_a_year_without_official_holidays_warns_on_its_page(app: Flask, sign_in: Browser) -> None:
    client = sign_in("admin")
    assert "The holidays of 2026 are not known" in client.get("/calendar/?month=2026-11").text
    client.post("/calendar/seed?month=2026-11")
    assert "are not known" not in client.get("/calendar/?month=2026-11").text
    assert "The holidays of 2031 are not known" in client.get("/calendar/?month=2031-01").text


def test_a_year_entered_by_hand_is_known(app: Flask, sign_in: Browser) -> None:
    client = sign_in("admin")
    assert client.post("/calendar/2031/complete").status_code == 422
    client.post("/calendar/day/2031-01-01", data={"kind": "off", "name": "元旦"})
    assert client.post("/calendar/2031/complete").status_code == 303
    assert "entered by hand" in client.get("/calendar/?month=2031-05").text
    assert client.post("/calendar/2031/complete").status_code == 422
    with app.app_context():
        assert queries.calendar(2031, 2031).known_years == {2031}


@pytest.mark.parametrize(
    ("month", "known", "missing"),
    [(10, {2026}, None), (11, {2026}, "2027"), (11, {2026, 2027}, None), (3, {2027}, "2026")],
)
def test_from_november_on_the_first_page_asks_for_the_next_year(
    app: Flask, context: None, month: int, known: set[int], missing: str | None
) -> None:
    db.session.add_all(CalendarYear(year=year, source="hand") for year in known)
    db.session.commit()
    at(2026, month)
    with app.test_request_context():
        found = notices.notices(factories.actor("admin"))
        assert [notice.figure for notice in found] == ([missing] if missing else [])
        assert notices.notices(factories.actor("fang")) == []


def test_a_month_asks_the_database_few_questions(app: Flask, seeded: None, sign_in: Browser) -> None:
    client = sign_in("admin")
    with count_queries(app) as counted:
        client.get("/calendar/?month=2026-10")
    assert len(counted) <= 16


def test_office_hours_are_a_policy_value(context: None) -> None:
    assert (queries.calendar(2026, 2026).opens, queries.calendar(2026, 2026).closes) == (time(8, 30), time(17, 30))
    set_values({"office.hours.closes": "18:00"}, valid_from=clock.today(), reason=None, by=OPERATOR)
    assert queries.calendar(2026, 2026).closes == time(18, 0)


@pytest.mark.parametrize("typed", ["", "8", "24:00", "08:60", "8.30", "-1:30", "08:30:00", "八点"])
def test_a_time_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        declared(OfficeHours)[0].parse(typed)


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0)))
def test_a_time_is_read_back_as_it_was_written(moment: time) -> None:
    opens = declared(OfficeHours)[0]
    assert opens.parse(opens.write(moment)) == moment
