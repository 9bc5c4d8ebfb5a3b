"""Contracts with customers: how they stand, their end brought to mind once, and who may see their scans."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from app import clock
from app.customers.contracts import nightly, queries, rules, service
from app.customers.contracts.models import Contract
from app.customers.contracts.queries import Filters, listing
from app.customers.contracts.rules import NewContract
from app.customers.contracts.service import cancel, change, end, enter
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.extensions import db
from app.jobs import daily
from app.office.history.models import Entry
from app.office.tasks.models import Task
from tests.customers.factories_customers import a_customer
from tests.factories import actor, staff_id

SignIn = Callable[[str], FlaskClient]
TODAY = date(2026, 11, 20)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def now(contract_id: int) -> Contract:
    return db.session.get_one(Contract, contract_id, populate_existing=True)


def customer_of(owner: str) -> int:
    return a_customer(owner=owner).id


def agreed(customer_id: int, by: str = "su", **more: object) -> Contract:
    values: dict[str, object] = {"title": "供用气合同", "signed_on": TODAY, **more}
    return enter(customer_id, NewContract(**values), by=actor(by))  # type: ignore[arg-type]


@given(DAYS, DAYS, st.integers(1, 60))
def test_a_contract_that_runs_out_does_not_end_itself_and_is_brought_to_mind_once(
    until: date, today: date, ahead: int
) -> None:
    stands = rules.standing(rules.SIGNED, None, until, today, ahead)
    assert stands in (rules.SIGNED, rules.ENDING, rules.RUN_OUT)
    told = rules.is_to_be_reminded(rules.SIGNED, until, None, today, ahead)
    assert told == (stands != rules.SIGNED)
    assert not rules.is_to_be_reminded(rules.SIGNED, until, until, today, ahead)
    assert not rules.is_to_be_reminded(rules.ENDED, until, None, today, ahead)


@pytest.mark.usefixtures("context")
class TestDeeds:
    def test_it_gets_a_number_of_the_own_series_and_refuses_a_taken_one(self) -> None:
        customer_id = customer_of("su")
        assert agreed(customer_id).number == "HT2611-001"
        assert agreed(customer_id, number="gy-7").number == "GY-7"
        with pytest.raises(Refused, match="has this number already"):
            agreed(customer_id, number="GY-7")
        with pytest.raises(Refused, match="last day lies before"):
            agreed(customer_id, until_on=TODAY - timedelta(days=1))

    def test_a_correction_keeps_what_stood_there_before_and_the_quicker_one_wins(self) -> None:
        one = agreed(customer_of("su"), amount=Fen(10_000))
        new = NewContract("供用气合同", TODAY, amount=Fen(12_000), staff_id=one.staff_id)
        change(one.id, 1, new, "金额抄错", by=actor("su"))
        entry = db.session.scalars(select(Entry).where(Entry.action == "contracts.changed")).one()
        assert entry.reason == "金额抄错"
        assert entry.facts["changes"] == [{"field": "amount_fen", "old": 10_000, "new": 12_000}]
        with pytest.raises(Conflict):
            end(one.id, 1, "到期", by=actor("su"))
        cancel(one.id, 2, "未履行", by=actor("su"))
        assert (now(one.id).state, now(one.id).state_why) == ("cancelled", "未履行")

    def test_the_nightly_look_reminds_once_and_again_only_for_another_last_day(self) -> None:
        one = agreed(customer_of("su"), until_on=TODAY + timedelta(days=10))
        agreed(customer_of("su"), until_on=TODAY + timedelta(days=200))
        tasks = select(func.count()).select_from(Task).where(Task.kind == "contracts.ending")
        nightly.ask_once_a_day()
        _look()
        assert db.session.scalar(tasks.where(Task.staff_id == staff_id("su"), Task.due_on == one.until_on)) == 1
        longer = NewContract("供用气合同", TODAY, until_on=TODAY + timedelta(days=20), staff_id=one.staff_id)
        change(one.id, now(one.id).version, longer, "续签", by=actor("su"))
        _look()
        assert db.session.scalar(tasks) == 2
        assert now(one.id).state == "signed"

    def test_leave_to_see_contracts_is_no_leave_to_see_those_of_others(self) -> None:
        agreed(customer_of("su"))
        assert [len(listing(Filters(), actor(who)).rows) for who in ("su", "bai", "gao", "kong")] == [1, 1, 1, 0]


def _look() -> None:
    due = queries.due(clock.today())
    db.session.rollback()
    service.remind(due, by=daily.NIGHTLY)


def test_scan_and_page_of_another_departments_contract_do_not_exist(sign_in: SignIn) -> None:
    su, kong = sign_in("su"), sign_in("kong")
    with su.application.app_context():
        customer_id = customer_of("su")
        one = agreed(customer_id)
        subject, page = f"contract:{one.id}", f"/customers/contracts/{one.id}"
    scan = {"file": (io.BytesIO(b"%PDF-1.4\n%%EOF"), "scan.pdf")}
    assert su.post(f"/attachments/of/{subject}", data=scan).status_code in (200, 303)
    assert [su.get(page).status_code, su.get(f"/attachments/of/{subject}").status_code] == [200, 200]
    assert [kong.get(page).status_code, kong.get(f"/attachments/of/{subject}").status_code] == [404, 404]
    assert kong.get(f"/customers/{customer_id}/contracts").status_code == 404


def test_a_contract_is_entered_shown_printed_and_ended_on_screen(sign_in: SignIn) -> None:
    su = sign_in("su")
    with su.application.app_context():
        customer_id = customer_of("su")
    typed = {"title": "装饰合同", "signed_on": "1120", "until_on": "2027-11-19", "amount": "1200", "our_part": "供气"}
    assert f'/ <a href="/customers/{customer_id}"' in su.get(f"/customers/{customer_id}/contracts/new").text
    made = su.post(f"/customers/{customer_id}/contracts/new", data=typed)
    page = made.headers["Location"]
    assert "￥1,200.00" in su.get(page).text
    assert "装饰合同" in su.get(f"/customers/{customer_id}/contracts", headers={"HX-Request": "true"}).text
    assert "HT2611-001" in su.get("/customers/contracts/?standing=signed").text
    assert "供气" in su.get(f"/documents/contract/{page.rpartition('/')[2]}").text
    su.post(f"{page}/close", data={"version": "1", "state": "ended", "reason": "合同期满"})
    assert "合同期满" in su.get(page).text
