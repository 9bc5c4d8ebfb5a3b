"""The main contact and the file say the same, whichever of the two was changed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.customers.contacts import queries, rules, service
from app.customers.contacts.models import Contact
from app.customers.contacts.rules import Known, NewContact, agrees, step_to
from app.customers.files.models import Customer
from app.customers.files.service import change_customer
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.history.models import Entry
from app.search.index import matching
from tests import factories
from tests.customers.factories_customers import a_customer

COMPANY = {"kind": "company", "contact": "张经理", "phone": "13800000001"}
names = st.sampled_from(["张", "李", "王"])
phones = st.sampled_from([None, "13800000001", "13900000002", "0571-88881234", "13800000001、0571-88881234"])


@st.composite
def known_contacts(draw: st.DrawFn) -> list[Known]:
    chosen = draw(st.lists(names, unique=True, max_size=3))
    main = draw(st.integers(-1, len(chosen) - 1))
    return [Known(n, one, draw(phones), None, n == main) for n, one in enumerate(chosen)]


@settings(max_examples=60)
@given(st.one_of(st.none(), names), phones, known_contacts())
def test_one_step_makes_contacts_and_file_agree_and_a_second_is_none(contact, phone, known):
    def after(rows: list[Known]) -> list[Known]:
        step = step_to(contact, phone, rows)
        if step is None:
            return rows
        rows = [Known(one.id, one.name, one.mobile, one.phone, False) for one in rows]
        if step.new:
            return [
                *rows,
                Known(9, str(step.values["name"]), step.values.get("mobile"), step.values.get("phone"), True),
            ]
        return [Known(**{**_plain(one), "main": True, **step.values}) if one.id == step.main else one for one in rows]

    rows = after(known)
    main = [one for one in rows if one.main]
    assert [one.name for one in main] == ([contact] if contact else [])
    assert not main or not phone or agrees(phone, main[0].mobile, main[0].phone)
    assert {one.id for one in known} <= {one.id for one in rows}  # nobody is lost
    assert step_to(contact, phone, rows) is None


def _plain(one: Known) -> dict[str, object]:
    return {"id": one.id, "name": one.name, "mobile": one.mobile, "phone": one.phone, "main": one.main}


def a_company(**values) -> tuple[Customer, Contact]:
    customer = a_customer("杭州前台有限公司", **{**COMPANY, **values})
    return customer, queries.contacts_of(customer.id)[0]


def fresh(customer: Customer) -> tuple[str | None, str | None]:
    db.session.expire_all()
    found = db.session.get_one(Customer, customer.id)
    return found.contact, found.phone


def found_by(query: str) -> list[int]:
    """Who is found by a reader of the file; whoever sees the card alone never finds him by a contact."""
    assert list(db.session.scalars(matching("customer", query))) == []
    return list(db.session.scalars(matching("customer", query, inside=True)))


def test_whom_a_new_file_names_is_its_main_contact(context):
    _, main = a_company()
    assert (main.name, main.mobile, main.main) == ("张经理", "13800000001", True)


def test_another_main_contact_stands_in_the_file_with_his_number_and_history_says_so(context):
    customer, _ = a_company()
    new = NewContact(customer.id, "李会计", part="pays", phone="0571-88881234")
    other = service.add_contact(new, by=OPERATOR)
    assert fresh(customer) == ("张经理", "13800000001")
    service.make_main(customer.id, other, version=1, reason="张经理调走", by=OPERATOR)
    assert fresh(customer) == ("李会计", "0571-88881234")
    assert [one.name for one in queries.contacts_of(customer.id)] == ["李会计", "张经理"]
    changed = db.session.scalars(select(Entry).where(Entry.action == "customers.changed")).one()
    assert changed.reason == "张经理调走"
    assert changed.facts["changes"] == [
        {"field": "contact", "old": "张经理", "new": "李会计"},
        {"field": "phone", "old": "13800000001", "new": "0571-88881234"},
    ]


def test_a_number_changed_at_the_main_contact_changes_in_the_file_and_the_other_way_round(context):
    customer, main = a_company()
    service.change_contact(customer.id, main.id, {"mobile": "13900000002"}, version=1, by=OPERATOR)
    assert fresh(customer) == ("张经理", "13900000002")
    change_customer(customer.id, {"phone": "13700000003"}, version=2, by=OPERATOR)
    change_customer(customer.id, {"contact": "章经理"}, version=3, by=OPERATOR)
    [only] = queries.contacts_of(customer.id)
    assert (only.name, only.mobile) == ("章经理", "13700000003")
    change_customer(customer.id, {"contact": "李会计", "phone": "13600000004"}, version=4, by=OPERATOR)
    assert [(one.name, one.main) for one in queries.contacts_of(customer.id)] == [("李会计", True), ("章经理", False)]


def test_the_main_contact_leaves_only_with_a_successor_or_as_the_last(context):
    customer, main = a_company(phone="13800000001、0571-88881234")
    other = service.add_contact(NewContact(customer.id, "李会计", mobile="13900000002"), by=OPERATOR)
    day = date(2026, 11, 19)
    with pytest.raises(Refused) as refused:
        service.say_left(customer.id, main.id, version=1, left_on=day, by=OPERATOR)
    assert refused.value.field == "successor"
    service.say_left(customer.id, main.id, version=1, left_on=day, successor=other, by=OPERATOR)
    assert fresh(customer) == ("李会计", "13900000002")
    service.say_left(customer.id, other, version=1, left_on=day, by=OPERATOR)
    assert fresh(customer) == (None, None)
    service.say_back(customer.id, main.id, version=2, by=OPERATOR)
    assert [one.left_on for one in queries.contacts_of(customer.id)] == [None, day]


def test_what_somebody_changed_meanwhile_is_not_overwritten(context):
    customer, main = a_company()
    service.change_contact(customer.id, main.id, {"post": "经理"}, version=1, by=OPERATOR)
    with pytest.raises(Conflict):
        service.change_contact(customer.id, main.id, {"post": "总监"}, version=1, by=OPERATOR)


def test_contacts_find_their_customer_until_they_leave(context):
    customer, _ = a_company()
    other = service.add_contact(NewContact(customer.id, "曾国强", mobile="13912345678"), by=OPERATOR)
    assert found_by("zgq") == found_by("5678") == [customer.id]
    service.say_left(customer.id, other, version=1, left_on=date(2026, 11, 19), by=OPERATOR)
    assert found_by("zgq") == []


def test_whoever_sees_the_card_alone_does_not_find_the_customer_by_his_contacts(sign_in, app):
    with app.app_context():
        customer = a_customer("杭州前台有限公司", owner="su", **COMPANY)
        service.add_contact(NewContact(customer.id, "曾国强", mobile="13912345678"), by=OPERATOR)
    asked = ("/search?q=zgq", "/search?q=5678", "/customers/?q=曾国强", "/customers/?q=杭州+曾国强")
    for who, finds in (("su", True), ("gao", True), ("fang", False)):
        assert [customer.number in sign_in(who).get(address).text for address in asked] == [finds] * len(asked), who
    assert customer.number in sign_in("fang").get("/customers/?q=hzqt").text, "the name stands on the card"


def test_only_who_may_change_the_file_may_change_its_contacts(sign_in, app):
    with app.app_context():
        customer = a_customer("杭州前台有限公司", owner="kong", **COMPANY)
        base, contact = f"/customers/{customer.id}/contacts", queries.contacts_of(customer.id)[0].id
        with pytest.raises(NoResultFound):
            service.add_contact(NewContact(customer.id, "李"), by=factories.actor("su"))
    client = sign_in("su")
    assert client.get(base).status_code == 404
    for page in ("new", f"{contact}/change", f"{contact}/left"):
        assert client.get(f"{base}/{page}").status_code == 404
        assert client.post(f"{base}/{page}", data={"name": "李"}).status_code == 404
    for deed in ("main", "back", "show"):
        assert client.post(f"{base}/{contact}/{deed}", data={"version": "1"}).status_code == 404


def test_numbers_stay_covered_until_shown_and_the_showing_is_recorded(sign_in, app):
    with app.app_context():
        customer = a_customer("杭州前台有限公司", owner="su", **COMPANY)
        contact = queries.contacts_of(customer.id)[0].id
    client, base = sign_in("su"), f"/customers/{customer.id}/contacts"
    assert "13800000001" not in client.get(base).text
    assert "13800000001" in client.post(f"{base}/{contact}/show").text
    with app.app_context():
        entry = db.session.scalars(select(Entry).where(Entry.action == "customers.shown")).one()
        assert entry.subject == f"contact:{contact}"
    assert "13800000001" in client.get(f"{base}/{contact}/change").text, "the form shows them too"
    with app.app_context():
        assert len(db.session.scalars(select(Entry).where(Entry.action == "customers.shown")).all()) == 2
        values = {"mobile": "13900000002", "email": "zhang@example.com"}
        service.change_contact(customer.id, contact, values, version=1, by=OPERATOR)
    told = client.get(f"/journal/customer/{customer.id}").text
    assert "139****0002" in told
    assert not any(one in told for one in ("13800000001", "13900000002", "zhang@example.com"))


def test_a_contact_is_added_and_changed_on_screen(sign_in, app):
    with app.app_context():
        customer = a_customer("杭州前台有限公司", owner="su", **COMPANY)
    client, base = sign_in("su"), f"/customers/{customer.id}/contacts"
    bad = client.post(f"{base}/new", data={"name": "李会计", "email": "nonsense", "part": "pays"})
    assert bad.status_code == 422
    key = bad.text.partition('name="form_key" value="')[2].partition('"')[0]
    data = {"name": "李会计", "part": "pays", "email": "li@example.com", "main": "y", "form_key": key}
    assert client.post(f"{base}/new", data=data).status_code == 422  # no number: the file would lose its own
    assert client.post(f"{base}/new", data={**data, "mobile": "139 0000 0002"}).status_code == 303
    with app.app_context():
        assert fresh(customer) == ("李会计", "13900000002")
        new = queries.contacts_of(customer.id)[0]
    changed = {**data, "mobile": "13900000002", "post": "会计主管", "version": "1", "reason": "升职"}
    assert client.post(f"{base}/{new.id}/change", data=changed).status_code == 303
    slow = client.post(f"{base}/{new.id}/change", data={**changed, "post": "出纳"})
    assert slow.status_code == 409
    assert "会计主管" in slow.text
    assert rules.PARTS["pays"] in client.get(base).text


def test_a_birthday_that_has_not_come_is_refused(context, sign_in) -> None:
    client = sign_in("bai")
    customer = a_customer(owner="bai", **COMPANY)
    values = {"name": "王小二", "part": "handles", "birthday": "2030-01-01"}
    page = client.post(f"/customers/{customer.id}/contacts/new", data=values)
    assert page.status_code == 422
    assert "This day has not come yet." in page.text
    assert db.session.scalar(select(Contact).where(Contact.name == "王小二")) is None
