"""Asking to read the file of another: who decides, how long it lasts, and that every reading is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.customers.access_requests import rules, service
from app.customers.access_requests.models import AccessRequest
from app.customers.files import queries as files
from app.customers.files.models import Customer, FileGrant
from app.customers.files.service import change_customer
from app.customers.merging.service import merge
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.office.approvals.models import Approval
from app.office.approvals.service import approve, refuse
from app.unit_of_work import unit_of_work
from tests import factories
from tests.conftest import NOW
from tests.customers.factories_customers import a_customer
from tests.factories import actor

SignIn = Callable[[str], FlaskClient]


@given(
    today=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    ahead=st.integers(-400, 4000),
    most=st.integers(1, 3660),
)
def test_a_last_day_is_taken_just_where_it_lies_within_the_days_of_the_office(
    today: date, ahead: int, most: int
) -> None:
    until = today + timedelta(days=ahead)
    if 0 <= ahead < most:
        rules.check_span(until, today, most)
    else:
        with pytest.raises(Refused):
            rules.check_span(until, today, most)


def test_the_own_department_asks_its_manager_everybody_else_the_general_manager() -> None:
    assert rules.matter_for(3, 3) == "files.read_own"
    assert rules.matter_for(3, 4) == rules.matter_for(None, None) == rules.matter_for(3, None) == "files.read_other"


@pytest.fixture
def theirs(context: None) -> Customer:
    """A customer of Su, whose file Fang (of another department) may not read."""
    factories.make_posts()
    return a_customer(
        "长江贸易有限公司", kind="company", owner="su", nature="民营", supervising_unit="无", contact="周"
    )


def asked(customer: Customer, who: str = "fang", days: int = 3) -> AccessRequest:
    until = clock.today() + timedelta(days=days - 1)
    return service.ask(customer.id, purpose="核对投诉的合同编号", until_on=until, by=actor(who))


def decided(request: AccessRequest, who: str, verb: Callable[..., object] = approve) -> str:
    approval = db.session.scalars(select(Approval).where(Approval.subject == f"access_request:{request.id}")).one()
    verb(approval.id, approval.version, "可以", by=actor(who))
    return approval.matter


def reads(customer: Customer, who: str = "fang") -> bool:
    return files.may_see(actor(who), customer.id)


@contextmanager
def later(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: moment)
        yield


def test_leave_to_read_begins_with_the_decision_and_its_last_day_is_its_last_day(
    theirs: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = asked(theirs)  # on the 20th for three days
    assert not reads(theirs)
    assert decided(request, "gao") == "files.read_other"
    assert reads(theirs)
    for moment, readable in ((NOW.replace(day=22, hour=23, minute=59), True), (NOW.replace(day=23, hour=0), False)):
        with later(monkeypatch, moment):
            assert reads(theirs) is readable


def test_leave_to_read_is_no_leave_to_change(theirs: Customer) -> None:
    decided(asked(theirs), "gao")
    assert reads(theirs)
    with pytest.raises(NoResultFound):
        change_customer(theirs.id, {"address": "别处"}, version=theirs.version, by=actor("fang"))


def test_a_refusal_gives_nothing_and_one_may_ask_again(theirs: Customer) -> None:
    request = asked(theirs)
    with pytest.raises(Refused, match="asked already"):
        asked(theirs)
    decided(request, "gao", refuse)
    assert not reads(theirs)
    assert asked(theirs).id != request.id


def test_whoever_may_read_already_need_not_ask(theirs: Customer) -> None:
    with pytest.raises(Refused, match="already"):
        asked(theirs, "su")


def test_a_decision_after_the_last_day_gives_nothing(theirs: Customer, monkeypatch: pytest.MonkeyPatch) -> None:
    request = asked(theirs, days=1)
    with later(monkeypatch, NOW + timedelta(days=1)):
        decided(request, "gao")
        assert not reads(theirs)


def test_leave_ends_at_once_when_it_is_ended_early(theirs: Customer) -> None:
    request = asked(theirs)
    decided(request, "gao")
    now = db.session.scalars(select(AccessRequest).where(AccessRequest.id == request.id)).one()
    service.end(now.id, now.version, by=actor("fang"))
    assert not reads(theirs)
    assert db.session.scalars(select(FileGrant)).one().ended_by == actor("fang").name


def test_a_colleague_of_the_department_is_decided_on_by_its_manager(theirs: Customer) -> None:
    theirs_too = a_customer("华光电子有限公司", kind="company", owner="su", phone="13800000009")
    with unit_of_work(by=OPERATOR) as work:
        work.session.get_one(Customer, theirs_too.id).department_id = factories.department_id("营业厅")
    request = asked(theirs_too, "chen")
    assert request.matter == "files.read_own"


@pytest.fixture
def their_id(app: Flask) -> int:
    """The same customer, for tests that speak to the program by its pages."""
    with app.app_context():
        factories.make_posts()
        return a_customer("长江贸易有限公司", kind="company", owner="su", nature="民营").id


def test_every_reading_stands_in_the_log_of_those_who_watch_over_the_file(their_id: int, sign_in: SignIn) -> None:
    sign_in("xu").get(f"/customers/{their_id}")
    for watcher in ("gao", "bai"):
        log = sign_in(watcher).get("/customers/access-requests/reads").text
        assert "徐财" in log
        assert "长江贸易" in log
    assert sign_in("fang").get("/customers/access-requests/reads").status_code == 403
    assert "长江贸易" not in sign_in("gao").get("/customers/access-requests/reads?customer=C999999").text


def test_what_was_read_before_a_merge_stays_in_the_log(app: Flask, their_id: int, sign_in: SignIn) -> None:
    sign_in("xu").get(f"/customers/{their_id}")
    with app.app_context():
        survivor = a_customer("长江贸易公司", kind="company", owner="su", phone="13800000009")
        number, place = survivor.number, f"/customers/access-requests/of-customer/{survivor.id}"
        merge(survivor.id, their_id, {}, versions=(1, 1), reason="同一家", by=OPERATOR)
    bai = sign_in("bai")
    for path in ("/customers/access-requests/reads", f"/customers/access-requests/reads?customer={number}", place):
        found = bai.get(path).text.partition("<tbody>")[2]
        assert "徐财" in found, path


def test_leave_to_read_offers_no_change(app: Flask, their_id: int, sign_in: SignIn) -> None:
    with app.app_context():
        decided(asked(db.session.get_one(Customer, their_id)), "gao")
    for who, offered in (("fang", False), ("su", True)):
        page = sign_in(who).get(f"/customers/{their_id}").text
        assert "History of this file" in page
        assert ("Change the file" in page) is offered, who


def test_the_form_asks_and_the_request_is_seen_by_its_own_only(app: Flask, their_id: int, sign_in: SignIn) -> None:
    client, form = sign_in("fang"), f"/customers/access-requests/ask/{their_id}"
    key = client.get(form).text.split('name="form_key" value="')[1].split('"')[0]
    answer = client.post(form, data={"form_key": key, "purpose": "核对地址", "until_on": "2026-11-21"})
    assert answer.status_code in (204, 302, 303)
    page = "/customers/access-requests/1"
    assert "核对地址" in client.get(page).text
    again = client.get(form).text
    assert f'href="{page}"' in again
    assert 'name="purpose"' not in again
    assert sign_in("chen").get(page).status_code == 404
    assert "核对地址" not in sign_in("chen").get("/customers/access-requests/").text
    wrong = sign_in("chen").post(form, data={"purpose": "为了核对", "until_on": "昨天"})
    assert wrong.status_code == 422
    assert "为了核对" in wrong.text
