"""A customer's file is opened once, with what the office knows of him, whatever is typed."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.customers.files.models import Customer
from app.extensions import db
from app.office.history.models import Entry
from tests import factories
from tests.customers.factories_customers import GOOD_CODE, a_customer

GOOD = {
    "name": "王建国",
    "kind": "person",
    "category": "ordinary",
    "phone": "138 0000 0001",
    "address": "幸福路1号",
}
HOSTILE = {
    "too long": "长" * 5000,
    "emoji": "王😀建国",
    "right to left": "王\u202e国建\u202c",
    "nul": "王\x00建国",
    "html": "<script>alert(1)</script>",
    "sql": "'; DROP TABLE customers; --",
    "a huge number": "1e30",
    "percent": "100%(name)s %s {0}",
    "blanks": "\u3000 \t ",
    "lone combining": "\u0301",
}
FIELDS = (
    "name", "kind", "category", "phone", "address", "contact", "nature", "supervising_unit", "uscc", "source",
    "owner_id", "note", "form_key",
)  # fmt: skip


def post(client, **typed):
    page = client.get("/customers/new").text
    key = page.partition('name="form_key" value="')[2].partition('"')[0]
    return client.post("/customers/new", data={"form_key": key, **GOOD, **typed})


def customers(app: Flask) -> list[Customer]:
    with app.app_context():
        return list(db.session.scalars(select(Customer).order_by(Customer.id)))


def test_it_opens_a_file_that_belongs_to_who_opened_it(sign_in, app: Flask):
    with app.app_context():
        su = factories.staff_id("su")
    answer = post(sign_in("su"), owner_id=str(su))
    assert answer.status_code == 303
    [customer] = customers(app)
    assert (customer.number, customer.name, customer.phone) == ("C000001", "王建国", "13800000001")
    assert customer.owner_id == su
    assert customer.department_id is not None
    with app.app_context():
        entry = db.session.scalars(select(Entry).where(Entry.action == "customers.opened")).one()
        assert entry.customer_id == customer.id
        assert entry.facts == {"number": "C000001", "name": "王建国"}


def test_the_owner_offered_is_oneself(sign_in, app: Flask):
    with app.app_context():
        su = factories.staff_id("su")
    assert f'<option value="{su}" selected' in sign_in("su").get("/customers/new").text


def test_a_second_post_of_the_form_opens_no_second_file(sign_in, app: Flask):
    client = sign_in("su")
    key = client.get("/customers/new").text.partition('name="form_key" value="')[2].partition('"')[0]
    first = client.post("/customers/new", data={**GOOD, "form_key": key})
    second = client.post("/customers/new", data={**GOOD, "form_key": key})
    assert first.location == second.location
    assert len(customers(app)) == 1


def test_a_company_keeps_its_credit_code(sign_in, app: Flask):
    post(sign_in("su"), kind="company", uscc=GOOD_CODE.lower(), name="某某石油公司")
    assert customers(app)[0].uscc == GOOD_CODE


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"phone": "abc"}, "is not a telephone number"),
        ({"uscc": "123", "kind": "company"}, "is not a unified social credit code"),
        ({"uscc": GOOD_CODE}, "Only companies have a unified social credit code"),
        ({"category": "best"}, "Please choose one of the list."),
        ({"owner_id": "999"}, "Please choose one of the list."),
        ({"name": "长" * 121}, "At most 120 characters fit."),
    ],
)
def test_what_cannot_stand_in_a_file_is_refused_beside_its_field(sign_in, app: Flask, typed, sentence):
    answer = post(sign_in("su"), **typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="幸福路1号"' in answer.text
    assert customers(app) == []


@pytest.mark.parametrize("field", FIELDS)
def test_whatever_is_typed_is_refused_or_kept_but_never_a_fault(sign_in, app: Flask, field):
    client = sign_in("su")
    for what, typed in HOSTILE.items():
        answer = post(client, **{field: typed})
        assert answer.status_code in (303, 422), what
        page = client.get(answer.location) if answer.status_code == 303 else answer
        assert page.status_code in (200, 422), what
        assert "<script>alert" not in page.text
        assert answer.status_code == 422 or "\x00" not in page.text


@pytest.mark.parametrize("who", ["chen", "ma", "gao", "xu", "wu"])
def test_who_may_not_edit_files_opens_none(sign_in, app: Flask, who):
    assert sign_in(who).post("/customers/new", data=GOOD).status_code == 403
    assert customers(app) == []


def test_customers_that_may_be_the_same_are_shown_masked(sign_in, app: Flask):
    with app.app_context():
        a_customer("杭州前台有限公司", owner="kong", phone="13812345678", kind="company")
    client = sign_in("su")
    by_name = client.get("/customers/alike?name=杭州前台").text
    by_phone = client.get("/customers/alike?name=x&phone=138 1234 5678").text
    for page in (by_name, by_phone):
        assert "C000001" in page
        assert "孔诉" in page
        assert "杭州前台有限公司" not in page
        assert "13812345678" not in page


def test_it_hints_at_nobody_where_nobody_is_alike(sign_in, app: Flask):
    with app.app_context():
        a_customer("王建国", phone="13812345678")
    assert "C000001" not in sign_in("su").get("/customers/alike?name=王建&phone=").text


@pytest.mark.parametrize("what", HOSTILE)
def test_the_hint_bears_whatever_is_typed(sign_in, what):
    text = HOSTILE[what]
    answer = sign_in("su").get("/customers/alike", query_string={"name": text, "phone": text, "but": text})
    assert answer.status_code == 200


def test_numbers_are_given_without_gaps_by_the_office_not_by_the_form(context):
    numbers = [a_customer(f"王{n}").number for n in range(3)]
    assert numbers == ["C000001", "C000002", "C000003"]
    assert db.session.scalar(select(func.count()).select_from(Customer)) == 3
