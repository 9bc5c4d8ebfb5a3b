"""A merge and its undo lose nothing, whatever hangs on the two customers."""

from __future__ import annotations

import contextlib
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from app.columns import Base
from app.customers.files import kinds
from app.customers.files.models import Customer
from app.customers.files.queries import id_of, ids_of, survivor_of
from app.customers.files.service import index_anew
from app.customers.merging import queries
from app.customers.merging.models import MergeMove
from app.customers.merging.service import merge, undo
from app.customers.merging.tables import references
from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.history.models import Entry
from app.office.staff.models import Staff
from app.search.index import matching
from app.unit_of_work import unit_of_work
from tests.customers.factories_customers import a_customer
from tests.customers.factories_rows import hang, hanging
from tests.factories import staff_id

pytestmark = pytest.mark.usefixtures("context")
# History, merges and counters only grow; the ledger never takes a row back, see `looked_after`.
GROWING = {"history", "merges", "merge_moves", "counters", "owner_spells", "deeds", "live_topics"}
FOLLOWS = {("filings", "staff_id")}  # an open filing follows whoever owns the file, and stays with him
PLACES = sorted((one.table.name, one.column.name) for one in references())
SPECIAL = st.sampled_from(
    [
        ("contacts", "customer_id", {"main": True}),
        ("filings", "customer_id", {"kind": "opening", "state": "open"}),
        ("filings", "customer_id", {"kind": "opening", "state": "filed"}),
        ("approvals", "subject", {"state": "waiting", "matter": "customers.level"}),
        ("invoicing_data", "customer_id", {}),
        ("admissions", "customer_id", {"state": "admitted"}),
        ("archived_files", "customer_id", {}),
        ("classifications", "customer_id", {}),
    ]
)
ANY = st.sampled_from(PLACES).map(lambda place: (*place, {}))
HISTORY = st.lists(st.tuples(st.integers(0, 2), st.one_of(ANY, SPECIAL)), min_size=8, max_size=24)
FILES = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["王建国", "汪建国", "李小红"]),
            "phone": st.sampled_from([None, "13800000001", "0571-88881234"]),
            "address": st.sampled_from([None, "幸福路1号", "河边3号"]),
            "contact": st.sampled_from([None, "张三"]),
            "note": st.sampled_from([None, "来过"]),
            "owner": st.sampled_from([None, "su", "kong"]),
            "important": st.booleans(),
        }
    ),
    min_size=3,
    max_size=3,
)


def everything() -> dict[str, list[Any]]:
    """Every row of every table, without what only grows and without versions; and by what customers are found."""
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in GROWING:
            columns = (c for c in table.columns if c.name != "version" and (table.name, c.name) not in FOLLOWS)
            rows = db.session.execute(select(*columns)).all()
            found[table.name] = sorted(map(repr, rows))
    words = db.session.execute(text("SELECT rowid, words FROM search_words")).all()
    found["search_words"] = sorted((row[0], sorted(row[1].split())) for row in words)
    return found


def looked_after() -> set[tuple[int, int, str]]:
    """Who looks after whom now."""
    rows = db.session.execute(text("SELECT customer_id, staff_id, part FROM owner_spells WHERE until_at IS NULL"))
    return {tuple(row) for row in rows}


def versions(*ids: int) -> tuple[int, ...]:
    db.session.rollback()
    return tuple(db.session.scalars(select(Customer.version).where(Customer.id == one)).one() for one in ids)


def made_one(survivor: int, loser: int, **choices: str) -> int:
    seen = versions(survivor, loser)
    return merge(survivor, loser, choices, versions=seen, reason="one person", by=OPERATOR).id


def hang_all(ids: list[int], history: list[Any]) -> None:
    for which, (table, column, values) in history:
        with contextlib.suppress(IntegrityError):  # of what a customer has one only
            hang(table, column, ids[which], **values)
    with unit_of_work(by=OPERATOR):
        index_anew(ids)
        kinds.saved(ids, by=OPERATOR)


