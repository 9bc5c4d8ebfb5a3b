"""Consultations: the ledger of stages, and the form of two pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.customers.consultations import queries, rules, service
from app.customers.consultations.models import Consultation
from app.customers.consultations.rules import STAGES, Step
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.extensions import db
from tests.customers.factories_customers import a_customer
from tests.factories import actor

SignIn = Callable[[str], FlaskClient]
TODAY = date(2026, 11, 20)
REACHED = [one for one in STAGES if one != rules.ENQUIRY]


@given(st.lists(st.one_of(st.sampled_from(REACHED), st.none())))
def test_taking_back_undoes_the_newest_step_that_holds_whatever_came_before(moves: list[str | None]) -> None:
    """None takes the newest step back. A plain stack says what must hold; the ledger only grows."""
    ledger: list[Step] = []
    stack: list[str] = []
    for n, stage in enumerate(moves, start=1):
        if stage is not None:
            ledger.append(Step(n, stage, TODAY))
            stack.append(stage)
        elif stack:
            ledger.append(Step(n, stack[-1], TODAY, takes_back_id=rules.standing(ledger)[-1].id))
            stack.pop()
    assert [one.stage for one in rules.standing(ledger)] == stack
    assert rules.stage_of(ledger, TODAY)[0] == (stack[-1] if stack else rules.ENQUIRY)


@pytest.mark.parametrize(
    ("stage", "on_day", "amount", "note", "now"),
    [
        ("deposit", TODAY + timedelta(1), None, None, "enquiry"),
        ("deposit", TODAY - timedelta(9), None, None, "enquiry"),
        ("measuring", TODAY, 100, None, "deposit"),
        ("deposit", TODAY, 0, None, "enquiry"),
        ("lost", TODAY, None, None, "quotation"),
        ("contract", TODAY, None, None, "lost"),
        ("start", TODAY, None, None, "completion"),
        ("enquiry", TODAY, None, None, "deposit"),
    ],
)
def test_a_step_that_cannot_follow_is_refused(
    stage: str, on_day: date, amount: int | None, note: str | None, now: str
) -> None:
    with pytest.raises(Refused):
        rules.check_step(stage, on_day, amount, note, now=now, since=TODAY - timedelta(3), today=TODAY)
    rules.check_step("quotation", TODAY, 100, None, now="deposit", since=TODAY, today=TODAY)


@given(st.integers(1, rules.LARGEST_AREA))
def test_an_area_is_read_as_it_is_written(area: int) -> None:
    assert rules.read_area(rules.area_in_words(area)) == area
    assert rules.read_area(f"{rules.area_in_words(area)} 平方米") == area


@pytest.mark.parametrize("text", ["", "-3", "0", "八十", "1.234", "NaN", "1e99", "Infinity"])
def test_what_is_no_area_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        rules.read_area(text)


@pytest.mark.parametrize("key", rules.TOLD)
def test_a_form_that_says_nothing_of_house_money_or_wishes_is_refused(key: str) -> None:
    empty = {"house_address": "", "budget": None, "family": "三口", "design": "简约"}
    with pytest.raises(Refused) as refused:
        rules.check_told(empty)
    assert refused.value.field == "house_address"
    rules.check_told({**empty, key: "1"})


@pytest.fixture
def opened(context: None) -> Consultation:
    customer = a_customer(owner="su")
    return service.open_consultation(customer.id, {"house_address": "幸福路1号", "budget": Fen(100)}, by=actor("su"))


def stored(made: Consultation) -> Consultation:
    query = select(Consultation).where(Consultation.id == made.id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def test_stages_are_recorded_with_day_and_sum_and_taken_back_with_reason(opened: Consultation) -> None:
    by = actor("su")
    assert opened.number == "ZX2611-001"
    service.reach(opened.id, 1, "deposit", TODAY, amount=Fen(200_000), note=None, by=by)
    with pytest.raises(Conflict):
        service.reach(opened.id, 1, "measuring", TODAY, amount=None, note=None, by=by)
    service.reach(opened.id, 2, "lost", TODAY, amount=None, note="价格太高", by=by)
    assert stored(opened).stage == "lost"
    service.take_back(opened.id, 3, "客户回来了", by=by)
    assert stored(opened).stage == "deposit"
    assert [one.takes_back_id is not None for one in queries.stages(opened.id)] == [False, False, True]


def test_only_whoever_may_change_the_file_keeps_its_consultations(opened: Consultation) -> None:
    for stranger in ("fang", "xu"):
        with pytest.raises((NoResultFound, Refused)):
            service.reach(opened.id, 1, "deposit", TODAY, amount=None, note=None, by=actor("fang"))
        assert queries.of_customer(opened.customer_id, actor(stranger)) == []
    assert len(queries.of_customer(opened.customer_id, actor("bai"))) == 1


def test_the_form_is_filled_in_by_two_people_without_losing_either(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        customer = a_customer(owner="su")
        service.open_consultation(customer.id, {"house_address": "幸福路1号"}, by=actor("su"))
    su, bai = sign_in("su"), sign_in("bai")
    page, form = "/customers/consultations/1", "/customers/consultations/1/change"
    typed = {"opened_on": "2026-11-20", "wishes": "多留收纳", "area_m2": "89.5", "budget": "120000", "version": "1"}
    assert su.post(form, data=typed).status_code in (204, 302, 303)
    assert "多留收纳" in bai.get(page).text
    late = bai.post(form, data={"budget": "1", "opened_on": "2026-11-20", "design": "客餐厅连通", "version": "1"})
    assert late.status_code == 409
    assert "客餐厅连通" in late.text
    wrong = su.post(form, data={**typed, "version": "2", "area_m2": "很大"})
    assert wrong.status_code == 422
    assert "很大" in wrong.text
    assert su.post(form, data={"opened_on": "2026-11-20", "design": "客餐厅连通", "version": "2"}).status_code == 422
    assert "89.5" in su.get("/documents/enquiry_form/1").text
