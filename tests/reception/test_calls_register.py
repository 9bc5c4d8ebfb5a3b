"""A call: registered in one form, about the same matter as an earlier one, known again at the door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app import clock
from app.customers.files.rules import NewCustomer
from app.customers.files.service import open_customer
from app.domain.errors import Refused
from app.extensions import db
from app.office.history.models import Entry
from app.reception.calls import hooks, queries, rules
from app.reception.calls.models import Call
from app.reception.calls.queries import Filters
from app.reception.calls.rules import NewCall
from tests import factories
from tests.reception.factories_register import TODAY, a_call, a_purpose
from tests.support import count_queries

SignIn = Callable[[str], FlaskClient]


def hidden(page: str) -> dict[str, str]:
    tree = lxml.html.document_fromstring(page)
    return {
        one.get("name"): one.get("value") or "" for one in tree.xpath("//form[@method='post']//input[@type='hidden']")
    }


@pytest.mark.usefixtures("context")
def test_a_call_gets_a_number_and_who_typed_it_took_it() -> None:
    call = a_call("su", source="路过", invited_for=TODAY + timedelta(days=1))
    assert (call.number, call.day, call.staff_id) == ("LD2611-001", TODAY, factories.staff_id("su"))
    assert call.invited, "a day says so"
    entry = db.session.scalars(select(Entry).where(Entry.subject == f"call:{call.id}")).one()
    assert (entry.action, entry.facts["number"]) == ("calls.registered", "LD2611-001")
    assert a_call("fang").number == "LD2611-002"


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": "", "phone": None}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"matter": " "}, "matter"),
        ({"invited_for": TODAY - timedelta(days=1)}, "invited_for"),
        ({"first_time": "perhaps"}, "first_time"),
    ],
)
def test_it_refuses_a_call_that_cannot_be_one(more: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        a_call(**more)
    assert refused.value.field == field
    assert db.session.scalar(select(func.count()).select_from(Call)) == 0


def test_a_call_is_not_entered_before_it_was_taken_nor_long_after() -> None:
    now = clock.now()
    for wrong in (now + timedelta(minutes=1), now - timedelta(days=5)):
        with pytest.raises(Refused):
            rules.check(NewCall(1, "matter", "name"), called_at=wrong, now=now, late_days=3, today=date(2026, 11, 20))


@pytest.mark.usefixtures("context")
def test_a_call_about_an_earlier_one_belongs_to_the_first_on_its_matter() -> None:
    first = a_call()
    second = a_call(matter="还没人回电", matter_of_id=first.id)
    third = a_call(matter="第三次来电", matter_of_id=second.id)
    assert {second.matter_of_id, third.matter_of_id} == {first.id}
    offered = queries.may_be_about("139-0000-0002", None, TODAY, 30, factories.actor("chen"))
    assert [row.Call.id for row in offered] == [third.id], "a matter is offered once, by its newest call"
    others = queries.same_matter(second, factories.actor("chen"))
    assert [row.Call.id for row in others] == [first.id, third.id]
    repeated = queries.listing(Filters(repeated=True), factories.actor("chen"))
    assert [row.first for row in repeated.rows] == ["LD2611-001", "LD2611-001"]


@pytest.mark.usefixtures("context")
def test_whoever_may_not_see_calls_finds_none() -> None:
    a_call()
    wu = factories.actor("wu")
    assert queries.listing(Filters(), wu).rows == []
    assert queries.found("李建国", wu) == []
    assert [row.Call.name for row in queries.found("lijianguo", factories.actor("su"))] == ["李建国"]


def test_the_door_hears_that_a_visitor_called_and_was_invited(app: Flask) -> None:
    with app.test_request_context():
        a_call(invited_for=TODAY)
        [hint] = hooks.visitor_hints("13900000002", None, None)
        assert (hint.kind, hint.values["needs"], str(hint.text)) == (
            "call",
            "问开盘时间",
            "Called on 2026-11-20 (LD2611-001), invited for 2026-11-20",
        )
        assert hooks.visitor_hints("13900000003", None, None) == []


def test_a_call_is_registered_in_one_form_with_what_is_known_beside_it(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        purpose_id = a_purpose()
        customer = open_customer(NewCustomer("person", "李建国", phone="13900000002"), by=factories.actor("su")).id
        earlier = a_call().id
    browser = sign_in("fang")
    hints = browser.get("/reception/calls/hints?phone=13900000002", headers={"HX-Request": "true"}).text
    assert "LD2611-001" in hints
    assert f'<option value="{customer}" selected' in hints
    page = browser.get("/reception/calls/new?phone=13900000002").text
    assert lxml.html.document_fromstring(page).xpath("//*[@autofocus]/@name") == ["phone"]
    typed = {"phone": "13900000002", "matter": "再问开盘", "purpose_id": purpose_id, "first_time": "unknown"}
    typed |= {"staff_id": "", "customer_id": customer, "matter_of_id": earlier}
    with app.app_context():
        typed["staff_id"] = factories.staff_id("chen")
    answer = browser.post("/reception/calls/new", data={**hidden(page), **typed})
    assert answer.status_code == 303
    with count_queries(app) as counted:
        shown = browser.get(answer.location).text
    assert len(counted) <= 20
    assert "李建国" in shown
    assert "陈收" in shown
    assert "Other calls on the same matter" in shown
    tab = browser.get(f"/reception/calls/customer/{customer}", headers={"HX-Request": "true"}).text
    assert "LD2611-001" in tab
    assert "LD2611-002" in tab
    listed = browser.get("/reception/calls/?q=开盘").text
    assert "again about LD2611-001" in listed
    assert "139****0002" in listed
    assert "13900000002" not in listed
    wrong = browser.post("/reception/calls/new", data={**hidden(page), **typed, "matter": ""})
    assert wrong.status_code == 422
    assert "Please fill this in." in wrong.text


def test_an_enquiry_from_a_call_keeps_the_call(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        call_id = a_call("fang", matter="问气价", phone="13800003333").id
    client = sign_in("fang")
    tree = lxml.html.document_fromstring(client.get(f"/reception/calls/{call_id}").text)
    (way,) = [one for one in tree.xpath("//a/@href") if one.startswith("/reception/enquiries/new")]
    assert "13800003333" not in way, "no telephone number in an address"
    page = client.get(way).text
    assert hidden(page)["call_id"] == str(call_id)
    assert "问气价" in page
