"""What visitors, calls and deals came to: the pure sums, the counting in the database, the page and its papers."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from app import clock
from app.domain.actor import OPERATOR
from app.reception.calls.rules import NewCall
from app.reception.calls.service import register_call
from app.reception.queue.models import VisitInterval
from app.reception.statistics import queries, rules
from app.reception.statistics.rules import CallCell, Times, VisitCell, add_up, span_of, times
from app.unit_of_work import unit_of_work
from tests.factories import actor
from tests.reception.factories_visits import purpose, visitor

SignIn = Callable[[str], FlaskClient]
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
STATES = ("waiting", "serving", "done", "no_show", "left", "cancelled")
cells = st.builds(
    VisitCell, DAYS, st.integers(1, 3), st.sampled_from(["walk_in", "phone"]), st.none() | st.integers(1, 4),
    st.sampled_from(STATES), st.none() | st.sampled_from(["deal", "advised", "not_needed"]),
    st.sampled_from(["yes", "no", "unknown"]), st.integers(1, 5), st.integers(1, 9),
)  # fmt: skip
call_cells = st.builds(
    CallCell, DAYS, st.integers(1, 3), st.none() | st.integers(1, 4), st.sampled_from(["yes", "no"]), st.booleans(),
    st.booleans(), st.integers(1, 5),
)  # fmt: skip


@given(DAYS, st.sampled_from(sorted(rules.PERIODS)))
def test_every_day_lies_in_one_span_and_spans_follow_each_other(day: date, period: str) -> None:
    span = span_of(period, day)
    assert span.first_on <= day <= span.last_on
    after = span_of(period, rules.neighbour(span, 1))
    assert after.first_on == span.last_on + timedelta(days=1)
    assert span_of(period, rules.neighbour(after, -1)) == span


@settings(max_examples=60)
@given(st.lists(cells), st.lists(call_cells))
def test_every_table_adds_up_to_the_total(visits: list[VisitCell], calls: list[CallCell]) -> None:
    figures = add_up(span_of("day", date(2026, 11, 20)), (visits, calls), {}, Times(), Times())
    for lines in (figures.by_day, figures.by_purpose, figures.by_person):
        for name in ("visits", "deals", "no_shows", "calls", "invited"):
            assert sum(getattr(line, name) for line in lines.values()) == getattr(figures.total, name)
    assert sum(line.visits for line in figures.by_channel.values()) == figures.total.visits
    assert figures.total.visits == sum(one.n for one in visits if one.state != "cancelled")


@given(st.dictionaries(st.integers(-5, 300), st.integers(1, 20), min_size=1))
def test_the_middle_and_nine_of_ten_are_ranks_of_the_list(histogram: dict[int, int]) -> None:
    listed = sorted(max(minutes, 0) for minutes, n in histogram.items() for _ in range(n))
    found = times(histogram)
    assert found.n == len(listed)
    assert found.median == listed[-(-len(listed) // 2) - 1]
    assert found.p90 == listed[-(-len(listed) * 9 // 10) - 1]


def served(visit_id: int, purpose_id: int, after: int, minutes: int) -> None:
    """A reception that began so many minutes after now and took so long."""
    with unit_of_work(by=OPERATOR) as work:
        began = work.at + timedelta(minutes=after)
        one = VisitInterval(visit_id=visit_id, state="serving", step="receive", began_at=began, by_name="test")
        one.purpose_id, one.place, one.ended_at = purpose_id, began, began + timedelta(minutes=minutes)
        work.session.add(one)


@pytest.fixture
def a_day(app: Flask) -> None:
    """Four visits of today, one of them cancelled, one a deal, one of yesterday, and two calls."""
    with app.app_context():
        sales = purpose("看房", "A")
        dealt = {"state": "done", "outcome": "deal", "first_time": "yes", "party": 3}
        first = visitor(sales, "A001", staff_id=actor("su").staff_id, **dealt)
        served(first.id, sales, 12, 40)
        second = visitor(sales, "A002", state="done", outcome="advised")
        served(second.id, sales, 4, 10)
        visitor(sales, "A003", state="no_show")
        visitor(sales, "A004", state="cancelled")
        visitor(sales, "A001", at=clock.now() - timedelta(days=1), state="left")
        asks = NewCall(sales, "问价", phone="13800000001", first_time="yes", invited=True)
        call = register_call(asks, by=actor("fang"))
        again = NewCall(sales, "再问", phone="13800000001", matter_of_id=call.id)
        register_call(again, by=actor("fang"))


@pytest.mark.usefixtures("a_day", "context")
def test_the_database_counts_what_the_day_had() -> None:
    total = queries.figures(span_of("day", clock.today())).total
    assert (total.visits, total.people, total.first_visits, total.received) == (3, 5, 1, 2)
    assert (total.deals, total.no_shows, total.left, total.cancelled) == (1, 1, 0, 1)
    assert (total.calls, total.first_calls, total.invited, total.repeated) == (2, 1, 1, 1)


@pytest.mark.usefixtures("a_day", "context")
def test_waits_and_receptions_are_those_of_the_steps_and_hours_those_of_the_office() -> None:
    figures = queries.figures(span_of("day", clock.today()))
    assert (figures.waits.n, figures.waits.median, figures.waits.p90) == (2, 4, 12)
    assert (figures.receptions.median, figures.receptions.p90) == (10, 40)
    assert figures.by_hour == {9: 3}
    assert queries.figures(span_of("week", clock.today())).total.left == 1


def test_a_figure_leads_to_its_visits(a_day: None, sign_in: SignIn) -> None:
    page = sign_in("bai").get("/reception/statistics/?period=month").text
    assert "Visits, calls and deals by day" in page
    assert "<svg role" in page
    behind = sign_in("bai").get("/reception/statistics/behind?period=day&on=2026-11-20&outcome=deal").text
    assert "A001" in behind
    assert "A002" not in behind


def test_the_manager_writes_his_analysis_and_others_read_it(a_day: None, sign_in: SignIn) -> None:
    week = "/reception/statistics/?period=week&on=2026-11-16"
    bai = sign_in("bai")
    assert bai.post(week, data={"text": " "}).status_code == 422
    assert bai.post(week, data={"text": "周五来访集中"}).status_code == 303
    assert "周五来访集中" in sign_in("fang").get(week).text
    sign_in("fang").post(week, data={"text": "前台不写分析"})
    assert "前台不写分析" not in bai.get(week).text


def test_the_spreadsheet_holds_every_table_and_the_total(a_day: None, sign_in: SignIn) -> None:
    answer = sign_in("bai").get("/reception/statistics/export.xlsx?period=day")
    rows = list(load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True))
    assert rows[-1][0] == "Total"
    assert rows[-1][2] == 3


@pytest.mark.parametrize("paper", ["statistics_day", "statistics_week", "statistics_month"])
def test_the_papers_show_the_span_that_begins_on_their_day(a_day: None, sign_in: SignIn, paper: str) -> None:
    assert sign_in("bai").get(f"/documents/{paper}/20261120").status_code == 200
    assert sign_in("bai").get(f"/documents/{paper}/20261340").status_code == 404


@pytest.mark.usefixtures("context")
def test_a_call_is_counted_though_the_figures_were_looked_at_before() -> None:
    today = span_of("day", clock.today())
    assert queries.figures(today).total.calls == 0
    register_call(NewCall(purpose(), "问价格", name="李问"), by=actor("fang"))
    assert queries.figures(today).total.calls == 1
