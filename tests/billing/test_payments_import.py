"""The bank's list of payments, and what waits for its account."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.billing.payments import queries_bank, service_bank
from app.billing.payments.imports import apply, check, undo
from app.billing.payments.models import Payment, UnmatchedPayment
from app.billing.payments.service import reverse_payment, take_payment
from app.billing.receivables.queries import check_sums, debts_of, prepaid_of
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.exchange.read import Row
from app.extensions import db
from app.office.batches import service as batches
from app.office.batches.commands import run_import
from app.office.batches.models import Batch, BatchRow
from app.office.history.models import Entry
from app.unit_of_work import unit_of_work
from tests import factories
from tests.billing.factories_debts import a_statement, an_account
from tests.support import count_queries

SignIn = Callable[[str], FlaskClient]
FORM_KEY = re.compile(rb'name="form_key" value="([^"]+)"')
HEADER = ("户号", "金额", "到账日期", "外部流水号", "付款人")


def written(folder: Path, rows: Sequence[Sequence[str]], name: str = "bank.csv") -> Path:
    stream = io.StringIO()
    csv.writer(stream).writerows([HEADER, *rows])
    path = folder / name
    path.write_text(stream.getvalue(), encoding="gb18030")
    return path


def command(app: Flask, path: Path, *more: str) -> tuple[Result, dict[str, int]]:
    result = app.test_cli_runner().invoke(args=["billing", "import-payments", str(path), "--json", *more])
    return result, json.loads(result.stdout) if result.stdout else {}


def payments() -> list[Payment]:
    return list(db.session.scalars(select(Payment).order_by(Payment.id)))


@pytest.fixture
def owing(app: Flask) -> int:
    """The id of account 10000003, which owes 50.00; account 10000010 owes nothing."""
    with app.app_context():
        account = an_account("10000003")
        an_account("10000010")
        a_statement(account, 5000)
        return account.id


def test_the_list_pays_debts_and_a_second_time_changes_nothing(app: Flask, owing: int, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        [
            ("10000003", "30.00", "2026.11.19", "BK1", "李四"),
            ("１０００００１０", "1,200", "20261118", "BK2", ""),
            ("10000003", "30.00", "2026-12-24", "BK3", ""),
        ],
    )
    result, counts = command(app, path)
    assert (result.exit_code, counts["create"], counts["refused"]) == (0, 3, 0)
    with app.app_context():
        assert [(one.amount, one.to_debts, one.to_prepaid) for one in payments()] == [
            (3000, 3000, 0), (120_000, 0, 120_000), (3000, 2000, 1000),
        ]  # fmt: skip
        assert [one.paid_on for one in payments()] == [date(2026, 11, 19), date(2026, 11, 18), date(2026, 12, 24)]
        assert {one.channel for one in payments()} == {"bank"}
        assert check_sums() == []
        entries = db.session.scalars(select(Entry).where(Entry.action == "payments.taken")).all()
        assert len(entries) == 3
        assert all(entry.customer_id for entry in entries)
    result, counts = command(app, path)
    assert (result.exit_code, counts["same"], counts["create"]) == (0, 3, 0)
    with app.app_context():
        assert len(payments()) == 3


def test_a_reference_twice_in_the_file_or_with_other_figures_is_a_duplicate(
    app: Flask, owing: int, tmp_path: Path
) -> None:
    command(app, written(tmp_path, [("10000003", "30", "2026-11-19", "BK1", "")]))
    rows = [
        ("10000003", "31", "2026-11-19", "BK1", ""),
        ("10000003", "5", "2026-11-19", "BK9", ""),
        ("10000003", "5", "2026-11-19", "BK9", ""),
        ("10000010", "30", "2026-11-19", "BK1", ""),
    ]
    result, counts = command(app, written(tmp_path, rows, "second.csv"))
    assert (counts["create"], counts["duplicate"], result.exit_code) == (1, 3, 0)
    result, counts = command(app, written(tmp_path, rows[:1], "third.csv"), "--channel", "wechat")
    assert counts["create"] == 1  # the same reference of another channel is another payment


def test_a_payment_that_was_reversed_is_not_brought_in_again(app: Flask, owing: int, tmp_path: Path) -> None:
    path = written(tmp_path, [("10000003", "30", "2026-11-19", "BK1", "")])
    command(app, path)
    with app.app_context():
        reverse_payment(payments()[0].id, reason="x", by=OPERATOR)
    _, counts = command(app, path)
    assert (counts["duplicate"], counts["create"]) == (1, 0)


def test_an_unknown_account_is_refused_and_waits_when_the_others_are_taken(
    app: Flask, owing: int, tmp_path: Path
) -> None:
    rows = [
        ("10000003", "30", "2026-11-19", "BK1", ""),
        ("999", "12", "2026-11-19", "BK2", "不明"),
        ("", "1", "x", "", ""),
    ]
    path = written(tmp_path, rows)
    result, counts = command(app, path)
    assert (result.exit_code, counts["refused"]) == (1, 2)
    with app.app_context():
        assert (payments(), db.session.scalars(select(UnmatchedPayment)).all()) == ([], [])
    result, counts = command(app, path, "--partial")
    assert (result.exit_code, counts["create"], counts["refused"]) == (1, 1, 2)
    with app.app_context():
        waiting = db.session.scalars(select(UnmatchedPayment)).one()
        assert (waiting.account_text, waiting.amount, waiting.payer, waiting.state) == ("999", 1200, "不明", "waiting")
    _, counts = command(app, written(tmp_path, rows[:2], "again.csv"))
    assert (counts["same"], counts["refused"]) == (2, 0)


@pytest.mark.parametrize(
    "row",
    [
        ("10000003", "0", "2026-11-19", "B", ""), ("10000003", "-1", "2026-11-19", "B", ""),
        ("10000003", "1.005", "2026-11-19", "B", ""), ("10000003", "", "2026-11-19", "B", ""),
        ("10000003", "1", "2026-02-30", "B", ""), ("10000003", "1", "", "B", ""),
        ("10000003", "1", "2026-11-19", "", ""), ("10000003", "1", "2026-11-19", "9" * 41, ""),
        ("10000003", "1", "2026-11-19", "1.38E+15", ""), ("", "1", "2026-11-19", "B", ""),
        ("10000003", "1" * 30, "2026-11-19", "B", ""), ("10000003", "1", "2026-11-19", "B", "名" * 121),
    ],
)  # fmt: skip
def test_a_row_with_a_bad_cell_is_refused(app: Flask, owing: int, tmp_path: Path, row: tuple[str, ...]) -> None:
    result, counts = command(app, written(tmp_path, [row]))
    assert (result.exit_code, counts["refused"], counts["create"]) == (1, 1, 0)
    with app.app_context():
        assert payments() == []


def test_who_may_not_import_is_refused_at_the_shell(app: Flask, owing: int, tmp_path: Path) -> None:
    path = written(tmp_path, [("10000003", "30", "2026-11-19", "BK1", "")])
    assert command(app, path, "--by", "fang")[0].exit_code == 2
    assert command(app, path, "--by", "chen")[0].exit_code == 0
    with app.app_context():
        assert payments()[0].taken_by == "陈收"


def a_batch(rows: int) -> tuple[Batch, list[BatchRow]]:
    """A checked import of that many payments for account 10000003, ready to be applied."""
    cells = [
        Row(n, {"account": "10000003", "amount": "1", "paid_on": "2026-11-19", "reference": f"R{n}", "payer": ""})
        for n in range(rows)
    ]
    verdicts = check(cells, {"channel": "bank", "by": OPERATOR})
    with unit_of_work(by=OPERATOR) as work:
        plain: dict[str, Any] = {"filename": "x", "sha256": "0", "counts": {}, "notices": [], "actor_name": "x"}
        batch = Batch(kind="payments", options={"channel": "bank"}, state="applying", made_at=work.at, **plain)
        work.session.add(batch)
        work.session.flush()
    return batch, [
        BatchRow(batch_id=batch.id, number=one.number, verdict=one.verdict, values=dict(one.values), cells={})
        for one in verdicts
    ]


def test_a_slice_that_is_applied_twice_books_each_payment_once(app: Flask, owing: int) -> None:
    with app.app_context():
        batch, rows = a_batch(5)
        for part in (rows[:3], rows[2:], rows):
            with unit_of_work(by=OPERATOR):
                apply(batch, part)
        assert [one.reference for one in payments()] == ["R0", "R1", "R2", "R3", "R4"]
        assert check_sums() == []


def test_other_figures_that_came_in_between_wait_instead_of_being_lost(app: Flask, owing: int) -> None:
    with app.app_context():
        batch, rows = a_batch(2)
        with unit_of_work(by=OPERATOR):
            rows[1].values["amount"] = 999
            apply(batch, rows[:1])
        with unit_of_work(by=OPERATOR):
            clash = dict(rows[0].values, amount=777)
            service_bank.book_rows([clash], channel="bank", batch_id=batch.id)
        assert [one.amount for one in payments()] == [100]
        assert [one.amount for one in db.session.scalars(select(UnmatchedPayment))] == [777]


def test_a_slice_asks_the_database_little_per_payment(app: Flask, owing: int) -> None:
    with app.app_context():
        batch, rows = a_batch(50)
        with count_queries(app) as counted, unit_of_work(by=OPERATOR):
            apply(batch, rows)
    assert len(counted) <= 15 + 2 * 50  # the debt and the prepaid money move one by one


def test_a_batch_of_payments_is_not_taken_back_in_one_go(app: Flask, owing: int, tmp_path: Path) -> None:
    with app.app_context():
        path = written(tmp_path, [("10000003", "30", "2026-11-19", "BK1", "")])
        batch = run_import("payments", path, {"channel": "bank"}, by=OPERATOR)
        with pytest.raises(Refused, match="one by one"):
            undo(batch)
        with pytest.raises(Refused, match="one by one"):
            batches.undo(batch.id, by=OPERATOR, language="en")


@pytest.fixture
def waiting(app: Flask, owing: int) -> int:
    """The id of a payment of 12.00 that waits for its account."""
    with app.app_context():
        batch, _ = a_batch(0)
        values = {"account": "999", "amount": 1200, "paid_on": "2026-11-19", "reference": "BK2", "payer": "王建国"}
        with unit_of_work(by=OPERATOR):
            service_bank.keep_unmatched([values], channel="bank", batch_id=batch.id)
        return db.session.scalars(select(UnmatchedPayment.id)).one()


def post(client: FlaskClient, address: str, **typed: str) -> tuple[int, str]:
    key = FORM_KEY.search(client.get(address).data)
    assert key
    answer = client.post(address, data={"form_key": key[1].decode(), **typed})
    return answer.status_code, answer.headers.get("Location", answer.text)


def test_a_waiting_payment_is_booked_for_the_account_it_belongs_to(
    app: Flask, sign_in: SignIn, owing: int, waiting: int
) -> None:
    client = sign_in("chen")
    assert "Payments that wait for their account" in client.get("/today/billing").text
    assert "10000003" in client.get(f"/billing/payments/waiting/{waiting}/assign").text  # named like the payer
    status, place = post(client, f"/billing/payments/waiting/{waiting}/assign", account="10000003")
    assert status == 303
    assert "BK2" in client.get(place).text
    with app.app_context():
        assert sum(debt.outstanding for debt in debts_of(owing)) == 3800
        assert db.session.get_one(UnmatchedPayment, waiting).payment_id == payments()[0].id
        assert check_sums() == []
    status, text = post(client, f"/billing/payments/waiting/{waiting}/return", reason="x")
    assert status in (409, 422)
    assert "Somebody was quicker" in text
    assert "Booked" in client.get("/billing/payments/waiting?state=matched").text


@pytest.mark.parametrize("account", ["", "999", "9" * 41, "x"])
def test_an_account_that_is_not_there_is_refused(sign_in: SignIn, waiting: int, account: str) -> None:
    status, _ = post(sign_in("chen"), f"/billing/payments/waiting/{waiting}/assign", account=account)
    assert status == 422


def test_a_waiting_payment_may_be_sent_back_with_a_reason(app: Flask, sign_in: SignIn, waiting: int) -> None:
    client = sign_in("chen")
    address = f"/billing/payments/waiting/{waiting}/return"
    assert post(client, address, reason="")[0] == 422
    assert post(client, address, reason="Not ours")[0] == 303
    assert "Not ours" in client.get("/billing/payments/waiting?state=returned").text
    with app.app_context(), pytest.raises(Conflict):
        service_bank.assign(waiting, account="10000003", by=OPERATOR)
    assert sign_in("fang").get("/billing/payments/waiting").status_code == 403


def test_an_account_of_an_import_that_is_not_applied_is_unknown(app: Flask, owing: int, tmp_path: Path) -> None:
    with app.app_context():
        batch, _ = a_batch(0)
        hidden = an_account("10000099", batch_id=batch.id)
        assert queries_bank.accounts_of(OPERATOR, {"10000099", "10000003"}).keys() == {"10000003"}
        with unit_of_work(by=OPERATOR) as work:
            work.session.execute(update(Batch).where(Batch.id == batch.id).values(state="applied"))
        assert queries_bank.accounts_of(OPERATOR, {"10000099"})["10000099"].id == hidden.id


def test_a_bank_payment_of_a_closed_account_is_kept_as_prepaid(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        account = an_account("10000003", state="closed")
        account_id = account.id
    command(app, written(tmp_path, [("10000003", "30", "2026-11-19", "BK1", "")]))
    with app.app_context():
        assert prepaid_of(account_id) == 3000


def test_the_counter_sees_what_the_bank_brought_under_the_same_reference(
    app: Flask, owing: int, tmp_path: Path
) -> None:
    command(app, written(tmp_path, [("10000003", "30", "2026-11-19", "BK1", "")]), "--channel", "transfer")
    with app.app_context():
        account = an_account()
        with pytest.raises(Refused, match="taken already"):
            take_payment(account, amount=Fen(1), channel="transfer", reference="BK1", by=factories.actor("chen"))
