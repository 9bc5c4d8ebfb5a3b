"""Files are bound a hundred to a bag, and registers put away by month stay comparable with what they were."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.customers.archive import documents_files, labels, queries, service
from app.customers.archive.models import ArchivedFile
from app.customers.archive.rules import Place, fingerprint, ordinal_in, places
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.history.models import Entry
from app.office.policy.service import set_values
from app.office.registers.service import correct, enter
from tests import factories
from tests.customers.factories_customers import a_customer

ROWS = st.lists(st.lists(st.text(max_size=4), max_size=4), max_size=6)


@given(size=st.integers(1, 120), parts=st.lists(st.integers(1, 150), max_size=6))
@settings(max_examples=60)
def test_the_nth_file_lies_in_the_bag_that_its_number_says(size: int, parts: list[int]):
    found: list[Place] = []
    for count in parts:  # bound in several goes
        bag = found[-1].bag if found else 0
        inside = sum(1 for one in found if one.bag == bag)
        found += places(len(found) + 1, count, bag=bag, in_bag=inside, size=size)
    assert found == [Place(n, (n - 1) // size + 1) for n in range(1, sum(parts) + 1)]


@given(sizes=st.lists(st.tuples(st.integers(1, 40), st.integers(1, 60)), min_size=1, max_size=6))
@settings(max_examples=60)
def test_another_size_moves_nothing_and_overfills_no_bag(sizes: list[tuple[int, int]]):
    found: list[tuple[Place, int]] = []
    for size, count in sizes:
        bag = found[-1][0].bag if found else 0
        inside = sum(1 for one, _ in found if one.bag == bag)
        found += [(one, size) for one in places(len(found) + 1, count, bag=bag, in_bag=inside, size=size)]
    bags = [one.bag for one, _ in found]
    assert [one.ordinal for one, _ in found] == list(range(1, len(found) + 1))
    assert bags == sorted(bags)
    assert set(bags) == set(range(1, bags[-1] + 1))
    for bag in set(bags):
        inside = [size for one, size in found if one.bag == bag]
        assert len(inside) <= max(inside[-1], inside[0])


@given(ROWS, ROWS)
@settings(max_examples=60)
def test_the_fingerprint_of_a_register_differs_where_any_word_does(one: list[list[str]], other: list[list[str]]):
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


def test_an_archive_number_is_read_with_and_without_zeros():
    assert [ordinal_in(text) for text in ("DA000012", "da12", "12", "DA0", "C000012")] == [12, 12, None, None, None]


def bind(*names: str, by: str = "bai") -> list[str]:
    ids = [a_customer(name, owner="su").id for name in names]
    return service.bind(ids[::-1], place="柜一", sheets=["basic"], by=factories.actor(by))


def test_many_are_bound_by_customer_number_and_stay_when_the_bag_grows(context: None):
    set_values({"customers.archive.bag_size": "2"}, valid_from=date(2026, 1, 1), reason=None, by=OPERATOR)
    assert bind("王一", "王二", "王三") == ["DA000001", "DA000002", "DA000003"]
    set_values({"customers.archive.bag_size": "3"}, valid_from=date(2026, 1, 2), reason=None, by=OPERATOR)
    assert bind("王四", "王五", "王六")[0] == "DA000004"
    rows = db.session.scalars(select(ArchivedFile).order_by(ArchivedFile.ordinal)).all()
    assert [one.bag for one in rows] == [1, 1, 2, 2, 2, 3]
    assert [one.customer_id for one in rows] == sorted(one.customer_id for one in rows)
    deeds = db.session.scalars(select(Entry.facts).where(Entry.action == "archive.bound").order_by(Entry.id)).all()
    assert deeds[-1] == {"number": "C000006", "archive": "DA000006", "bag": 3}


def test_a_file_is_bound_once_and_never_by_who_may_not_read_it(context: None):
    bind("王一")
    other = a_customer("别人的客户", owner="kong")
    with pytest.raises(Refused, match="at least one file"):
        service.bind([1, other.id], place=None, sheets=["basic"], by=factories.actor("bai"))
    with pytest.raises(Refused, match="Tick what is bound"):
        service.bind([other.id], place=None, sheets=["nonsense"], by=OPERATOR)
    assert queries.unbound(factories.actor("bai")) == []


def test_a_bound_file_keeps_its_number_when_it_is_carried_elsewhere(context: None):
    bind("王一")
    bai = factories.actor("bai")
    service.move(1, 1, place="柜二", sheets=["basic", "contracts"], by=bai)
    with pytest.raises(Conflict):
        service.move(1, 1, place="柜三", sheets=["basic"], by=bai)
    file = queries.bound_file(1, bai)
    assert (file.ordinal, file.bag, file.place, file.sheets) == (1, 1, "柜二", ["basic", "contracts"])


def test_a_month_put_away_shows_what_changed_later(context: None):
    cells = {"customer": "王小明", "matter": "咨询", "from": "方前", "to": "苏销"}
    first = enter("handover", date(2026, 10, 8), cells, by=factories.actor("fang"))
    with pytest.raises(Refused, match="not over"):
        service.put_away("handover", "2026-11", place=None, by=factories.actor("bai"))
    kept = service.put_away("handover", "2026-10", place="柜三", by=factories.actor("bai"))
    with pytest.raises(Refused, match="already"):
        service.put_away("handover", "2026-10", place=None, by=factories.actor("bai"))
    [before] = [one for one in queries.month_of("2026-10") if one.register.key == "handover"]
    correct(first.id, {**cells, "matter": "投诉"}, "记错", by=factories.actor("fang"))
    [after] = [one for one in queries.month_of("2026-10") if one.register.key == "handover"]
    assert (kept.rows, before.same, after.same, after.rows) == (1, True, False, 1)


def test_the_pages_bind_find_and_put_away(sign_in, app: Flask):
    with app.app_context():
        ids = [a_customer(name, owner="su").id for name in ("王一", "王二")]
    client = sign_in("bai")
    page = client.get("/customers/archive/unbound").text
    key = page.partition('name="form_key" value="')[2].partition('"')[0]
    typed = {"form_key": key, "file": ids, "sheets": ["basic", "enquiry"], "place": "柜一"}
    assert client.post("/customers/archive/unbound", data=typed).location.endswith("bag=1")
    assert "王二" in client.get("/customers/archive/?q=DA000002").text
    assert "王二" in client.get("/customers/archive/?bag=1").text
    assert "DA000001 – DA000002" in client.get("/customers/archive/bags").text
    assert client.get("/customers/archive/1/change").status_code == 200
    assert "2026-10" in client.get("/customers/archive/months").text
    page = client.get("/customers/archive/months/2026-10").text
    key = page.partition('name="form_key" value="')[2].partition('"')[0]
    answer = client.post("/customers/archive/months/2026-10/walk-ins", data={"form_key": key, "place": "柜二"})
    assert answer.status_code == 303
    assert "Lines then: 0" in client.get("/customers/archive/months/2026-10").text
    assert client.get("/customers/archive/months/2026-13").status_code == 404
    assert sign_in("su").get("/customers/archive/unbound").status_code == 403
    assert sign_in("fang").get("/customers/archive/").status_code == 403


def test_labels_and_forms_say_where_the_file_lies(context: None):
    bind("王一", "王二")
    su, kong = factories.actor("su"), factories.actor("kong")
    [sheet] = labels.labels_of_bag(su, 1).sheets
    assert [one.name for one in sheet.labels] == ["王一", "王二"]
    assert labels.bag(su, 1).last == "DA000002"
    paper = documents_files.load(su, 1)
    assert (paper.archive, paper.owner, paper.name) == ("DA000001 / 1", "苏销", "王一")
    looks = select(Entry).where(Entry.action == "customers.file_seen", Entry.customer_id == 1)
    assert len(db.session.scalars(looks).all()) == 1
    for document in documents_files.documents()[2:]:  # he is an ordinary customer
        with pytest.raises(NoResultFound):
            document.load(su, 1)
    with pytest.raises(NoResultFound):
        documents_files.load(kong, 1)
