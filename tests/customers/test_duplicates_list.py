"""The list of those who may be one: found by looking through all files, seen by who may see one of the two."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.customers.duplicates.models import DuplicateKey, DuplicatePair
from app.customers.duplicates.service import ask_to_find, decide_different
from app.customers.files.rules import NewCustomer
from app.customers.files.service import change_customer, open_many
from app.customers.merging.service import merge, undo
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.unit_of_work import unit_of_work
from tests import factories

PHONE = "13812345678"


def opened(*names: str, owner: str = "su", phone: str = PHONE) -> list[int]:
    """Customers whom nobody compared when they were opened."""
    owner_id = factories.staff_id(owner)
    with unit_of_work(by=OPERATOR):
        department = factories.actor(owner).departments("customers.files.see_own")
        home = next(iter(department), None)
        rows = [NewCustomer("person", name, phone=phone, owner_id=owner_id, department_id=home) for name in names]
        return open_many(rows, batch_id=None)


def look(*, again: bool = False) -> None:
    ask_to_find(again=again, by=OPERATOR, language="en")
    db.session.rollback()


def pairs() -> list[tuple[int, int, str]]:
    db.session.rollback()
    query = select(DuplicatePair).order_by(DuplicatePair.first_id, DuplicatePair.second_id)
    return [(one.first_id, one.second_id, one.state) for one in db.session.scalars(query)]


@pytest.mark.usefixtures("context")
def test_looking_through_all_files_finds_pairs_once_and_drops_what_is_no_more():
    one, two, third = opened("王建国", "汪建国", "李小红")
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(delete(DuplicateKey))  # files from before there were keys
    look()
    look()
    assert pairs() == [(one, two, "open")]  # a shared telephone alone is a hint, and no work for anybody
    change_customer(two, {"phone": "13900000009", "name": "赵六"}, version=1, by=OPERATOR)
    change_customer(third, {"name": "王建国"}, version=1, confirmed=True, by=OPERATOR)
    look(again=True)
    assert pairs() == [(one, third, "different")]


@pytest.mark.usefixtures("context")
def test_what_is_said_to_be_different_stays_so_also_after_a_merge():
    one, two = opened("王建国", "汪建国")
    look()
    [pair] = db.session.scalars(select(DuplicatePair.id))
    with pytest.raises(Refused):
        decide_different(pair, "", by=factories.actor("su"))
    decide_different(pair, "father and son", by=factories.actor("su"))
    with pytest.raises(Conflict):
        decide_different(pair, "father and son", by=factories.actor("su"))
    [third] = opened("李小红", phone="13700000001")
    made = merge(third, two, {}, versions=(1, 1), reason="one", by=OPERATOR)
    look(again=True)
    assert pairs() == [(one, two, "different")]
    undo(made.id, 1, "no", by=OPERATOR)
    look(again=True)
    assert pairs() == [(one, two, "different")]


@pytest.mark.usefixtures("context")
def test_an_open_pair_rests_while_one_of_the_two_is_merged():
    one, two = opened("王建国", "汪建国")
    look()
    made = merge(one, two, {}, versions=(1, 1), reason="one", by=OPERATOR)
    look()
    assert pairs() == [(one, two, "merged")]
    undo(made.id, 1, "no", by=OPERATOR)
    assert pairs() == [(one, two, "open")]


def test_on_the_pages_the_other_side_is_masked_and_strangers_see_nothing(app: Flask, sign_in):
    with app.app_context():
        [mine], [theirs] = opened("王建国"), opened("汪建国", owner="kong")
        look()
        [pair] = db.session.scalars(select(DuplicatePair.id))
    client = sign_in("su")
    for url in ("/customers/duplicates/", f"/customers/{mine}/duplicates", f"/customers/duplicates/{pair}/different"):
        page = client.get(url)
        assert page.status_code == 200, url
        assert "汪建国" not in page.text
        assert "汪**" in page.text
        assert PHONE not in page.text
    assert client.get(f"/customers/{theirs}/duplicates").status_code == 404
    assert "王" not in sign_in("fang").get("/customers/duplicates/").text.partition('id="pairs"')[2]
    assert sign_in("fang").get(f"/customers/duplicates/{pair}/different").status_code == 403
    assert "/customers/merging/1/2" in sign_in("gao").get("/customers/duplicates/").text
    assert client.post(f"/customers/duplicates/{pair}/different", data={"reason": ""}).status_code == 422
    assert client.post(f"/customers/duplicates/{pair}/different", data={"reason": "father and son"}).status_code == 303
    assert "father and son" in client.get("/customers/duplicates/?state=different").text
    assert client.post("/customers/duplicates/find").status_code == 303


def test_the_command_looks_through_all_files(app: Flask):
    with app.app_context():
        opened("王建国", "汪建国")
    assert app.test_cli_runner().invoke(args=["customers", "find-duplicates", "--again"]).exit_code == 0
    with app.app_context():
        assert len(pairs()) == 1
