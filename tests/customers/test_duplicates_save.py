"""A customer whom the office knows already is found before he is opened a second time, in the unit that saves him."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from app.customers.contacts.models import Contact
from app.customers.duplicates.checking import check
from app.customers.duplicates.finding import alike
from app.customers.duplicates.models import DuplicateKey, DuplicatePair
from app.customers.files import kinds
from app.customers.files.kinds import LooksAlike
from app.customers.files.rules import NewCustomer
from app.customers.files.service import change_customer, open_customer, open_many
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.unit_of_work import unit_of_work
from tests.customers.factories_customers import GOOD_CODE, a_customer
from tests.support import count_queries

pytestmark = pytest.mark.usefixtures("context")
PHONE = "13812345678"


def opened(name: str = "王建国", *, confirmed: bool = False, **values):
    new = NewCustomer(**{"kind": "person", "name": name, **values})
    return open_customer(new, confirmed=confirmed, by=OPERATOR)


def open_many_unasked(name: str, phone: str) -> int:
    with unit_of_work(by=OPERATOR):
        return open_many([NewCustomer("person", name, phone=phone)], batch_id=None)[0]


def pairs() -> list[tuple[int, int, str, str | None]]:
    rows = db.session.scalars(select(DuplicatePair).order_by(DuplicatePair.id))
    return [(one.first_id, one.second_id, one.state, one.reason) for one in rows]


def test_it_warns_at_saving_and_shows_whom_to_ask_masked():
    known = a_customer("王建国", owner="kong", phone=PHONE)
    with pytest.raises(LooksAlike) as refused:
        opened("汪建国", phone=PHONE)
    [found] = refused.value.found
    assert (found.number, found.owner, found.level) == (known.number, "孔诉", "warn")
    assert (found.name, found.phone) == ("王**", "138****5678")
    assert [ground.msgid for ground in found.grounds] == ["the same telephone", "a name that sounds the same"]


def test_it_refuses_a_second_file_with_the_same_credit_code_whoever_confirms():
    a_customer("前台有限公司", kind="company", uscc=GOOD_CODE)
    with pytest.raises(Refused) as refused:
        opened("别的公司", kind="company", uscc=GOOD_CODE, confirmed=True)
    assert refused.value.field == "uscc"
    assert "前台**" in str(refused.value.text.params)
    assert not isinstance(refused.value, LooksAlike)


def test_what_is_confirmed_is_remembered_and_never_warned_of_again():
    one = a_customer("王建国", phone=PHONE)
    other = opened("王建国", phone=PHONE, confirmed=True)
    assert pairs() == [(one.id, other.id, "different", "Confirmed at saving")]
    change_customer(other.id, {"phone": None}, version=1, by=OPERATOR)
    change_customer(other.id, {"phone": PHONE}, version=2, by=OPERATOR)
    assert len(pairs()) == 1


def test_a_change_asks_only_about_what_it_changes():
    a_customer("王建国", phone=PHONE)
    other = open_many_unasked("王建国", PHONE)
    change_customer(other, {"address": "河边3号"}, version=1, by=OPERATOR)
    change_customer(other, {"phone": None}, version=2, by=OPERATOR)
    with pytest.raises(LooksAlike):
        change_customer(other, {"phone": PHONE}, version=3, by=OPERATOR)
    change_customer(other, {"phone": PHONE}, version=3, confirmed=True, by=OPERATOR)
    assert [pair[2] for pair in pairs()] == ["different"]


def test_a_namesake_and_a_shared_telephone_are_hints_that_stop_nobody():
    a_customer("王建国", phone=PHONE)
    opened("王建国", phone="13900000001")
    opened("李小红", phone=PHONE)
    assert {(one.number, one.level) for one in alike({"name": "王建国", "kind": "person", "phone": "13700000001"})} == {
        ("C000001", "hint"),
        ("C000002", "hint"),
    }
    assert pairs() == []


def test_the_number_of_a_contact_is_found_and_blanks_find_nobody():
    known = opened("杭州前台有限公司", kind="company", phone="0571-88881234")
    with unit_of_work(by=OPERATOR) as work:
        work.session.add(Contact(customer_id=known.id, name="张三", mobile=PHONE))
        work.session.flush()
        kinds.saved([known.id], by=OPERATOR)
    assert [one.number for one in alike({"phone": PHONE})] == [known.number]
    assert alike({"name": "", "phone": "", "uscc": "", "address": ""}) == []
    assert alike({"phone": PHONE}, but=known.id) == []


def test_a_value_of_the_office_itself_never_counts(monkeypatch):
    from app.customers.duplicates import finding
    from app.customers.duplicates.policy import DuplicatePolicy

    a_customer("王建国", phone=PHONE)
    monkeypatch.setattr(finding.policy, "of", lambda _: DuplicatePolicy(never=f"{PHONE}、某某"))
    assert alike({"name": "李小红", "phone": PHONE}) == []


def test_keys_are_those_of_the_file_as_it_is_now():
    customer = opened("王建国", phone=PHONE)
    change_customer(customer.id, {"name": "王建军", "phone": None}, version=1, by=OPERATOR)
    stored = {(one.kind, one.value) for one in db.session.scalars(select(DuplicateKey))}
    assert stored == {("core", "王建军"), ("pinyin", "wang jian jun")}


def test_the_look_before_saving_takes_few_questions(app: Flask):
    for n in range(60):
        opened(f"王小{n}", phone=f"139{n:08d}")
    with unit_of_work(by=OPERATOR), count_queries(app) as counted:
        check({"kind": "person", "name": "王小七", "phone": "13900000007"}, but=None, confirmed=True, by=OPERATOR)
    assert len(counted) <= 4  # the counter that holds others back, the rules, the keys, the customers
