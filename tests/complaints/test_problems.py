from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.complaints.cases.feature import TAKEN
from app.complaints.problems import hooks, queries, rules, service
from app.complaints.problems.documents import number_of, problem_list
from app.complaints.problems.models import Problem
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.history.models import Entry
from app.office.history.service import record
from app.office.tasks.models import Task
from app.unit_of_work import unit_of_work
from tests import factories
from tests.complaints.factories_cases import make_case

SignIn = Callable[[str], FlaskClient]
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
ROWS = st.lists(st.tuples(DAYS, st.sampled_from(list(rules.KINDS)), st.integers(1, 9), st.integers(1, 3)), max_size=30)


def entered(by: str = "fang", kind: str = rules.ENQUIRY, words: str = "When do you open?", times: int = 1) -> Problem:
    return service.enter(rules.NewProblem(kind, words, times=times), by=factories.actor(by))


def fresh(one: Problem) -> Problem:
    db.session.rollback()
    db.session.refresh(one)
    return one


def seen_by(username: str) -> set[int]:
    return {one.id for one in queries.listing(queries.Filters(clock.today()), factories.actor(username)).rows}


@given(ROWS, st.sampled_from(list(rules.PERIODS)))
def test_sums_of_weeks_and_months_lose_nothing_and_count_nothing_twice(
    rows: list[tuple[date, str, int, int]], period: str
) -> None:
    found = rules.counted(((*row, min(1, row[3])) for row in rows), period)
    assert sum(one.times for one in found) == sum(row[2] for row in rows)
    assert sum(one.lines for one in found) == sum(row[3] for row in rows)
    assert all(one.solved <= one.lines for one in found)
    starts = [one.since for one in found]
    assert starts == sorted(set(starts), reverse=True)
    assert set(starts) == {rules.began(row[0], period) for row in rows}
    assert all(start.weekday() == 0 if period == rules.WEEK else start.day == 1 for start in starts)


@given(st.booleans(), st.booleans(), st.sampled_from(list(rules.KINDS)), st.booleans(), st.booleans(), st.booleans())
def test_nobody_else_touches_a_line_and_a_tip_off_becomes_no_complaint(
    solved: bool, became: bool, kind: str, wrote: bool, has: bool, above: bool
) -> None:
    found = rules.moves(solved, became, kind, rules.Standing(wrote, has, above))
    assert bool(found) == (wrote or has or above)
    assert "complain" not in found or (kind != rules.TIP_OFF and not became)
    assert not solved or not found & {"pass", "solve"}


def test_a_line_is_passed_to_the_right_person_and_solved_with_a_result(context: None) -> None:
    one = entered()
    service.pass_on(one.id, 1, factories.staff_id("kong"), by=factories.actor("fang"))
    task = select(Task.facts).where(Task.staff_id == factories.staff_id("kong"), Task.state == "open")
    assert db.session.scalars(task).one()["words"] == "When do you open?"
    assert db.session.scalars(queries.passed_to(factories.actor("kong"))).all() == [one.id]
    with pytest.raises(Conflict):
        service.solve(one.id, 1, "Told.", by=factories.actor("kong"))
    db.session.rollback()
    with pytest.raises(Refused):
        service.solve(one.id, 2, " ", by=factories.actor("kong"))
    db.session.rollback()
    service.count_again(one.id, 2, by=factories.actor("fang"))
    service.solve(one.id, 3, "Told.", by=factories.actor("kong"))
    assert (fresh(one).times, one.solved) == (2, True)
    assert db.session.scalars(queries.passed_to(factories.actor("kong"))).all() == []
    assert db.session.scalars(task).all() == []
    with pytest.raises(NoResultFound):
        queries.seat(one.id, factories.actor("su"))


def test_a_tip_off_is_known_to_who_wrote_it_who_got_it_and_the_general_manager_only(context: None) -> None:
    factories.make_posts()
    open_one, secret = entered(), entered(kind=rules.TIP_OFF, words="The cashier takes gifts.")
    service.pass_on(secret.id, 1, factories.staff_id("xu"), by=factories.actor("fang"))
    both = {open_one.id, secret.id}
    expected = {"fang": both, "gao": both, "xu": both, "chen": {open_one.id}, "kong": {open_one.id}, "su": set()}
    assert {username: seen_by(username) for username in expected} == expected
    day = clock.today()
    counts = {who: queries.summary(day, day, rules.MONTH, factories.actor(who))[0].times for who in ("kong", "gao")}
    assert counts == {"kong": 1, "gao": 2}
    for who in ("fang", "gao"):
        paper = problem_list(factories.actor(who), number_of(day))
        assert [row.cells[1] for row in paper.rows] == ["When do you open?"]
    told = [*db.session.scalars(select(Task.facts)), *db.session.scalars(select(Entry.facts))]
    assert not [facts for facts in told if "gifts" in str(facts) or "Tip-off" in str(facts)]
    assert hooks.origin(f"problem:{secret.id}", factories.actor("fang")) is None
    with pytest.raises(NoResultFound):
        service.solve(secret.id, 2, "Nothing.", by=factories.actor("kong"))


def test_a_line_that_became_a_complaint_leads_to_it_and_is_taken_care_of(context: None) -> None:
    one = entered(kind=rules.COMPLAINT, words="Nobody came.")
    found = hooks.origin(f"problem:{one.id}", factories.actor("kong"))
    assert found is not None
    assert found["facts"] == "Nobody came."
    service.pass_on(one.id, 1, factories.staff_id("kong"), by=factories.actor("fang"))
    case = make_case(came_from=f"problem:{one.id}")
    with unit_of_work(by=OPERATOR):
        record(TAKEN, f"complaint:{case}", facts={"matter": "Nobody came."})
    assert (fresh(one).complaint_id, one.solved) == (case, True)
    assert queries.around([one], factories.actor("kong")).complaints == {case: "261101"}
    assert queries.around([one], factories.actor("chen")).complaints == {}


def test_the_list_is_written_by_keyboard_and_summed_up(app: Flask, sign_in: SignIn) -> None:
    fang, at = sign_in("fang"), "/complaints/problems/"
    line = {"words": "Opening hours?", "kind": "suggestion", "customer": "", "times": "3"}
    assert fang.post(at, data={**line, "times": "0"}).status_code == 422
    answer = fang.post(at, data=line)
    assert answer.headers["Location"].endswith("?last=suggestion")
    with app.app_context():
        one, kong = db.session.scalars(select(Problem.id)).one(), factories.staff_id("kong")
    assert fang.post(f"{at}{one}/pass", data={"staff_id": kong, "version": "1"}).status_code == 303
    assert sign_in("su").get(f"{at}{one}/solve").status_code == 404
    assert fang.post(f"{at}{one}/again", data={"version": "2"}).status_code == 303
    assert fang.post(f"{at}{one}/solve", data={"result": "Told.", "version": "3"}).status_code == 303
    yesterday = (date(2026, 11, 20) - timedelta(days=1)).isoformat()
    assert "Opening hours?" not in fang.get(f"{at}?day={yesterday}").text
    assert "2026-11-16" in fang.get(f"{at}summary?period=week").text
    assert fang.get(f"{at}summary?since=2026-11-20&until=2026-11-01").status_code == 422
    sheet = load_workbook(BytesIO(fang.get(f"{at}summary.xlsx").data)).active
    assert [cell.value for cell in sheet[2]][1:] == [0, 4, 0, 0, 4, 1, 1]
