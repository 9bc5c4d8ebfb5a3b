"""Two files of one customer are made one by who may change both, and everything leads to the one that stays."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import UniqueConstraint, select, text
from sqlalchemy.exc import NoResultFound

from app.columns import Base
from app.customers.duplicates.models import DuplicatePair
from app.customers.files.models import Customer
from app.customers.merging import service
from app.customers.merging.moving import ONE_EACH
from app.customers.merging.rules import chosen, differing, usual
from app.customers.merging.service import merge, undo
from app.customers.merging.tables import OWN_RULES, STAY, WORDS, references, refers, unchangeable
from app.customers.owners.models import Spell
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.unit_of_work import unit_of_work
from tests import factories
from tests.customers.factories_customers import GOOD_CODE, a_customer
from tests.customers.factories_rows import hang

FILE = {
    "name": "王建国", "kind": "person", "category": "ordinary", "phone": None, "address": None, "contact": None,
    "nature": None, "supervising_unit": None, "uscc": None, "source": None, "first_contact_on": None,
    "important": False, "note": None, "owner_id": 1,
}  # fmt: skip


def two(**more: object) -> tuple[int, int]:
    one = a_customer("王建国", owner="su", phone="13800000001", **more)
    return one.id, a_customer("汪建国", owner="bai", phone="13900000002", address="河边3号").id


def made_one(survivor: int, loser: int, by: str = "bai", versions: tuple[int, int] = (1, 1), **choices: str):
    return merge(survivor, loser, choices, versions=versions, reason="one person", by=factories.actor(by))


def stored(customer_id: int) -> Customer:
    db.session.rollback()
    return db.session.get_one(Customer, customer_id)


def main_spells(customer_id: int) -> list[tuple[int, str]]:
    query = select(Spell.staff_id, Spell.ground).where(Spell.customer_id == customer_id, Spell.until_at.is_(None))
    return [tuple(row) for row in db.session.execute(query)]


def test_every_column_that_refers_to_a_customer_moves_or_has_a_reason_to_stay():
    moving = {(one.table.name, one.column.name) for one in references()}
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if refers(table, column) and not unchangeable(table) and table.name not in OWN_RULES:
                assert ((table.name, column.name) in moving) != (table.name in STAY), table.name
    assert {name for name, _ in moving} <= set(WORDS)


def test_whatever_a_customer_has_once_has_a_rule_of_its_own():
    known = {*ONE_EACH, "contacts", "classifications", "filings", "approvals"}
    for one in references():
        indexes = [index.columns for index in one.table.indexes if index.unique]
        constraints = [c.columns for c in one.table.constraints if isinstance(c, UniqueConstraint)]
        if any(one.column.name in columns for columns in (*indexes, *constraints)):
            assert one.table.name in known, one.table.name


def test_the_usual_choice_loses_nothing_and_takes_no_customer_from_anybody():
    loser = {**FILE, "phone": "139", "note": "b", "owner_id": 2, "important": True, "address": "x"}
    survivor = {**FILE, "phone": "138", "note": "a"}
    assert chosen({}, survivor, loser) == {"phone": "138、139", "note": "a\nb", "important": True, "address": "x"}
    assert usual("owner_id", {**survivor, "owner_id": None}, loser) == "survivor"
    assert chosen({"owner_id": "loser"}, survivor, loser)["owner_id"] == 2
    assert differing(FILE, {**FILE, "phone": ""}) == []
    with pytest.raises(Refused):
        chosen({"name": "both"}, survivor, {**loser, "name": "x"})


@pytest.mark.usefixtures("context")
def test_the_owner_stays_unless_a_manager_says_otherwise_and_the_ledger_tells():
    survivor, loser = two()
    made = made_one(survivor, loser, owner_id="loser")
    assert stored(survivor).owner_id == factories.staff_id("bai")
    assert main_spells(survivor) == [(factories.staff_id("bai"), "merged")]
    assert (stored(loser).owner_id, main_spells(loser)) == (None, [])
    undo(made.id, 1, "two persons", by=factories.actor("bai"))
    assert main_spells(survivor) == [(factories.staff_id("su"), "corrected")]
    assert main_spells(loser) == [(factories.staff_id("bai"), "corrected")]
    assert stored(loser).owner_id == factories.staff_id("bai")


@pytest.mark.usefixtures("context")
def test_who_may_not_change_both_files_or_has_no_right_merges_nothing():
    survivor, loser = two()
    other = a_customer("李小红", owner="kong", phone=None).id
    with pytest.raises(Refused, match="Only a manager"):
        made_one(survivor, loser, by="su")
    with pytest.raises(NoResultFound):
        made_one(survivor, other)
    with pytest.raises(Conflict):
        made_one(survivor, loser, versions=(1, 7))
    with pytest.raises(Refused):
        made_one(survivor, survivor)
    assert made_one(survivor, other, by="gao").state == "merged"


@pytest.mark.usefixtures("context")
def test_a_merge_does_not_lift_a_suspension_and_erased_files_stay_erased(monkeypatch: pytest.MonkeyPatch):
    survivor, loser = two()
    hang("admissions", "customer_id", survivor, state="admitted")
    hang("admissions", "customer_id", loser, state="suspended")
    with pytest.raises(Refused, match="suspended"):
        made_one(survivor, loser)
    with unit_of_work(by=OPERATOR) as work:
        stored(survivor).erased_at = work.at
    with pytest.raises(Refused, match="erased"):
        made_one(loser, survivor)
    third = a_customer("李小红", owner="su", phone=None).id
    monkeypatch.setattr(service, "against", lambda *_: [service.Text("Somebody hands %(n)s over.", n=1)])
    with pytest.raises(Refused, match="hands"):
        made_one(loser, third)


@pytest.mark.usefixtures("context")
def test_who_is_being_handed_over_is_not_merged_before_that_is_decided():
    survivor, loser = two()
    handover = hang("handover_items", "customer_id", loser, state="open")
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(text("UPDATE handovers SET state = 'open'"))
    with pytest.raises(Refused, match="handed over"):
        made_one(survivor, loser)
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(text("UPDATE handover_items SET state = 'handed' WHERE id = :id"), {"id": handover})
    assert made_one(survivor, loser).state == "merged"


@pytest.mark.usefixtures("context")
def test_the_demo_shows_a_pair_a_merge_and_two_who_are_different():
    from app.demo.duplicates import build

    build({"su": factories.actor("su"), "bai": factories.actor("bai")})
    states = sorted(db.session.scalars(select(DuplicatePair.state)))
    assert states == ["different", "merged", "open"]


@pytest.mark.usefixtures("context")
def test_an_earlier_merge_is_undone_after_the_later_one():
    survivor, loser = two()
    third = a_customer("李小红", owner="su", phone=None).id
    first = made_one(survivor, loser)
    second = made_one(third, survivor, versions=(1, 2))
    assert stored(loser).merged_into_id == third
    with pytest.raises(Refused, match=second.number):
        undo(first.id, 1, "two persons", by=OPERATOR)
    undo(second.id, 1, "two persons", by=OPERATOR)
    assert stored(loser).merged_into_id == survivor
    undo(first.id, 1, "two persons", by=OPERATOR)
    with pytest.raises(Conflict):
        undo(first.id, 1, "two persons", by=OPERATOR)
    assert stored(loser).merged_into_id is None


def test_on_the_pages_two_become_one_and_two_again(app: Flask, sign_in):
    with app.app_context():
        survivor, loser = two(kind="company", uscc=GOOD_CODE)
        hang("tasks", "customer_id", loser)
        foreign = a_customer("孔家", owner="kong", phone="13700000003").id
    client = sign_in("bai")
    assert sign_in("su").get(f"/customers/merging/{survivor}/{loser}").status_code == 403
    assert client.get(f"/customers/merging/{survivor}/{foreign}").status_code == 404
    assert client.get(f"/customers/merging/{survivor}/choose?number=C999999").status_code == 422
    url = client.get(f"/customers/merging/{survivor}/choose?number=C000002").location
    page = client.get(url).text
    assert "Tasks: 1" in page
    assert "13900000002" not in page
    typed = {"reason": "same owner", "keep_phone": "loser"}
    shown = client.post(f"{url}/shown", data=typed).text
    assert "13900000002" in shown
    assert "same owner" in shown
    assert re.search(r'name="keep_phone" value="loser" checked', shown)
    key = shown.partition('name="form_key" value="')[2].partition('"')[0]
    data = {"form_key": key, "version": "1", "other_version": "1", "keep_phone": "loser", "keep_kind": "survivor"}
    assert client.post(url, data=data).status_code == 422
    assert client.post(url, data={**data, "reason": "x", "keep_kind": "loser"}).status_code == 422
    done = client.post(url, data={**data, "reason": "one firm"})
    assert done.status_code == 303, done.text
    assert client.post(url, data={**data, "reason": "one firm"}).status_code in (303, 404)
    assert "HB2611-001" in client.get("/customers/merging/").text
    assert "HB2611-001" in client.get(done.location).text
    assert sign_in("gao").get(done.location).status_code == 200
    with app.app_context():
        assert stored(survivor).phone == "13900000002"
    undone = client.post(f"{done.location}/undo", data={"version": "1", "reason": "two firms"})
    assert undone.status_code == 303
    assert "two firms" in client.get(undone.location).text
    assert client.get(f"/customers/{loser}").status_code == 200


def test_the_page_of_an_undone_merge_says_who_has_no_owner_any_more(app: Flask, sign_in):
    with app.app_context():
        survivor, loser = a_customer("王建国", owner="kong").id, a_customer("汪建国", owner="su").id
        merged = merge(survivor, loser, {}, versions=(1, 1), reason="one person", by=OPERATOR).id
        with unit_of_work(by=OPERATOR) as work:
            work.session.execute(text("UPDATE staff SET active = FALSE WHERE name = '苏销'"))
        undo(merged, 1, "two persons", by=OPERATOR)
    page = sign_in("gao").get(f"/customers/merging/{merged}").text
    assert "Nobody looks after C000002 now" in page
    assert "Nobody looks after C000001 now" not in page
