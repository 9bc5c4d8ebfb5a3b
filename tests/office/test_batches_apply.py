"""An import is stored as a whole and taken back as a whole; nobody sees half of it."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.customers.files import queries
from app.customers.files.models import Customer
from app.customers.files.service import change_customer
from app.customers.sheets import importing, imports, undoing
from app.domain.actor import OPERATOR, Actor
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.batches import queries as batches
from app.office.batches import service, store, work
from app.office.batches.commands import run_import
from app.office.batches.models import BatchRow
from app.office.history.models import Entry
from app.unit_of_work import unit_of_work
from tests import factories
from tests.customers.factories_customers import a_customer, row, sheet


def checked(folder, rows, who: str | None = None) -> int:
    file = folder / "customers.csv"
    file.write_bytes(sheet(rows))
    batch = service.begin(file, work.kind_of("customers"), file.name, {}, by=actor_of(who))
    work.check_batch(batch.id, file, by=OPERATOR, keep=work.silent)
    return batch.id


def applied(folder, rows, who: str | None = None) -> int:
    file = folder / "customers.csv"
    file.write_bytes(sheet(rows))
    return run_import("customers", file, by=actor_of(who)).id


def actor_of(who: str | None) -> Actor:
    """One of the cast, who sees his own imports on screen; else the operator."""
    return factories.actor(who) if who else OPERATOR


def names() -> list[str]:
    return [r[0].name for r in queries.files(queries.Filters(), OPERATOR)]


def test_all_rows_become_visible_at_once(context, folder, monkeypatch):
    batch_id = checked(folder, [row(n) for n in range(130)])
    service.start_applying(batch_id, partial=False, by=OPERATOR)
    seen: list[int] = []
    monkeypatch.setattr(work, "_raise_count", _watched(work._raise_count, lambda: seen.append(len(names()))))
    work.apply_batch(batch_id, by=OPERATOR, keep=work.silent)
    assert len(seen) > 1
    assert set(seen) == {0}
    assert len(names()) == 130


def _watched(deed, look):
    def watched(*args):
        look()
        return deed(*args)

    return watched


def test_after_a_crash_it_goes_on_and_writes_every_row_once(context, folder, monkeypatch):
    batch_id = checked(folder, [row(n) for n in range(200)])
    service.start_applying(batch_id, partial=False, by=OPERATOR)
    calls = []

    def dies(batch, rows):
        calls.append(len(rows))
        if len(calls) == 2:
            raise SystemExit
        return whole(batch, rows)

    whole = importing.apply
    monkeypatch.setattr(importing, "apply", dies)
    with pytest.raises(SystemExit):
        work.apply_batch(batch_id, by=OPERATOR, keep=work.silent)
    assert 0 < batches.batch(batch_id).done < 200
    assert names() == []
    work.apply_batch(batch_id, by=OPERATOR, keep=work.silent)
    assert sorted(names()) == sorted(f"王小{n}" for n in range(200))
    assert batches.batch(batch_id).done == 200


def test_two_at_once_do_not_write_a_row_twice(context, folder, monkeypatch):
    batch_id = checked(folder, [row(n) for n in range(120)])
    service.start_applying(batch_id, partial=False, by=OPERATOR)
    whole = importing.apply

    def overtaken(batch, rows):
        monkeypatch.setattr(importing, "apply", whole)
        whole(batch, rows)
        work._raise_count(batch_id, 0, 50)

    monkeypatch.setattr(importing, "apply", overtaken)
    with pytest.raises(Conflict):
        work.apply_batch(batch_id, by=OPERATOR, keep=work.silent)
    assert batches.batch(batch_id).done == 0
    work.apply_batch(batch_id, by=OPERATOR, keep=work.silent)
    assert len(names()) == 120


def test_a_check_that_was_cut_off_begins_anew(context, folder):
    batch_id = checked(folder, [row(1), row(2)])
    with unit_of_work(by=OPERATOR) as unit:
        unit.session.execute(update(work.Batch).values(state="checking"))
    work.check_batch(batch_id, folder / "customers.csv", by=OPERATOR, keep=work.silent)
    assert batches.batch(batch_id).counts["create"] == 2
    assert db.session.scalar(select(func.count()).select_from(BatchRow)) == 2


def test_refused_rows_stand_in_the_way_until_the_others_are_wanted_anyway(sign_in, app: Flask, folder):
    with app.app_context():
        batch_id = checked(folder, [row(1), row(2, 联系电话="无")], "bai")
    client = sign_in("bai")
    answer = client.post(f"/office/imports/{batch_id}/apply")
    assert answer.status_code == 422
    assert "Rows refused: 1." in answer.text
    answer = client.post(f"/office/imports/{batch_id}/apply", data={"partial": "y"})
    assert answer.status_code == 303
    with app.app_context():
        assert batches.batch(batch_id).state == "applied"
        assert batches.batch(batch_id).partial
        assert names() == ["王小1"]


def test_an_import_is_applied_only_once(sign_in, app: Flask, folder):
    with app.app_context():
        batch_id = checked(folder, [row(1)], "bai")
    client = sign_in("bai")
    assert client.post(f"/office/imports/{batch_id}/apply").status_code == 303
    assert client.post(f"/office/imports/{batch_id}/apply").status_code == 409
    with app.app_context():
        assert names() == ["王小1"]


def test_undo_hides_the_rows_and_removes_them(sign_in, app: Flask, folder):
    with app.app_context():
        old = a_customer("老客户", phone="13999999999").id
        batch_id = applied(folder, [row(n) for n in range(130)], "bai")
    answer = sign_in("bai").post(f"/office/imports/{batch_id}/undo")
    assert answer.status_code == 303
    with app.app_context():
        assert batches.batch(batch_id).state == "undone"
        assert db.session.scalars(select(Customer.id)).all() == [old]
        assert queries.found("王小", OPERATOR) == []
        withdrawn = select(func.count()).where(Entry.action == "customers.withdrawn")
        assert db.session.scalar(withdrawn) == 130


def test_rows_are_hidden_at_once_even_before_they_are_removed(context, folder, monkeypatch):
    batch_id = applied(folder, [row(1)])
    monkeypatch.setattr(service, "_enqueue", lambda *_args, **_more: None)
    service.undo(batch_id, by=OPERATOR, language="en")
    assert batches.batch(batch_id).state == "undoing"
    assert names() == []
    work.remove_batch(batch_id, by=OPERATOR, keep=work.silent)
    assert batches.batch(batch_id).state == "undone"


def test_undo_is_refused_when_a_row_was_touched(sign_in, app: Flask, folder):
    with app.app_context():
        batch_id = applied(folder, [row(1), row(2)], "bai")
        customer = db.session.scalars(select(Customer).order_by(Customer.id)).first()
        change_customer(customer.id, {"note": "来过"}, version=1, by=OPERATOR)
    answer = sign_in("bai").post(f"/office/imports/{batch_id}/undo")
    assert answer.status_code == 422
    assert "C000001" in answer.text
    with app.app_context():
        assert len(names()) == 2


def test_undo_gives_changed_customers_their_old_values_back(context, folder):
    one = a_customer("王小1", phone="13800000001", address="老街1号")
    batch_id = applied(folder, [row(1, 地址="新街2号"), row(2)])
    assert batches.batch(batch_id).counts["update"] == 1
    assert queries.file_of(one.id, OPERATOR).address == "新街2号"
    service.undo(batch_id, by=OPERATOR, language="en")
    assert queries.file_of(one.id, OPERATOR).address == "老街1号"
    assert names() == ["王小1"]
    told = db.session.scalars(select(Entry.facts).where(Entry.action == "customers.changed").order_by(Entry.id)).all()
    assert [facts["changes"][0]["new"] for facts in told] == ["新街2号", "老街1号"]


def test_a_customer_changed_after_the_check_is_left_out(context, folder):
    one = a_customer("王小1", phone="13800000001", address="老街1号")
    batch_id = checked(folder, [row(1, 地址="新街2号")])
    change_customer(one.id, {"address": "河边3号"}, version=1, by=OPERATOR)
    service.start_applying(batch_id, partial=False, by=OPERATOR)
    work.apply_batch(batch_id, by=OPERATOR, keep=work.silent)
    assert queries.file_of(one.id, OPERATOR).address == "河边3号"
    [left] = batches.rows_page(batch_id, "update").rows
    assert left.reason["msgid"] == "Somebody changed the customer after the check; this row was left out."


def test_a_checked_import_can_be_dropped(context, folder):
    batch_id = checked(folder, [row(1)])
    service.undo(batch_id, by=OPERATOR, language="en")
    assert batches.batch(batch_id).state == "undone"
    with pytest.raises(Conflict):
        service.start_applying(batch_id, partial=False, by=OPERATOR)


def test_a_check_that_cannot_go_on_can_be_dropped_with_its_file(sign_in, app: Flask, monkeypatch):
    def breaks(*_args, **_more):
        raise RuntimeError("a fault of the program")

    monkeypatch.setattr(work, "check_batch", breaks)
    client = sign_in("bai")
    data = {"sheet": (io.BytesIO(sheet([row(1)])), "x.csv")}
    answer = client.post("/office/imports/new/customers", data=data, content_type="multipart/form-data")
    assert "Go on" in client.get(answer.location).text
    with app.app_context():
        assert len(list(store.folder().iterdir())) == 1
    assert client.post(f"{answer.location}/undo").status_code == 303
    with app.app_context():
        assert list(store.folder().iterdir()) == []


def test_stopped_work_goes_on_from_the_page(sign_in, app: Flask, folder):
    with app.app_context():
        batch_id = checked(folder, [row(1)], "bai")
        service.start_applying(batch_id, partial=False, by=OPERATOR)
    client = sign_in("bai")
    assert "Go on" in client.get(f"/office/imports/{batch_id}").text
    assert client.post(f"/office/imports/{batch_id}/go-on").status_code == 303
    assert client.post(f"/office/imports/{batch_id}/go-on").status_code == 409
    with app.app_context():
        assert names() == ["王小1"]


def test_history_knows_what_was_checked_applied_and_taken_back(context, folder):
    batch_id = applied(folder, [row(1)])
    service.undo(batch_id, by=factories.actor("bai"), language="en")
    query = select(Entry.action).where(Entry.subject == f"batch:{batch_id}").order_by(Entry.id)
    assert db.session.scalars(query).all() == ["imports.checked", "imports.applied", "imports.undone"]


def test_a_kind_that_forgets_a_row_is_a_fault_and_stores_nothing(context, folder, monkeypatch):
    monkeypatch.setattr(imports, "check", lambda _rows, _options: iter(()))
    with pytest.raises(RuntimeError):
        checked(folder, [row(1)])
    assert db.session.scalar(select(func.count()).select_from(BatchRow)) == 0


def test_a_file_that_the_worker_cannot_read_ends_as_refused_with_its_sentence(sign_in, app: Flask, monkeypatch):
    monkeypatch.setattr(service, "look_at", lambda *_args: None)
    client = sign_in("bai")
    data = {"sheet": (io.BytesIO(b"a,b\n1,2\n"), "x.csv")}
    answer = client.post("/office/imports/new/customers", data=data, content_type="multipart/form-data")
    page = client.get(answer.location).text
    assert "Refused as a whole" in page
    assert "has no header in its first 10 rows" in page


def test_undo_by_a_worker_that_died_is_finished_by_the_next(context, folder, monkeypatch):
    batch_id = applied(folder, [row(n) for n in range(150)])
    monkeypatch.setattr(service, "_enqueue", lambda *_args, **_more: None)
    service.undo(batch_id, by=OPERATOR, language="en")
    with unit_of_work(by=OPERATOR):
        assert undoing.remove(batches.batch(batch_id), 100) == 100
    assert work.remove_batch(batch_id, by=OPERATOR, keep=work.silent) == 50
    assert db.session.scalar(select(func.count()).select_from(Customer)) == 0
    with pytest.raises(Refused):
        service.undo(batch_id, by=OPERATOR, language="en")
