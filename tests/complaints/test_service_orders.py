from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app import clock
from app.complaints.cases.feature import TAKEN
from app.complaints.service_orders import hooks, queries, rules, service
from app.complaints.service_orders.documents import service_order
from app.complaints.service_orders.models import ServiceOrder
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.access.service.people import deactivate
from app.office.deadlines.queries.shown import shown
from app.office.history.service import record
from app.office.tasks.models import Task
from app.unit_of_work import unit_of_work
from tests import factories
from tests.complaints.factories_cases import make_case
from tests.customers.factories_customers import a_customer

SignIn = Callable[[str], FlaskClient]
TODAY = date(2026, 11, 20)
DAYS = st.none() | st.dates(TODAY - timedelta(9), TODAY + timedelta(9))


def asked(**more: Any) -> ServiceOrder:
    plain = {"place": "3 栋 1202", "what": "Tap drips.", "part": rules.PRIVATE, "asked_at": clock.now()}
    return service.take(rules.NewRequest(**{**plain, "contact_name": "Mr Wang", **more}), by=factories.actor("fang"))


def fresh(one: ServiceOrder) -> ServiceOrder:
    db.session.rollback()
    db.session.refresh(one)
    return one


def ordered(one: ServiceOrder, **more: Any) -> ServiceOrder:
    order = rules.Order(**{"task": "New washer.", "staff_id": factories.staff_id("ma"), **more})
    service.accept(one.id, fresh(one).version, order, by=factories.actor("fang"))
    return fresh(one)


@given(
    st.sampled_from(list(rules.STATES)), st.sampled_from(list(rules.PARTS)), st.sampled_from([None, True, False]),
    st.booleans(), st.booleans(),
)  # fmt: skip
def test_whose_business_a_repair_is_follows_from_part_and_warranty(
    state: str, part: str, warranty: bool | None, keeps: bool, does: bool
) -> None:
    found = rules.moves(state, part, warranty, rules.Standing(keeps, does))
    deciding = keeps and state == rules.ASKED
    assert (rules.ACCEPT in found) == deciding
    assert (rules.REFUSE in found) == (deciding and part == rules.PRIVATE and warranty is False)
    assert (rules.REFER in found) == (deciding and (part == rules.PUBLIC or warranty is True))
    assert not {rules.REFUSE, rules.REFER} <= found
    assert (rules.FINISH in found) == (state == rules.ORDERED and (keeps or does))


@given(st.sampled_from(list(rules.STATES)), DAYS, DAYS)
def test_late_is_what_was_promised_and_is_not_done_by_its_day(state: str, due: date | None, done: date | None) -> None:
    late = rules.is_late(state, due, done, TODAY)
    if due is None or state not in (rules.ORDERED, rules.DONE):
        assert not late
    else:
        assert late == ((done or TODAY) > due)
    assert rules.may_complain(late, rules.SATISFIED) == late


def test_an_accepted_order_has_a_day_that_is_watched_and_a_person_who_does_it(context: None) -> None:
    usual, typed = ordered(asked()), ordered(asked(), due_on=clock.today() + timedelta(days=1))
    assert (usual.number, usual.due_on, typed.due_on) == ("FW2611-001", date(2026, 11, 25), date(2026, 11, 21))
    for one in (usual, typed):
        deadline = shown(queries.subject_of(one.id))
        assert deadline is not None
        assert deadline.due_on == one.due_on
    tasks = select(Task.kind).where(Task.staff_id == factories.staff_id("ma"), Task.state == "open")
    assert list(db.session.scalars(tasks)) == ["deadlines.due", "deadlines.due"]
    with pytest.raises(Refused):
        service.finish(usual.id, usual.version, clock.now(), "New washer.", by=factories.actor("su"))
    db.session.rollback()
    with pytest.raises(Conflict):
        service.finish(usual.id, 1, clock.now(), "New washer.", by=factories.actor("ma"))
    db.session.rollback()
    service.finish(usual.id, fresh(usual).version, clock.now(), "New washer.", by=factories.actor("ma"))
    deadline = shown(queries.subject_of(usual.id))
    assert (fresh(usual).state, deadline.stopped if deadline else None) == (rules.DONE, True)
    assert len(db.session.scalars(queries.own(factories.actor("ma"))).all()) == 1


