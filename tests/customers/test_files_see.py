"""Everybody with the right sees the card; the file is for its owner, his department and whoever may see all."""

from __future__ import annotations

import pytest
from flask import Flask, current_app
from hypothesis import assume, given
from hypothesis import strategies as st
from sqlalchemy import select

from app.customers.files import kinds, masking, queries
from app.customers.files.hooks import hits
from app.customers.files.models import Customer
from app.customers.files.rules import NewCustomer
from app.customers.files.service import index_anew, open_many
from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.batches.models import Batch
from app.office.history.models import Entry
from app.search.tokens import tokens_of
from app.unit_of_work import unit_of_work
from tests import factories
from tests.customers.factories_customers import a_customer
from tests.support import count_queries

SECRET = "幸福路1号"
PHONE = "13812345678"


@pytest.fixture
def sales_customer(app: Flask) -> int:
    with app.app_context():
        return a_customer("王建国", owner="su", phone=PHONE, address=SECRET).id


# bai is manager of the sales department; gao and xu see every file; the others see the card only.
@pytest.mark.parametrize(("who", "file"), [
    ("su", True), ("bai", True), ("gao", True), ("xu", True),
    ("fang", False), ("chen", False), ("ma", False), ("kong", False),
])  # fmt: skip
def test_the_file_is_for_the_entitled_and_the_card_for_the_others(sign_in, sales_customer, who, file):
    client = sign_in(who)
    page = client.get(f"/customers/{sales_customer}")
    assert page.status_code == 200
    assert "王建国" in page.text
    assert "苏销" in page.text
    assert "5678" in page.text
    assert "/report-change" in page.text
    assert file or f"/customers/{sales_customer}/filings" not in page.text
    listed = client.get("/customers/").text
    assert "王建国" in listed
    shown = client.post(f"/customers/{sales_customer}/show")
    assert (shown.status_code == 200) is file
    assert (SECRET in shown.text) is file
    assert (PHONE in shown.text) is file
    for covered in (page.text, listed):
        assert SECRET not in covered
        assert PHONE not in covered


def test_what_is_shown_is_written_down_and_so_is_opening_the_form(sign_in, app: Flask, sales_customer):
    client = sign_in("su")
    client.get(f"/customers/{sales_customer}")
    client.post(f"/customers/{sales_customer}/show")
    client.get(f"/customers/{sales_customer}/change")
    sign_in("fang").post(f"/customers/{sales_customer}/show")
    with app.app_context():
        shown = db.session.scalars(select(Entry).where(Entry.action == "customers.shown").order_by(Entry.id)).all()
        assert [(one.actor_name, one.customer_id) for one in shown] == [("苏销", sales_customer)] * 2
        assert str(shown[0].facts["fields"]).count("Telephone") == 1
    assert (
        "Covered fields of customer C000001 shown: Telephone, Address"
        in client.get(f"/journal/customer/{sales_customer}").text
    )


@given(st.text(min_size=1), st.sampled_from(sorted(masking.WAYS)))
def test_a_covered_value_never_tells_the_whole(text, how):
    assume(text.strip() == text and len(text) > 3)
    hidden = masking.covered(text, how)
    assert text not in hidden or how in ("name", "day", "email")


def hits_of(client, query: str) -> str:
    return client.get("/search", query_string={"q": query}, headers={"HX-Request": "true"}).text


def test_who_holds_no_right_at_all_sees_nothing(sign_in, sales_customer):
    client = sign_in("wu")
    assert client.get(f"/customers/{sales_customer}").status_code == 403
    assert client.get("/customers/").status_code == 403
    assert "王建国" not in hits_of(client, "王建国")


def test_a_stranger_is_sent_to_sign_in(app: Flask, sales_customer):
    assert app.test_client().get(f"/customers/{sales_customer}").status_code == 303


def test_the_manager_of_another_department_sees_the_card_only(app: Flask):
    with app.app_context():
        customer = a_customer("李小明", owner="kong", address=SECRET)
        manager = factories.actor("bai")
        assert not queries.seen(customer.id, manager).file
        assert not queries.may_see(manager, customer.id)


def test_a_customer_that_is_not_there_is_404(sign_in):
    assert sign_in("gao").get("/customers/999").status_code == 404


def test_a_look_at_a_file_is_written_down_and_a_look_at_a_card_is_not(sign_in, app: Flask, sales_customer):
    sign_in("fang").get(f"/customers/{sales_customer}")
    sign_in("gao").get(f"/customers/{sales_customer}")
    with app.app_context():
        looks = db.session.scalars(select(Entry).where(Entry.action == "customers.file_seen")).all()
        assert [(look.actor_name, look.customer_id) for look in looks] == [("高总", sales_customer)]


