"""History: every deed leaves an entry in the same transaction, and nobody can change it afterwards."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from app.domain.actor import OPERATOR, Actor, ActorKind
from app.domain.text import Text
from app.extensions import db
from app.office.history.models import Entry
from app.office.history.service import Deed, changes, record, record_many
from app.unit_of_work import unit_of_work
from app.web.feature import Action
from tests import factories

DONE = Action("thing.done", Text("Thing %(number)s done"))
PLAIN = st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=20)


def only() -> Entry:
    return db.session.scalars(select(Entry)).one()


def test_an_entry_says_who_what_to_what_and_why(context: None) -> None:
    with unit_of_work(by=factories.actor("chen")) as work:
        record(DONE, "thing:12", customer_id=7, facts={"number": "A1", "amount_fen": 5}, reason="试")
        at = work.at
    entry = only()
    assert (entry.at, entry.actor_kind, entry.actor_name) == (at, "person", "陈收")
    assert entry.staff_id == factories.staff_id("chen")
    assert (entry.action, entry.subject, entry.customer_id, entry.reason) == ("thing.done", "thing:12", 7, "试")
    assert entry.facts == {"number": "A1", "amount_fen": 5}


def test_a_deputy_stands_beside_whom_he_stands_for(context: None) -> None:
    with unit_of_work(by=Actor(ActorKind.PERSON, "方前", 1, on_behalf_of=2)):
        record(DONE, "thing:1")
    assert (only().staff_id, only().on_behalf_of) == (1, 2)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET reason = 'nothing happened'",
        "UPDATE history SET at = '2020-01-01 00:00:00'",
        "DELETE FROM history",
        "DELETE FROM history WHERE action = 'thing.done'",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(context: None, statement: str) -> None:
    with unit_of_work(by=OPERATOR):
        record(DONE, "thing:1", reason="真")
    with pytest.raises(DatabaseError, match="frozen"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert only().reason == "真"


def test_an_entry_loaded_as_an_object_cannot_be_changed_either(context: None) -> None:
    with unit_of_work(by=OPERATOR):
        record(DONE, "thing:1")
    with pytest.raises(DatabaseError, match="frozen"), unit_of_work(by=OPERATOR) as work:
        work.session.scalars(select(Entry)).one().actor_name = "nobody"
    assert only().actor_name == "operator"


def test_a_deed_that_fails_leaves_no_entry(context: None) -> None:
    with pytest.raises(ZeroDivisionError), unit_of_work(by=OPERATOR):
        record(DONE, "thing:1")
        raise ZeroDivisionError
    assert db.session.scalar(select(func.count(Entry.id))) == 0


def test_nothing_can_be_recorded_outside_of_a_deed(context: None) -> None:
    with pytest.raises(RuntimeError, match="no unit of work"):
        record(DONE, "thing:1")


def test_a_bulk_deed_writes_one_entry_for_each_subject(context: None) -> None:
    with unit_of_work(by=OPERATOR):
        record_many(DONE, (Deed(f"thing:{n}", n, {"number": n}) for n in range(300)), reason="x")
    found = db.session.execute(select(Entry.subject, Entry.customer_id).order_by(Entry.id)).all()
    assert found == [(f"thing:{n}", n) for n in range(300)]


def test_a_bulk_deed_on_nothing_writes_nothing(context: None) -> None:
    with unit_of_work(by=OPERATOR):
        record_many(DONE, [])
    assert db.session.scalar(select(func.count(Entry.id))) == 0


def test_days_and_moments_among_the_facts_are_kept_as_text(context: None) -> None:
    with unit_of_work(by=OPERATOR):
        record(DONE, "thing:1", facts={"day": date(2026, 11, 20), "at": datetime(2026, 11, 20, 1, tzinfo=UTC)})
    assert only().facts == {"day": "2026-11-20", "at": "2026-11-20T01:00:00+00:00"}


@given(st.dictionaries(st.text(max_size=5), PLAIN), st.dictionaries(st.text(max_size=5), PLAIN))
def test_changes_name_every_field_that_differs_and_no_other(before: dict[str, Any], after: dict[str, Any]) -> None:
    found = changes(before, after)
    assert {row["field"] for row in found} == {name for name in after if before.get(name) != after[name]}
    assert all((row["old"], row["new"]) == (before.get(row["field"]), after[row["field"]]) for row in found)