@given(FILES, HISTORY, st.sampled_from(["survivor", "loser"]))
@settings(
    max_examples=5,
    phases=[Phase.explicit, Phase.generate],  # each smaller example would look through the whole database again
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_merging_keeps_everything_and_undoing_brings_everything_back(files, history, contact):
    ids = [a_customer(**values).id for values in files]
    hang_all(ids, history)
    before, people = everything(), looked_after()
    hung = [hanging(one) for one in ids]
    numbers = list(db.session.scalars(select(Customer.number).where(Customer.id.in_(ids)).order_by(Customer.id)))
    names = list(db.session.scalars(select(Customer.name).where(Customer.id.in_(ids)).order_by(Customer.id)))

    first = made_one(ids[1], ids[2], contact=contact)
    second = made_one(ids[0], ids[1])

    assert {id_of(number) for number in numbers} == {ids[0]}
    assert ids_of(ids[0]) == ids
    found = [set(db.session.scalars(matching("customer", asked))) for asked in (*numbers, *names)]
    assert all(ids[0] in hits and not hits & set(ids[1:]) for hits in found)
    here = hanging(ids[0])
    for place in PLACES:
        still = set().union(*(hanging(one)[place] for one in ids[1:]))
        assert here[place] | still == set().union(*(one[place] for one in hung))
        assert not still or place[0] in ("approvals", "filings", "invoicing_data", "admissions", "archived_files")
    events = set(db.session.scalars(select(Entry.subject).where(Entry.customer_id.in_(ids_of(ids[0])))))
    assert {f"customer:{one}" for one in ids} <= events

    undo(second, 1, "two persons", by=OPERATOR)
    undo(first, 1, "two persons", by=OPERATOR)
    assert looked_after() == people
    after = everything()
    for table, rows in before.items():
        assert after[table] == rows, table


def test_what_was_made_or_moved_on_since_stays_and_is_named():
    survivor, loser, third = (a_customer(name).id for name in ("王建国", "汪建国", "李小红"))
    stays, moved_on = hang("tasks", "customer_id", loser), hang("tasks", "customer_id", loser)
    merged = made_one(survivor, loser)
    new = hang("tasks", "customer_id", survivor)
    db.session.execute(text("UPDATE tasks SET customer_id = :third WHERE id = :id"), {"third": third, "id": moved_on})
    db.session.execute(text("UPDATE customers SET address = '河边3号' WHERE id = :id"), {"id": survivor})
    db.session.commit()
    assert undo(merged, 1, "two persons", by=OPERATOR) == [("tasks", 1)]
    place = ("tasks", "customer_id")
    assert [hanging(one)[place] for one in (survivor, loser, third)] == [{new}, {stays}, {moved_on}]
    assert db.session.get_one(Customer, survivor).address == "河边3号"
    assert survivor_of(loser) is None


def test_who_has_left_gets_nothing_back_and_the_reader_learns_that_nobody_looks_after_it():
    survivor, loser = a_customer("王建国", owner="kong").id, a_customer("汪建国", owner="su").id
    merged = made_one(survivor, loser)
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(update(Staff).where(Staff.id == staff_id("su")).values(active=False))
    undo(merged, 1, "two persons", by=OPERATOR)
    assert looked_after() == {(survivor, staff_id("kong"), "main")}
    assert db.session.get_one(Customer, loser, populate_existing=True).owner_id is None
    assert queries.without_owner(*queries.one(merged, OPERATOR)) == ["C000002"]


def test_a_thousand_rows_move_within_a_second():
    survivor, loser = a_customer("王建国").id, a_customer("汪建国").id
    for _ in range(5):
        hang("visits", "customer_id", loser)
    columns = ", ".join(column.name for column in Base.metadata.tables["tasks"].columns if column.name != "id")
    first = hang("tasks", "customer_id", loser)
    many = f"INSERT INTO tasks ({columns}) SELECT {columns} FROM tasks, generate WHERE tasks.id = {first}"
    generate = "WITH RECURSIVE generate(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM generate WHERE n < 1000) "
    db.session.execute(text(generate + many))
    db.session.commit()
    started = time.monotonic()
    merged = made_one(survivor, loser)
    assert time.monotonic() - started < 1
    assert len(hanging(survivor)["tasks", "customer_id"]) == 1001
    assert db.session.query(MergeMove).filter_by(merge_id=merged).count() >= 1006