@pytest.mark.parametrize("state", ["checking", "checked", "applying", "undoing", "undone", "refused"])
def test_customers_of_an_import_that_is_not_applied_are_nowhere(sign_in, app: Flask, state):
    with app.app_context():
        with unit_of_work(by=OPERATOR) as work:
            batch = Batch(
                kind="customers", filename="x", sha256="x", options={}, state=state, counts={}, notices=[],
                actor_name="x", made_at=work.at,
            )  # fmt: skip
            work.session.add(batch)
            work.session.flush()
            [customer_id] = open_many([NewCustomer(kind="person", name="王建国", phone=PHONE)], batch_id=batch.id)
        assert not queries.may_see(OPERATOR, customer_id)
    client = sign_in("gao")
    assert client.get(f"/customers/{customer_id}").status_code == 404
    assert "王建国" not in client.get("/customers/").text
    assert "王建国" not in hits_of(client, "王建国")
    assert "王建国" not in client.get("/customers/export.csv").get_data(as_text=True)
    assert "C000001" not in sign_in("su").get(f"/customers/alike?name=王建国&phone={PHONE}").text


@pytest.mark.parametrize("asked", [
    "王建国", "王", "建国", "wangjianguo", "wjg", "5678", PHONE, "C000001", "c000001", "１３８１２３４５６７８",
    "５６７８", "WJG",
])  # fmt: skip
def test_the_search_box_finds_a_customer_in_every_way(sign_in, sales_customer, asked):
    hits = hits_of(sign_in("fang"), asked)
    assert "王建国" in hits
    assert PHONE not in hits


@pytest.mark.parametrize("asked", ["曾国强", "曾國強", "國強", "zeng", "ZGQ", "国强", "强"])
def test_a_name_is_found_by_every_way_to_write_it(context, asked):
    customer = a_customer("曾国强")
    assert [row[0].id for row in queries.found(asked, OPERATOR)] == [customer.id]


def test_the_number_of_a_merged_file_and_what_others_add_lead_to_the_customer(sign_in, app: Flask, monkeypatch):
    with app.app_context():
        survivor, loser = a_customer("王建国", owner="su"), a_customer("王健国", owner="su", phone="13800000002")
        with unit_of_work(by=OPERATOR) as work:
            work.session.get_one(Customer, loser.id).merged_into_id = survivor.id
        monkeypatch.setattr(kinds.registry, "hooked", lambda name: [
            lambda ids: {one: tokens_of(phones=["13955556666"]) for one in ids}
        ] if name == "customer_tokens" else [])  # fmt: skip
        with unit_of_work(by=OPERATOR):
            index_anew([survivor.id])
        monkeypatch.undo()
        for asked in (loser.number, "6666"):
            assert [row[0].id for row in queries.found(asked, OPERATOR)] == [survivor.id]
    answer = sign_in("su").get(f"/customers/{loser.id}")
    assert (answer.status_code, answer.location) == (303, f"/customers/{survivor.id}")
    assert sign_in("su").get(f"/customers/{loser.id}", headers={"HX-Request": "true"}).headers["HX-Redirect"]


def test_what_stands_in_the_file_is_not_found_by_those_who_see_only_the_card(sign_in, sales_customer):
    assert "王建国" not in hits_of(sign_in("fang"), "幸福路")
    assert "王建国" not in sign_in("fang").get("/customers/?category=ordinary").text
    assert "王建国" in sign_in("su").get("/customers/?category=ordinary").text


def test_the_exact_name_stands_first_however_many_are_like_it(context):
    first = a_customer("王伟")
    for n in range(120):
        a_customer(f"王伟{n}")
    with current_app.test_request_context():
        assert hits(OPERATOR, "王伟")[0].url == f"/customers/{first.id}"
        assert len(hits(OPERATOR, "王伟")) == 8


def test_pages_ask_the_database_seldom(sign_in, app: Flask):
    with app.app_context():
        for n in range(60):
            a_customer(f"王{n}", owner="su")
    client = sign_in("gao")
    for url in ("/customers/", "/customers/?q=wang&category=ordinary&owner=1", "/customers/1", "/customers/1/change",
                "/customers/1/history", "/customers/?incomplete=yes"):  # fmt: skip
        with count_queries(app) as counted:
            client.get(url)
        assert len(counted) <= 20, counted.statements


def test_the_list_goes_on_page_by_page(sign_in, app: Flask):
    with app.app_context():
        for n in range(60):
            a_customer(f"王{n}", owner="su")
    client = sign_in("gao")
    first = client.get("/customers/").text
    assert first.count("/customers/") >= 50
    assert "C000060" in first
    assert "C000010<" not in first
    after = first.partition("after=")[2].partition('"')[0].replace("%3D", "=")
    second = client.get("/customers/", query_string={"after": after}).text
    assert "C000010<" in second
    assert "C000060" not in second


@pytest.mark.parametrize(
    "query",
    [
        "after=nonsense",
        "owner=1e30",
        "owner=-1",
        "department=" + "9" * 40,
        "category=x",
        "q=" + "%25" * 30,
        "form=x",
        "endpoint=x",
        "page=x",
        "q=%F0%9F%98%80",
        "q=\"'*--",
        "owner=%C2%B2",
    ],
)
def test_whatever_stands_in_the_address_is_no_fault(sign_in, sales_customer, query):
    assert sign_in("gao").get(f"/customers/?{query}").status_code == 200


def test_a_company_file_names_what_it_still_lacks(sign_in, app: Flask):
    with app.app_context():
        customer = a_customer("杭州前台有限公司", kind="company", owner="su")
    page = sign_in("su").get(f"/customers/{customer.id}").text
    assert "The file still lacks:" in page
    assert "Supervising unit" in page
