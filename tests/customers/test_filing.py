"""New customers and changes are filed in time, by classes: late, reminded, counted; households never."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.customers.files import ruling
from app.customers.files.service import change_customer
from app.customers.filing import noticing, punctuality, queries, rules, service
from app.customers.filing.models import Filing, FilingReminder
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.domain.workdays import Calendar
from app.extensions import db
from app.office.conduct.models import ConductCase, Deduction
from app.office.deadlines.models import Deadline
from app.office.history.models import Entry
from app.office.tasks.models import Task
from tests import factories
from tests.customers.factories_customers import a_customer

TODAY = date(2026, 11, 20)
FULL = {
    "nature": "民营",
    "supervising_unit": "工信局",
    "contact": "李工",
    "address": "河边1号",
    "phone": "0571-88881234",
}


def a_company(name: str = "杭州前台有限公司", **values):
    return a_customer(name, kind="company", **{"owner": "su", "category": "key", **values})


def filings(**equal) -> list[Filing]:
    db.session.expire_all()
    return list(db.session.scalars(select(Filing).filter_by(**equal).order_by(Filing.id)))


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 1))
CALENDARS = st.builds(
    lambda days: Calendar(frozenset(days), frozenset(), frozenset({2026}), time(8), time(17)),
    st.sets(DAYS, max_size=20),
)


@given(DAYS, st.integers(0, 20), CALENDARS, st.integers(0, 60))
def test_whatever_is_filed_within_so_many_working_days_is_in_time_and_a_day_after_is_late(since, days, known, later):
    due = rules.due_day(since, days, known)
    filed = since + timedelta(days=later)
    in_time = known.working_days_between(since, filed) <= days if known.is_working_day(filed) else filed <= due
    assert rules.is_late(filed, due) == (not in_time)


def test_a_new_company_is_to_be_filed_in_five_working_days_from_first_contact(context):
    a_company(first_contact_on=date(2026, 11, 17))
    [filing] = filings()
    assert (filing.kind, filing.since_on, filing.due_on) == ("opening", date(2026, 11, 17), date(2026, 11, 24))
    assert filing.number == "JD2611-001"
    deadline = db.session.scalars(select(Deadline).where(Deadline.subject == f"filing:{filing.id}")).one()
    assert (deadline.due_on, deadline.staff_id) == (filing.due_on, factories.staff_id("su"))
    assert db.session.scalars(select(Task.staff_id).where(Task.state == "open")).all() == [filing.staff_id]


def test_registering_asks_for_every_required_field_and_ends_the_deadline(context):
    customer, by = a_company(), factories.actor("su")
    [filing] = filings()
    with pytest.raises(Refused, match=r"Supervising unit|主管单位"):
        service.register(filing.id, filing.version, by=by)
    change_customer(customer.id, FULL, version=1, reason="补全", by=by)
    assert len(filings()) == 1  # what completes the file is no change to be filed
    with pytest.raises(Conflict):
        service.register(filing.id, 7, by=by)
    service.register(filing.id, filing.version, by=by)
    [filing] = filings()
    assert (filing.state, filing.filed_on, filing.late) == ("filed", TODAY, False)
    assert db.session.scalars(select(Deadline.outcome)).all() == ["kept"]
    assert db.session.scalars(select(Task.id).where(Task.state == "open")).all() == []


def test_household_gas_customers_never_stand_among_overdue_filings(context):
    gao = factories.actor("gao")
    household = a_customer(owner="su", first_contact_on=date(2026, 1, 5))
    change_customer(household.id, {"phone": "13800000009"}, version=1, known_on=date(2026, 1, 5), by=OPERATOR)
    noticing.report_change(household.id, "搬家了", known_on=date(2026, 1, 5), by=factories.actor("fang"))
    assert filings() == []
    a_company(first_contact_on=date(2026, 11, 2))
    assert queries.overdue_count(gao, mine=False) == 1
    ruling.set_requirement("company", "key", [], filing=False, by=OPERATOR)
    assert queries.overdue_count(gao, mine=False) == 0
    assert [one.state for one in filings()] == ["dropped"]
    assert db.session.scalars(select(Deadline.outcome)).all() == ["dropped"]


def test_a_change_is_filed_at_once_late_or_not_by_since_when_it_was_known(context):
    customer = a_company(**FULL)
    [opening] = filings()
    service.register(opening.id, opening.version, by=OPERATOR)
    change_customer(
        customer.id, {"address": "新街2号"}, version=1, known_on=date(2026, 11, 13), reason="搬迁", by=OPERATOR
    )
    change_customer(
        customer.id, {"address": "新街3号"}, version=2, known_on=date(2026, 11, 12), reason="再搬", by=OPERATOR
    )
    change_customer(customer.id, {"owner_id": factories.staff_id("bai")}, version=3, reason="换人", by=OPERATOR)
    assert [(one.number, one.state, one.late, one.what) for one in filings(kind="change")] == [
        ("BG2611-001", "filed", False, "搬迁"),
        ("BG2611-002", "filed", True, "再搬"),
    ]
    assert filings(kind="change")[0].changes == [{"field": "address", "old": "河边1号", "new": "新街2号"}]


def test_a_reported_change_runs_until_it_stands_in_the_file_and_goes_with_the_customer(context):
    customer = a_company(**FULL)
    [opening] = filings()
    service.register(opening.id, opening.version, by=OPERATOR)
    reported = noticing.report_change(customer.id, "换了电话", known_on=TODAY, by=factories.actor("fang"))
    assert reported is not None
    change_customer(customer.id, {"owner_id": factories.staff_id("bai")}, version=1, reason="换人", by=OPERATOR)
    [waiting] = filings(state="open")
    assert waiting.staff_id == factories.staff_id("bai")
    change_customer(customer.id, {"phone": "0571-88880000"}, version=2, reason="更正", by=OPERATOR)
    [settled] = filings(kind="change")
    assert (settled.id, settled.state, settled.changes[0]["new"]) == (reported.id, "filed", "0571-88880000")
    with pytest.raises(NoResultFound):
        noticing.report_change(customer.id, "x", known_on=TODAY, by=factories.actor("wu"))


def test_reminders_are_counted_and_the_third_goes_to_the_conduct_ledger_once_without_money(context):
    a_company(first_contact_on=date(2026, 11, 2))
    [filing] = filings()
    for _ in range(4):
        service.remind(filing.id, filing.version, "请尽快建档", by=factories.actor("bai"))
        [filing] = filings()
    counted = db.session.scalars(select(FilingReminder.ordinal).order_by(FilingReminder.id)).all()
    assert counted == [1, 2, 3, 4]
    [case] = db.session.scalars(select(ConductCase)).all()
    assert (case.rule, case.staff_id, case.state) == ("filing.not_cooperating", filing.staff_id, "recorded")
    assert (case.amount_fen, db.session.scalars(select(Deduction)).all()) == (0, [])
    fresh = a_company("长江贸易有限公司")
    with pytest.raises(Refused):
        service.remind(filings(customer_id=fresh.id)[0].id, 1, None, by=factories.actor("bai"))


def test_a_past_month_stays_as_it_was(context, monkeypatch):
    gao, now = factories.actor("gao"), clock.now()
    early = a_company(first_contact_on=date(2026, 11, 2), **FULL)
    a_company("长江贸易有限公司", first_contact_on=date(2026, 11, 2))
    [first, second] = filings()
    before = punctuality.report(date(2026, 11, 1), gao)
    assert (before.total.opening_late, before.total.opening_in_time, before.total.percent) == (2, 0, 0)
    third = a_company("金桥物业有限公司", **FULL)
    [running] = filings(customer_id=third.id)
    assert punctuality.report(date(2026, 11, 1), gao).total.running == 1
    service.register(running.id, running.version, by=OPERATOR)
    then = punctuality.report(date(2026, 11, 1), gao)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=40))
    service.register(first.id, first.version, by=OPERATOR)
    service.drop(second.id, second.version, "客户注销", by=OPERATOR)
    assert early.id == first.customer_id
    assert punctuality.report(date(2026, 11, 1), gao) == then
    assert (then.total.opening_in_time, then.total.opening_late, then.total.percent) == (1, 2, 33)
    assert punctuality.report(date(2026, 11, 1), factories.actor("su")).total == then.total
    assert punctuality.report(date(2026, 11, 1), factories.actor("bai")).names


@given(
    st.lists(st.tuples(st.none() | st.integers(1, 3), st.sampled_from(sorted(punctuality.COLUMNS)), st.integers(0, 9)))
)
def test_the_total_is_the_sum_of_the_departments(rows):
    lines, total = punctuality.add_up(rows)
    for column in punctuality.COLUMNS:
        assert getattr(total, column) == sum(getattr(line, column) for line in lines.values())
    assert total.percent is None or 0 <= total.percent <= 100


def test_the_pages_lead_from_the_first_page_to_the_registered_filing(sign_in, app: Flask):
    with app.app_context():
        customer_id = a_company(first_contact_on=date(2026, 11, 2), **FULL).id
        [filing] = filings()
    su, bai = sign_in("su"), sign_in("bai")
    assert "Overdue filings" in su.get("/today/customers").text
    assert filing.number in bai.get("/customers/filing/").text
    assert filing.number not in sign_in("kong").get("/customers/filing/").text
    page = f"/customers/filing/{filing.id}"
    for url in (
        page,
        f"/customers/{customer_id}/filings",
        "/customers/filing/punctuality",
        "/customers/filing/?shown=all&kind=opening&staff=x",
        f"/customers/{customer_id}/report-change",
    ):
        assert bai.get(url).status_code == 200, url
    key = bai.get(page).text.partition('name="form_key" value="')[2].partition('"')[0]
    assert bai.post(f"{page}/remind", data={"version": "1", "form_key": key}).status_code == 303
    assert su.post(f"{page}/register", data={"version": "1"}).status_code == 409
    assert su.post(f"{page}/register", data={"version": "2"}).status_code == 303
    assert sign_in("fang").get(page).status_code == 403
    answer = bai.get("/customers/filing/punctuality.xlsx?month=2026-11")
    assert answer.status_code == 200
    assert bai.get("/documents/filing_punctuality/202611").status_code == 200
    assert sign_in("fang").post(f"/customers/{customer_id}/report-change", data={"what": ""}).status_code == 422
    with app.app_context():
        assert [one.late for one in filings()] == [True]


def test_a_printed_change_form_shows_what_is_covered_and_that_is_recorded(sign_in, app: Flask):
    with app.app_context():
        customer_id = a_company(**FULL).id
        service.register(filings()[0].id, filings()[0].version, by=OPERATOR)
        change_customer(customer_id, {"phone": "13711112222"}, version=1, by=OPERATOR)
        change_id = filings(kind="change")[0].id
    assert "13711112222" in sign_in("bai").get(f"/documents/customer_change/{change_id}").text
    with app.app_context():
        shown = select(Entry).where(Entry.action == "customers.shown", Entry.customer_id == customer_id)
        assert db.session.scalars(shown).one().actor_name == "白管"