def test_within_warranty_the_builder_is_told_and_after_it_the_owner_in_words(context: None) -> None:
    within, after = asked(warranty=True), asked(warranty=False)
    with pytest.raises(Refused, match="cannot do this"):
        service.refuse(within.id, 1, "Yours.", clock.today(), by=factories.actor("fang"))
    db.session.rollback()
    with pytest.raises(Refused, match="what the owner was told"):
        service.refuse(after.id, 1, " ", clock.today(), by=factories.actor("fang"))
    db.session.rollback()
    service.refer(within.id, 1, "Builder Co.", "Rang them.", clock.today(), by=factories.actor("fang"))
    service.refuse(after.id, 1, "Inside the flat it is yours.", clock.today(), by=factories.actor("fang"))
    assert [(one.state, one.ours, one.owner_told_on) for one in (fresh(within), fresh(after))] == [
        (rules.REFERRED, False, TODAY), (rules.REFUSED, False, TODAY),
    ]  # fmt: skip


def test_customers_files_and_leavers_know_of_open_and_late_orders(context: None) -> None:
    factories.make_posts()
    customer = a_customer("Mrs Li", phone="13911112222")
    one = ordered(asked(customer_id=customer.id, contact_name=None), due_on=clock.today())
    front, ids = factories.actor("fang"), [customer.id]
    assert hooks.flags(ids, front) == {}
    with unit_of_work(by=OPERATOR):
        one.due_on = clock.today() - timedelta(days=1)
    assert [flag.status for flag in hooks.flags(ids, front)[customer.id]] == ["red"]
    assert hooks.flags(ids, factories.actor("wu")) == {}
    assert hooks.handover_parts(factories.staff_id("ma"), ids)[customer.id][0].count == 1
    assert hooks.handover_parts(factories.staff_id("su"), ids) == {}
    assert len(hooks.erasure_obstacles(ids)) == 1
    assert [row.id for row in queries.listing(queries.Filters(queries.LATE), front).rows] == [one.id]
    deactivate(factories.staff_id("ma"), 1, clock.today(), by=factories.actor("admin"))
    assert fresh(one).staff_id == factories.staff_id("bai")
    service.cancel(one.id, one.version, "Moved out.", by=front)
    assert hooks.erasure_obstacles(ids) == []


def test_a_complaint_that_came_of_an_order_is_kept_with_it(context: None) -> None:
    one = ordered(asked())
    found = hooks.origin(f"service_order:{one.id}", factories.actor("kong"))
    assert found is not None
    assert found["contact_name"] == "Mr Wang"
    assert hooks.origin(f"service_order:{one.id}", factories.actor("wu")) is None
    case = make_case(came_from=f"service_order:{one.id}")
    with unit_of_work(by=OPERATOR):
        record(TAKEN, f"complaint:{case}", facts={"matter": "Late."})
    assert fresh(one).complaint_id == case


def test_the_paper_is_that_of_an_order_with_its_day(context: None) -> None:
    one = asked(warranty=False)
    paper = service_order(factories.actor("fang"), one.id)
    assert (paper.due_on, paper.contact, paper.what) == ("", "Mr Wang", "Tap drips.")
    ordered(one, fee_fen=8000)
    paper = service_order(factories.actor("ma"), one.id)
    assert (paper.due_on, paper.staff, paper.fee) == ("2026-11-25", "马抄", "￥80.00")


def test_it_is_taken_decided_and_done_on_its_pages(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        customer = a_customer()
        number, ma = customer.number, factories.staff_id("ma")
    fang, chen = sign_in("fang"), sign_in("chen")
    page = fang.get(f"/complaints/service-orders/new?visit=7&customer={customer.id}").text
    assert f'value="{number}"' in page
    assert 'value="visit:7"' in page
    form = {"customer": number, "place": "Flat 5", "what": "Tap", "part": "private", "asked_at": "2026-11-20 08:30"}
    assert fang.post("/complaints/service-orders/new", data={**form, "place": ""}).status_code == 422
    answer = fang.post("/complaints/service-orders/new", data={**form, "came_from": "visit:7"})
    at = answer.headers["Location"]
    assert "whether it is within warranty" in fang.get(at).text
    assert chen.get(f"{at}/accept").status_code == 422
    changed = {**form, "warranty": "after", "version": "1"}
    assert fang.post(f"{at}/change", data=changed).status_code == 303
    assert fang.post(f"{at}/accept", data={"task": "Do it", "version": "2"}).status_code == 422
    order = {"task": "Do it", "staff_id": ma, "due_on": "2026-11-20", "fee_fen": "80", "version": "2"}
    assert fang.post(f"{at}/accept", data=order).status_code == 303
    assert "Flat 5" in sign_in("ma").get("/complaints/service-orders/?mine=y").text
    done = {"done_at": "2026-11-20 08:50", "result": "New tap", "satisfied": "dissatisfied", "version": "3"}
    assert sign_in("ma").post(f"{at}/done", data=done).status_code == 303
    assert fang.get(f"{at}/ask-after").status_code == 200
    assert "Flat 5" in chen.get(f"/complaints/service-orders/of-customer/{customer.id}").text
    assert sign_in("wu").get(at).status_code == 403
