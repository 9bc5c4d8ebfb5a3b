"""A customer is in one class of a scheme at a time; what he was, from when until when and why, stays."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.customers.classes import queries, service
from app.customers.classes.models import Classification
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.history.models import Entry
from tests import factories
from tests.customers.factories_customers import a_customer

YESTERDAY, TODAY = date(2026, 11, 19), date(2026, 11, 20)


def a_scheme():
    scheme = service.add_scheme("客户星级", ["五星", "四星", "三星"], product="聚烯烃", by=OPERATOR)
    return scheme, [one.id for one in queries.classes_of(scheme.id)]


def spells(customer_id: int) -> list[tuple[int, date, date | None, str]]:
    query = select(Classification).where(Classification.customer_id == customer_id).order_by(Classification.id)
    return [(one.class_id, one.from_on, one.until_on, one.reason) for one in db.session.scalars(query)]


def test_one_class_follows_another_and_history_says_why(context):
    customer, (scheme, (five, four, _)) = a_customer(), a_scheme()
    service.classify(customer.id, scheme.id, five, from_on=date(2026, 1, 5), reason="年采购量", by=OPERATOR)
    service.classify(customer.id, scheme.id, four, from_on=YESTERDAY, reason="减量", by=OPERATOR)
    assert spells(customer.id) == [
        (five, date(2026, 1, 5), YESTERDAY, "年采购量"),
        (four, YESTERDAY, None, "减量"),
    ]
    entry = db.session.scalars(select(Entry).where(Entry.reason == "减量")).one()
    assert entry.facts["changes"] == [{"field": "class", "old": "五星", "new": "四星"}]
    service.classify(customer.id, scheme.id, None, from_on=TODAY, reason="不再往来", by=OPERATOR)
    assert queries.holds(customer.id, scheme.id) is None


def test_what_cannot_be_is_refused(context):
    customer, (scheme, (five, four, three)) = a_customer(owner="kong"), a_scheme()
    service.classify(customer.id, scheme.id, five, from_on=YESTERDAY, reason="x", by=OPERATOR)
    service.change_class(three, "三星", position=3, active=False, by=OPERATOR)
    for klass, day in ((four, date(2026, 11, 18)), (four, date(2026, 11, 21)), (five, TODAY), (three, TODAY)):
        with pytest.raises(Refused):
            service.classify(customer.id, scheme.id, klass, from_on=day, reason="x", by=OPERATOR)
    with pytest.raises(NoResultFound):
        service.classify(customer.id, scheme.id, four, from_on=TODAY, reason="x", by=factories.actor("su"))
    with pytest.raises(Conflict):
        service.change_scheme(scheme.id, 7, {"name": "别名"}, by=OPERATOR)


def test_a_class_lists_only_files_that_one_may_see(context):
    scheme, (five, *_) = a_scheme()
    for owner in ("su", "kong"):
        customer = a_customer(owner=owner)
        service.classify(customer.id, scheme.id, five, from_on=TODAY, reason="x", by=OPERATOR)
    assert len(queries.customers_in(five, factories.actor("gao")).rows) == 2
    [row] = queries.customers_in(five, factories.actor("su")).rows
    assert row.Customer.owner_id == factories.staff_id("su")


def test_the_office_takes_an_example_over_and_classes_a_customer_on_screen(sign_in, app):
    with app.app_context():
        customer_id = a_customer(owner="su").id
    manager = sign_in("bai")
    assert "Customers of other products" in manager.get("/customers/classes/").text
    assert manager.post("/customers/classes/examples/other_products").status_code == 303
    assert manager.post("/customers/classes/examples/other_products").status_code == 422
    assert "/examples/other_products" not in manager.get("/customers/classes/").text
    with app.app_context():
        scheme = queries.schemes()[0].id
        agent = queries.classes_of(scheme)[1].id
    client, url = sign_in("su"), f"/customers/{customer_id}/classes/{scheme}"
    assert sign_in("kong").get(url).status_code == 404
    key = client.get(url).text.partition('name="form_key" value="')[2].partition('"')[0]
    data = {"form_key": key, "class_id": str(agent), "from_on": "2026-11-19", "reason": "签了代理协议"}
    assert client.post(url, data=data).status_code == 303
    assert "Exclusive agent" in client.get(f"/customers/{customer_id}/classes").text
    assert "签了代理协议" in client.get(f"/customers/classes/{agent}").text


def test_the_list_of_customers_is_narrowed_to_a_class(sign_in, app):
    with app.app_context():
        scheme, (five, four, _) = a_scheme()
        for name, klass in (("王建国", five), ("李小明", four)):
            customer = a_customer(name, owner="su")
            service.classify(customer.id, scheme.id, klass, from_on=TODAY, reason="x", by=OPERATOR)
    client = sign_in("gao")
    page = client.get("/customers/").text
    assert "客户星级：五星" in page
    narrowed = client.get(f"/customers/?class={five}", headers={"HX-Request": "true"}).text
    assert "王建国" in narrowed
    assert "李小明" not in narrowed
    assert f"/customers/export.csv?class={five}" in narrowed
    assert "李小明" not in client.get(f"/customers/export.csv?class={five}").get_data(as_text=True)
    assert client.get("/customers/?class=nonsense").status_code == 200
