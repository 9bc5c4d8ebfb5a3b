"""A file is changed field by field with its history, and never over somebody else's change."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.customers.files.conflicts import clashes, settled
from app.customers.files.models import Customer
from app.customers.files.queries import found
from app.customers.files.service import change_customer
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict
from app.extensions import db
from app.office.history.models import Entry
from tests import factories
from tests.customers.factories_customers import a_customer

TYPED = {
    "name": "王建国", "kind": "person", "category": "key", "phone": "13800000001", "address": "新街2号",
    "reason": "客户来电更正",
}  # fmt: skip


def form_of(client: Any, customer_id: int) -> dict[str, str]:
    """What a browser would send back of an untouched change form, beside what the test types."""
    page = client.get(f"/customers/{customer_id}/change").text
    names = ("version", "base")
    return {name: unescape(page.partition(f'name="{name}" value="')[2].partition('"')[0]) for name in names}


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
        assert entry.reason == "客户来电更正"
        assert db.session.get(Customer, customer.id).version == 2


def test_a_change_without_a_reason_or_known_in_time_to_come_is_refused(sign_in, app: Flask):
    with app.app_context():
        customer = a_customer(owner="su")
    client, url = sign_in("su"), f"/customers/{customer.id}/change"
    assert client.post(url, data={**TYPED, "reason": "", "version": "1"}).status_code == 422
    answer = client.post(url, data={**TYPED, "known_on": "2026-11-21", "version": "1"})
    assert (answer.status_code, "This day has not come yet." in answer.text) == (422, True)
    assert 'value="新街2号"' in answer.text


def test_two_who_save_the_same_file_get_both_values_side_by_side_and_choose(sign_in, app: Flask):
    with app.app_context():
        customer = a_customer(owner="su", source="来访", nature=None)
        owner = str(customer.owner_id)
    first, second = sign_in("su"), sign_in("bai")
    url = f"/customers/{customer.id}/change"
    mine = {**TYPED, **form_of(second, customer.id), "owner_id": owner, "source": "来访"}
    theirs = {**mine, **form_of(first, customer.id), "address": "河边3号", "source": "电话回访", "category": "ordinary"}
    assert first.post(url, data=theirs).status_code == 303
    answer = second.post(url, data=mine)
    assert answer.status_code == 409
    for both in ("新街2号", "河边3号", "来访", "电话回访"):
        assert both in answer.text
    assert 'name="keep-category"' not in answer.text  # only who saved second changed it: nobody is asked
    assert 'value="stored" required checked' in answer.text  # the source, which he left alone, stays as it is now
    again = {**mine, "version": "2", "keep-source": "stored"}
    assert second.post(url, data=again).status_code == 409  # the address waits for a choice
    assert second.post(url, data={**again, "keep-address": "mine"}).status_code == 303
    with app.app_context():
        saved = db.session.get(Customer, customer.id)
        assert (saved.address, saved.source, saved.category) == ("新街2号", "电话回访", "key")


@given(st.tuples(*[st.sampled_from([None, "a", "b", "c"])] * 3))
def test_no_change_of_somebody_else_is_ever_written_over_without_a_choice(values):
    base, mine, stored = values
    found = clashes({"x": base or ""}, {"x": mine}, {"x": stored}, {})
    left = settled({"x": mine}, found)
    if stored != base and mine != stored:
        assert len(found) == 1
        assert found[0].choice == ("stored" if mine == base else None)
    if stored != base and mine == base != stored:
        assert left == {}


def test_the_history_of_a_file_is_narrowed_to_a_field_and_stays_covered_until_shown(sign_in, app: Flask):
    with app.app_context():
        customer = a_customer(owner="su")
        change_customer(customer.id, {"phone": "13900009999"}, version=1, reason="换号", by=OPERATOR)
        change_customer(customer.id, {"category": "key"}, version=2, reason="升级", by=OPERATOR)
    client, url = sign_in("su"), f"/customers/{customer.id}/history"
    page = client.get(f"{url}?field=phone&since=2026-11-20").text
    assert "换号" in page
    assert "升级" not in page
    assert "13900009999" not in page
    assert "13900009999" not in client.get(f"/journal/customer/{customer.id}").text
    assert "Key customer" in client.get(f"{url}?field=category").text
    assert "13900009999" in client.post(url).text
    assert "换号" not in client.get(f"{url}?until=2026-11-19").text
    assert sign_in("fang").get(url).status_code in (403, 404)
    narrowed = client.get(f"/journal/customer/{customer.id}?words=升级").text
    assert ("升级" in narrowed, "换号" in narrowed) == (True, False)
    with app.app_context():
        shown = db.session.scalars(select(Entry).where(Entry.action == "customers.shown")).one()
        assert (shown.actor_name, shown.customer_id) == ("苏销", customer.id)


@pytest.mark.parametrize(("kind", "covered"), [("person", True), ("company", False)])
def test_the_history_covers_what_the_page_covers(sign_in, app: Flask, kind: str, covered: bool):
    with app.app_context():
        customer = a_customer(owner="su", kind=kind)
        change_customer(customer.id, {"address": "长江路二十八号"}, version=1, reason="迁址", by=OPERATOR)
    client = sign_in("su")
    for url in (f"/customers/{customer.id}", f"/customers/{customer.id}/history", f"/journal/customer/{customer.id}"):
        assert ("长江路二十八号" in client.get(url).text) is not covered, url


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
