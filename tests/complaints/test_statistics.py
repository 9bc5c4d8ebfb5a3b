"""The monthly table: what a month counts, that it reproduces, who sees what in it, and its confirmation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.complaints.cases.models import ComplaintClosing
from app.complaints.statistics import figures, queries, rules, service
from app.complaints.statistics.models import MonthReview
from app.complaints.statistics.rules import Closing
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.office.access.models import Role, StaffRole
from app.unit_of_work import unit_of_work
from tests import factories
from tests.complaints.factories_cases import make_case, make_route

HERE = "/complaints/statistics"
SignIn = Callable[[str], FlaskClient]
OCTOBER = date(2026, 10, 1)
FACTS = {
    "cause": "储运保管不良", "responsible_department": "营业厅", "kind": "quality", "severity": "ordinary",
    "origin": "domestic", "upheld": True, "accepted": True, "days": 11, "late": False,
}  # fmt: skip

rows = st.lists(
    st.tuples(st.integers(1, 6), st.integers(0, 60), st.booleans()), max_size=30
).map(lambda found: [
    Closing(n, one, OCTOBER + timedelta(day), opens, {"cause": f"c{one % 3}"})
    for n, (one, day, opens) in enumerate(sorted(found, key=lambda row: row[1]), 1)
])  # fmt: skip


@given(rows, st.integers(0, 60))
def test_a_past_month_gives_the_same_whatever_is_written_later(ledger: list[Closing], now: int) -> None:
    end = OCTOBER + timedelta(30)
    october = [row for row in ledger if row.on <= end]
    known = [row for row in october if row.on <= OCTOBER + timedelta(now)]
    assert now < 30 or rules.standing(known) == rules.standing(october)
    closed = rules.standing(october)
    assert len({row.complaint_id for row in closed}) == len(closed)
    assert all(not row.opens for row in closed)


@given(rows)
def test_every_table_and_the_pareto_count_each_closing_once(ledger: list[Closing]) -> None:
    closed = rules.standing(ledger)
    lines = rules.grouped(closed, lambda facts: facts["cause"])
    bars = rules.pareto(Counter(row.facts["cause"] for row in closed))
    assert sum(line.count for line in lines) == rules.total(closed).count == sum(bar.count for bar in bars)
    assert [bar.count for bar in bars] == sorted((bar.count for bar in bars), reverse=True)
    assert not bars or bars[-1].together == rules.TENTHS


@pytest.mark.parametrize(("counts", "until"), [(False, date(2026, 11, 9)), (True, date(2026, 11, 10))])
def test_before_the_tenth_is_the_ninth_unless_that_day_counts(counts: bool, until: date) -> None:
    assert rules.confirm_until(OCTOBER, 10, counts=counts) == until


def test_a_month_that_is_not_over_is_not_confirmed() -> None:
    with pytest.raises(Refused):
        rules.check_confirm(date(2026, 11, 1), date(2026, 11, 30), "王主任")
    with pytest.raises(Refused) as refused:
        rules.check_confirm(OCTOBER, date(2026, 11, 3), "  ")
    assert refused.value.field == "attendees"


def as_manager(username: str, department: str) -> None:
    """Let somebody be department manager of one more department."""
    with unit_of_work(by=OPERATOR) as work:
        role = work.session.scalars(select(Role.id).where(Role.key == "department_manager")).one()
        home = factories.department_id(department)
        work.session.add(StaffRole(staff_id=factories.staff_id(username), role_id=role, department_id=home))


def closed(complaint_id: int, on: date, *, opens: bool = False, **more: Any) -> None:
    """Write a closing directly."""
    with unit_of_work(by=OPERATOR) as work:
        facts = {**FACTS, **more}
        row = ComplaintClosing(complaint_id=complaint_id, closed_on=on, opens=opens, facts=facts, at=work.at, by="x")
        work.session.add(row)
        work.touch(figures.CLOSINGS)


def test_a_confirmed_month_stays_as_it_was_and_shows_nobody_what_is_not_his(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        factories.make_posts()
        route = make_route()
        first = make_case(route, number="261001", department_id=factories.department_id("客户服务部"))
        second = make_case(route, number="261002", matter="隐秘的事")
        for one, day in ((first, 12), (second, 20)):
            closed(one, date(2026, 10, day))
        service.confirm(OCTOBER, "王主任、李经理", "属实", by=factories.actor("kong"))
        closed(first, date(2026, 10, 25), opens=True, cause="其他")
        db.session.rollback()
        assert figures.of_month(OCTOBER)["total"]["count"] == 1
        assert db.session.query(MonthReview).one().figures["total"]["count"] == 2
        assert queries.is_confirmed("2026-10")
        as_manager("bai", "客户服务部")
    kong = sign_in("kong").get(f"{HERE}/?month=2026-10").text
    for word in ("261001", "隐秘的事", "王主任"):
        assert word in kong
    bai = sign_in("bai").get(f"{HERE}/?month=2026-10").text
    assert "261001" in bai
    assert "隐秘的事" not in bai
    assert sign_in("su").get(f"{HERE}/").status_code == 403
    assert "261002" in sign_in("kong").get("/documents/complaint_month/202610").text


def test_the_form_of_the_month_is_posted_and_keeps_what_was_typed(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        closed(make_case(number="261001"), date(2026, 10, 12))
    client = sign_in("kong")
    key = client.get(f"{HERE}/?month=2026-10").text.split('name="form_key" value="')[1].split('"')[0]
    refused = client.post(f"{HERE}/confirm?month=2026-10", data={"words": "保留这句"})
    assert refused.status_code == 422
    assert "保留这句" in refused.text
    done = client.post(f"{HERE}/confirm?month=2026-10", data={"attendees": "王主任", "form_key": key})
    assert done.status_code == 303
    assert "王主任" in client.get(f"{HERE}/?month=2026-10").text
    assert client.get(f"{HERE}/causes?since=2026-12&until=2026-10").status_code == 200
    assert client.get(f"{HERE}/export.xlsx?month=2026-10").status_code == 200
