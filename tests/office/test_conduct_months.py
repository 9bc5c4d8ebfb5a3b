"""A month takes what decisions ask for: once, in order, never more than its cap, and explained."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app import clock
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.extensions import db
from app.office.conduct.models import Deduction, DeductionMonth, Instalment
from app.office.conduct.queries import months
from app.office.conduct.service.money import set_bonuses
from app.office.conduct.service.months import settle_month
from app.office.policy.service import set_values
from tests import factories
from tests.office.factories_conduct import TODAY, appealed, bonus, decided, grant, turn_down
from tests.office.test_conduct_pages import office as with_posts
from tests.office.test_conduct_pages import send

SignInAs = Callable[[str], FlaskClient]
offices = with_posts


@pytest.fixture
def office(context: None) -> None:
    """An office with its posts, seen from inside."""
    factories.make_posts()


def go_to(month: str) -> None:
    """Move the clock to the twentieth of a month."""
    clock.set_up(ZoneInfo("Asia/Shanghai"), datetime.fromisoformat(f"{month}-20 09:00"))


def taken() -> list[tuple[str, int]]:
    rows = db.session.scalars(select(Instalment).where(Instalment.amount_fen != 0).order_by(Instalment.id))
    return [(row.month, row.amount_fen // 100) for row in rows]


def settle(month: str) -> months.Sheet:
    return settle_month(month, by=factories.actor("xu"))


def test_a_deduction_of_1700_is_taken_in_three_months_and_a_second_case_queues(office: None) -> None:
    # Worked example 10.
    decided(yuan=1700)
    for month in ("2026-11", "2026-12", "2027-01", "2027-02"):
        go_to(month)
        if month == "2026-12":
            decided(yuan=400)
        bonus(month, 1200)
        settle(month)
    assert taken() == [("2026-11", 600), ("2026-12", 600), ("2027-01", 500), ("2027-01", 100), ("2027-02", 300)]
    assert months.month_to_settle() is None


def test_the_draft_explains_the_sums_before_anything_is_taken(office: None) -> None:
    number = decided(yuan=1700).number
    bonus("2026-11", 1200)
    sheet = months.draft("2026-11")
    one = sheet.people[0]
    assert (one.name, one.department, one.bonus, one.cap) == ("苏销", "销售部", 120_000, 60_000)
    line = one.lines[0]
    assert (line.number, line.amount, line.before, line.taken, line.left) == (number, 170_000, 0, 60_000, 110_000)
    assert (sheet.taken, sheet.returned, taken()) == (60_000, 0, [])


def test_a_settled_month_is_shown_as_it_was_settled(office: None) -> None:
    decided(yuan=1700)
    bonus("2026-11", 1200)
    draft = months.draft("2026-11")
    settle("2026-11")
    go_to("2026-12")
    bonus("2026-12", 1200)
    settle("2026-12")
    set_values({"office.conduct.bonus_cap_percent": "10"}, valid_from=clock.today(), reason=None, by=OPERATOR)
    settled = months.sheet("2026-11")
    assert settled.people == draft.people
    assert settled.percent == 50
    december = months.sheet("2026-12").people[0].lines[0]
    assert (december.before, december.taken, december.left) == (60_000, 60_000, 50_000)


def test_what_a_settled_month_carried_on_is_shown_although_nothing_was_taken(office: None) -> None:
    decided(yuan=1700)
    decided(yuan=400)
    decided("kong", 90, by="gao")
    bonus("2026-11", 1200)
    draft = months.draft("2026-11")
    settle("2026-11")
    settled = months.sheet("2026-11")
    assert settled.people == draft.people
    assert [(one.name, one.bonus, one.taken, one.left) for one in settled.people] == [
        ("孔诉", None, 0, 9_000),
        ("苏销", 120_000, 60_000, 150_000),
    ]
    assert settled.settled is not None
    assert settled.settled.people == 1


def test_a_month_without_a_bonus_takes_nothing_and_carries_on(office: None) -> None:
    decided(yuan=500)
    settle("2026-11")
    assert taken() == []
    go_to("2026-12")
    bonus("2026-12", 2000)
    settle("2026-12")
    assert taken() == [("2026-12", 500)]


def test_a_month_is_settled_once(office: None) -> None:
    decided(yuan=500)
    bonus("2026-11", 400)
    settle("2026-11")
    with pytest.raises(Conflict):
        settle("2026-11")
    assert taken() == [("2026-11", 200)]


def test_months_are_settled_in_order_and_not_before_they_come(office: None) -> None:
    decided(yuan=5000)
    for month in ("2026-10", "2026-12"):
        with pytest.raises(Refused):
            settle(month)
    settle("2026-11")
    go_to("2027-02")
    with pytest.raises(Refused) as refused:
        settle("2027-01")
    assert refused.value.text.params["month"] == "2026-12"


def test_without_an_open_deduction_there_is_nothing_to_settle(office: None) -> None:
    bonus("2026-11", 400)
    with pytest.raises(Refused):
        settle("2026-11")


def test_a_decision_after_its_month_is_settled_is_taken_from_the_next(office: None) -> None:
    decided(yuan=100)
    bonus("2026-11", 1000)
    settle("2026-11")
    decided(yuan=200)
    assert [row.from_month for row in db.session.scalars(select(Deduction).order_by(Deduction.id))] == [
        "2026-11",
        "2026-12",
    ]
    assert months.month_to_settle() == "2026-12"


def test_the_bonus_of_a_settled_month_no_longer_changes(office: None) -> None:
    decided(yuan=100)
    bonus("2026-11", 1000)
    settle("2026-11")
    with pytest.raises(Refused):
        bonus("2026-11", 2000)
    bonus("2026-12", 2000)


def test_the_newest_bonus_counts(office: None) -> None:
    decided(yuan=5000)
    bonus("2026-11", 1000)
    bonus("2026-11", 800)
    assert settle("2026-11").taken == 40_000


def test_what_was_posted_is_what_was_seen(office: None) -> None:
    decided(yuan=5000)
    bonus("2026-11", 1000)
    seen = months.draft("2026-11").fingerprint
    bonus("2026-11", 900)
    with pytest.raises(Conflict):
        settle_month("2026-11", seen=seen, by=factories.actor("xu"))
    assert taken() == []
    settle_month("2026-11", seen=months.draft("2026-11").fingerprint, by=factories.actor("xu"))
    assert taken() == [("2026-11", 450)]


def test_a_major_demerit_takes_the_whole_bonus_of_its_month(office: None) -> None:
    bonus("2026-11", 1200)
    decided(yuan=1200, sanction="major_demerit")
    decided(yuan=100)
    settle("2026-11")
    assert taken() == [("2026-11", 1200)]


def test_an_appeal_holds_the_deduction_until_it_is_decided(office: None) -> None:
    case = appealed(decided(yuan=300))
    bonus("2026-11", 1200)
    line = months.draft("2026-11").people[0].lines[0]
    assert (line.held, line.taken, line.left) == (True, 0, 30_000)
    settle("2026-11")
    turn_down(case.id, "conduct_appeal")
    go_to("2026-12")
    bonus("2026-12", 1200)
    settle("2026-12")
    assert taken() == [("2026-12", 300)]


def test_the_office_may_take_deductions_during_an_appeal(office: None) -> None:
    appealed(decided(yuan=300))
    bonus("2026-11", 1200)
    set_values({"office.conduct.appeal_holds": "no"}, valid_from=TODAY, reason=None, by=OPERATOR)
    settle("2026-11")
    assert taken() == [("2026-11", 300)]


def test_what_was_taken_of_a_lifted_sanction_is_given_back_in_the_next_month(office: None) -> None:
    case = decided(yuan=1700)
    bonus("2026-11", 1200)
    settle("2026-11")
    appealed(case)
    grant(case.id, "conduct_appeal")
    go_to("2026-12")
    sheet = settle("2026-12")
    assert (sheet.taken, sheet.returned) == (0, 60_000)
    assert taken() == [("2026-11", 600), ("2026-12", -600)]
    assert months.month_to_settle() is None
    assert months.sheet("2026-12").people[0].taken == -60_000


def test_what_was_lifted_before_anything_was_taken_leaves_nothing(office: None) -> None:
    case = appealed(decided(yuan=1700))
    grant(case.id, "conduct_appeal")
    assert months.month_to_settle() is None
    assert months.draft("2026-11").people == ()


def test_settled_rows_cannot_be_changed_in_the_database(office: None) -> None:
    decided(yuan=500)
    bonus("2026-11", 400)
    settle("2026-11")
    for table in (Instalment, Deduction, DeductionMonth):
        with pytest.raises(IntegrityError):
            db.session.query(table).update({"at": clock.now()})
        db.session.rollback()


def test_two_who_settle_at_once_take_it_once(app: Flask, office: None) -> None:
    decided(yuan=1700)
    bonus("2026-11", 1200)
    by, ready = factories.actor("xu"), Barrier(2)

    def do() -> Any:
        with app.app_context():
            ready.wait()
            try:
                return settle_month("2026-11", by=by).taken
            except Refused as refused:
                return refused

    with ThreadPoolExecutor(2) as pool:
        answers = [future.result() for future in [pool.submit(do), pool.submit(do)]]
    db.session.rollback()
    assert [answer for answer in answers if not isinstance(answer, Refused)] == [60_000]
    assert taken() == [("2026-11", 600)]
    assert db.session.scalar(select(func.count()).select_from(DeductionMonth)) == 1


def test_a_bonus_entered_while_a_month_is_settled_comes_before_or_is_refused(app: Flask, office: None) -> None:
    decided(yuan=5000)
    bonus("2026-11", 1000)
    by, ready, su = factories.actor("xu"), Barrier(2), factories.staff_id("su")

    def enter() -> Any:
        return set_bonuses("2026-11", {su: Fen(60_000)}, by=by)

    def do(deed: Callable[[], Any]) -> Any:
        with app.app_context():
            ready.wait()
            try:
                return deed()
            except Refused as refused:
                return refused

    with ThreadPoolExecutor(2) as pool:
        entered = pool.submit(do, enter)
        settled = pool.submit(do, lambda: settle_month("2026-11", by=by).taken)
        refused, sum_taken = isinstance(entered.result(), Refused), settled.result()
    assert sum_taken == (50_000 if refused else 30_000)


def test_a_month_is_looked_at_and_settled_on_pages(offices: Flask, sign_in: SignInAs) -> None:
    with offices.app_context():
        decided(yuan=1700)
        bonus("2026-11", 1200)
    xu = sign_in("xu")
    assert "Settle 2026-11" in xu.get("/office/conduct/months").text
    page = xu.get("/office/conduct/months/2026-11").text
    for shown in ("￥1,200.00", "￥600.00", "￥1,700.00", "￥1,100.00"):
        assert shown in page
    assert send(xu, "/office/conduct/months/2026-11", seen="stale").status_code == 409
    answer = send(xu, "/office/conduct/months/2026-11")
    assert answer.status_code == 303
    page = xu.get(answer.location).text
    assert "Afterwards neither these sums" not in page
    assert 'href="/office/conduct/months/2026-11"' in xu.get("/office/conduct/months").text
    su = sign_in("su")
    with offices.app_context():
        own = factories.staff_id("su")
    assert "￥600.00" in su.get(f"/office/conduct/of/{own}").text


def test_the_report_shows_and_exports_penalties_and_deductions(offices: Flask, sign_in: SignInAs) -> None:
    with offices.app_context():
        number = decided(yuan=1700).number
        bonus("2026-11", 1200)
        settle("2026-11")
    gao = sign_in("gao")
    page = gao.get("/office/conduct/report?month=2026-11").text
    assert number in page
    assert "￥1,100.00" in page
    answer = gao.get("/office/conduct/report/deductions.csv?month=2026-11")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[1] == [
        "苏销",
        "销售部",
        "2026-11",
        "1200.00",
        "600.00",
        number,
        "1700.00",
        "0.00",
        "600.00",
        "1100.00",
        "Yes",
    ]
    book = load_workbook(io.BytesIO(gao.get("/office/conduct/report/penalties.xlsx?month=2026-11").data))
    cells = [cell.value for cell in book.active[2]]  # type: ignore[index]
    assert cells[0] == number
    assert cells[6] == 1700
    for bad in ("", "?month=x", "?month=2026-13"):
        assert gao.get(f"/office/conduct/report/penalties.csv{bad}").status_code == 422
    assert gao.get("/office/conduct/report?month=zzz").status_code == 422
