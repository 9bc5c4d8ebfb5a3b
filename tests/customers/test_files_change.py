"""A file is changed field by field with its history, and never over somebody else's change."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.customers.files.models import Customer
from app.customers.files.queries import found
from app.customers.files.service import change_customer
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict
from app.extensions import db
from app.office.history.models import Entry
from tests import factories
from tests.customers.factories_customers import a_customer

TYPED = {"name": "王建国", "kind": "person", "category": "key", "phone": "13800000001", "address": "新街2号"}


def test_every_changed_field_stands_in_history_with_old_and_new(sign_in, app: Flask):
    with app.app_context():
        customer = a_customer(owner="su")
        owner = str(customer.owner_id)
    answer = sign_in("su").post(f"/customers/{customer.id}/change", data={**TYPED, "owner_id": owner, "version": "1"})
    assert answer.status_code == 303
    with app.app_context():
        entry = db.session.scalars(select(Entry).where(Entry.action == "customers.changed")).one()
        assert entry.facts["changes"] == [
            {"field": "category", "old": "ordinary", "new": "key"},
            {"field": "address", "old": "幸福路1号", "new": "新街2号"},
        ]
        assert db.session.get(Customer, customer.id).version == 2


def test_saving_without_a_change_writes_nothing(context):
    customer = a_customer()
    change_customer(customer.id, {"name": "王建国"}, version=1, by=OPERATOR)
    assert db.session.scalars(select(Entry).where(Entry.action == "customers.changed")).all() == []


def test_who_was_slower_sees_what_is_stored_now_and_keeps_what_he_typed(sign_in, app: Flask):
    with app.app_context():
        customer = a_customer(owner="su")
        owner = str(customer.owner_id)
        change_customer(customer.id, {"address": "河边3号"}, version=1, by=OPERATOR)
    client = sign_in("su")
    url = f"/customers/{customer.id}/change"
    answer = client.post(url, data={**TYPED, "owner_id": owner, "version": "1"})
    assert answer.status_code == 409
    assert "河边3号" in answer.text
    assert 'value="新街2号"' in answer.text
    assert 'name="version" value="2"' in answer.text
    assert client.post(url, data={**TYPED, "owner_id": owner, "version": "2"}).status_code == 303


@pytest.mark.parametrize("version", ["", "x", "1e30", "-1", "9" * 40, "²", "<b>"])
def test_a_version_that_is_none_is_a_conflict_not_a_fault(sign_in, app: Flask, version):
    with app.app_context():
        customer = a_customer(owner="su")
    answer = sign_in("su").post(f"/customers/{customer.id}/change", data={**TYPED, "version": version})
    assert answer.status_code == 409


def test_a_file_that_one_may_not_see_cannot_be_changed(sign_in, app: Flask):
    with app.app_context():
        customer = a_customer(owner="kong")
    assert sign_in("su").get(f"/customers/{customer.id}/change").status_code == 404
    assert sign_in("su").post(f"/customers/{customer.id}/change", data=TYPED).status_code == 404


def test_the_verb_itself_knows_who_may_see_the_file(context):
    customer = a_customer(owner="kong")
    with pytest.raises(NoResultFound):
        change_customer(customer.id, {"name": "别人"}, version=1, by=factories.actor("su"))


def test_the_verb_itself_refuses_an_old_version(context):
    customer = a_customer()
    with pytest.raises(Conflict):
        change_customer(customer.id, {"name": "别人"}, version=7, by=OPERATOR)


def test_a_new_owner_brings_his_department_and_history_says_both_by_name(context):
    customer = a_customer(owner="su")
    change_customer(customer.id, {"owner_id": factories.staff_id("kong")}, version=1, by=OPERATOR)
    entry = db.session.scalars(select(Entry).where(Entry.action == "customers.changed")).one()
    assert entry.facts["changes"] == [
        {"field": "owner_id", "old": "苏销", "new": "孔诉"},
        {"field": "department_id", "old": "销售部", "new": "客户服务部"},
    ]


def test_a_new_name_is_found_and_the_old_one_is_not(context):
    customer = a_customer("王建国")
    change_customer(customer.id, {"name": "曾国藩"}, version=1, by=OPERATOR)
    assert [row[0].id for row in found("zgf", OPERATOR)] == [customer.id]
    assert found("王建国", OPERATOR) == []
