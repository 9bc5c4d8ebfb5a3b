"""Printing a month: in route order, one file for each book, counted once, resumable, from the page and the shell."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import func, select

from app import clock
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.jobs import service as jobs
from app.jobs.models import Job
from app.office.documents import many, queries, shelf
from app.office.documents.models import PrintedDocument
from app.office.history.models import Entry
from app.unit_of_work import in_short_units
from tests.billing.factories_papers import PERIOD, a_month_of_slips

SignIn = Callable[[str], FlaskClient]
ORDER = {"period": PERIOD, "paper": "a5", "copies": "1"}


def numbers_in(pdf: bytes) -> list[str]:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return [word for page in pages for word in page.extract_text().split() if word.startswith("S202611-")]


def order(book: str = "", *, joined: bool = False, paper: str = "a5", copies: int = 1) -> many.Order:
    return many.Order("statement", {"period": PERIOD, "book": book}, paper, copies, joined)


@pytest.mark.usefixtures("context")
def test_each_book_has_its_file_in_route_order() -> None:
    a_month_of_slips(45)
    files = many.print_now(order(), by=OPERATOR)
    assert [(file.name, len(file.ids), file.pages) for file in files] == [
        ("气费结算单 B01", 40, 40), ("气费结算单 B02", 5, 5)
    ]  # fmt: skip
    assert numbers_in(files[1].pdf) == [f"S202611-{n:05}" for n in range(41, 46)]


@pytest.mark.usefixtures("context")
def test_two_processes_and_one_print_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    a_month_of_slips(6)
    monkeypatch.setattr(many, "CHUNK", 3)
    (first,) = many.print_now(order(), by=OPERATOR)
    db.session.execute(PrintedDocument.__table__.delete())
    db.session.commit()
    monkeypatch.setattr(many, "FEW", 0)
    (second,) = many.print_now(order(), by=OPERATOR)
    assert first.pdf == second.pdf


@pytest.mark.usefixtures("context")
def test_a_second_print_of_the_month_is_all_reprints() -> None:
    ids = a_month_of_slips(5)
    (first,) = many.print_now(order(joined=True), by=OPERATOR)
    (second,) = many.print_now(order(joined=True), by=OPERATOR)
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(second.pdf)).pages]
    assert all("补打 1" in text for text in texts)
    row = queries.printed("statement", ids[0])
    assert row is not None
    assert (row.count, row.sha256) == (2, shelf.hash_of(first.pdf))
    prints = select(func.count()).select_from(Entry).where(Entry.action == "documents.printed")
    assert db.session.scalar(prints) == 10


@pytest.mark.usefixtures("context")
def test_copies_follow_each_other_slip_by_slip() -> None:
    a_month_of_slips(2)
    (file,) = many.print_now(order(copies=2), by=OPERATOR)
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(file.pdf)).pages]
    assert ["客户联" in text for text in texts] == [True, False, True, False]
    assert ["存根联" in text for text in texts] == [False, True, False, True]


@pytest.mark.usefixtures("context")
def test_two_slips_share_a_sheet_of_a4() -> None:
    a_month_of_slips(5)
    (file,) = many.print_now(order(paper="a4"), by=OPERATOR)
    assert file.pages == 3


@pytest.mark.usefixtures("context")
def test_nothing_to_print_is_refused() -> None:
    with pytest.raises(Refused):
        many.print_now(order(), by=OPERATOR)


def test_the_page_prints_as_background_work_and_offers_the_files(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        a_month_of_slips(45)
    browser = sign_in("xu")
    assert browser.get("/documents/statement/many?period=2026-11").status_code == 200
    answer = browser.post("/documents/statement/many", data=ORDER)
    assert answer.status_code == 303
    page = browser.get(answer.location).text
    assert "气费结算单 B01" in page
    assert "气费结算单 B02" in page
    pdf = browser.get(f"{answer.location}/1")
    assert pdf.mimetype == "application/pdf"
    assert numbers_in(pdf.data) == [f"S202611-{n:05}" for n in range(41, 46)]
    assert browser.get(f"{answer.location}/2").status_code == 404
    assert sign_in("chen").get(f"{answer.location}/1").status_code == 404
    with app.app_context():
        job = db.session.scalars(select(Job).where(Job.kind == "documents.print_many")).one()
        assert (job.state, job.done, job.total) == ("done", 90, 90)


@pytest.mark.parametrize("wrong", [{"period": "2026-10"}, {"paper": "80mm"}, {"copies": "0"}, {"period": ""}])
def test_an_order_that_cannot_be_printed_stays_on_the_page(app: Flask, sign_in: SignIn, wrong: dict[str, str]) -> None:
    with app.app_context():
        a_month_of_slips(1)
    assert sign_in("xu").post("/documents/statement/many", data={**ORDER, **wrong}).status_code == 422


def test_who_may_not_see_slips_may_not_order_them(sign_in: SignIn) -> None:
    assert sign_in("fang").post("/documents/statement/many", data=ORDER).status_code == 403


def test_work_taken_up_again_counts_nothing_twice(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "in_short_units", partial(in_short_units, first=5))
    with app.app_context():
        ids = a_month_of_slips(8)
        real, calls = many._count, []

        def stops(work: many._Work, part: list[int]) -> None:
            calls.append(len(part))
            if len(calls) == 2:
                raise jobs.LeaseLost
            real(work, part)

        monkeypatch.setattr(many, "_count", stops)
        job_id = jobs.enqueue(
            "documents.print_many", "print:statement",
            {"kind": "statement", "arguments": {"period": PERIOD}, "paper": "a5"}, by=OPERATOR, language="en",
        )  # fmt: skip
        assert 0 < len(queries.printed_among("statement", ids)) < 8
        monkeypatch.setattr(many, "_count", real)
        now = clock.now
        monkeypatch.setattr(clock, "now", lambda: now() + jobs.LEASE * 2)
        assert jobs.run(job_id)
        found = queries.printed_among("statement", ids)
        assert [row.count for row in found.values()] == [1] * 8
        file, *_ = db.session.get_one(Job, job_id, populate_existing=True).result["files"]
        texts = [page.extract_text() for page in PdfReader(io.BytesIO(shelf.fetch(file["file"]))).pages]
        assert not any("补打" in text for text in texts)


def test_the_shell_prints_a_month_or_a_book(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        a_month_of_slips(45)
    out = tmp_path / "statements.pdf"
    run = app.test_cli_runner().invoke
    done = run(args=["billing", "print", PERIOD, "--out", str(out), "--book", "B02", "--paper", "241x140"])
    assert done.exit_code == 0, done.output
    assert numbers_in(out.read_bytes()) == [f"S202611-{n:05}" for n in range(41, 46)]
    nothing = run(args=["billing", "print", "2026-10", "--out", str(out)])
    assert nothing.exit_code == 2
    assert len(nothing.stderr.strip().splitlines()) == 1
    assert run(args=["billing", "print", PERIOD, "--out", str(out), "--by", "fang"]).exit_code == 2
