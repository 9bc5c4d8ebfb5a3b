"""Printing one paper: previews do not count, first prints freeze, reprints are counted and marked."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.billing.accounts.models import GasAccount
from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.documents import queries, shelf
from app.office.history.models import Entry
from app.office.policy.service import set_values
from app.unit_of_work import unit_of_work
from tests.billing.factories_papers import a_month_of_slips, a_payment

SignIn = Callable[[str], FlaskClient]


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def print_pdf(browser: FlaskClient, url: str) -> bytes:
    answer = browser.get(url, follow_redirects=True)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text[:500]
    return answer.data


@pytest.fixture
def slip(app: Flask) -> int:
    with app.app_context():
        return a_month_of_slips(1)[0]


def test_looking_at_a_paper_does_not_count_as_a_print(app: Flask, sign_in: SignIn, slip: int) -> None:
    page = sign_in("xu").get(f"/documents/statement/{slip}")
    assert page.status_code == 200
    assert "S202611-00001" in page.text
    with app.app_context():
        assert queries.printed("statement", slip) is None


def test_the_first_print_freezes_and_the_second_is_marked(app: Flask, sign_in: SignIn, slip: int) -> None:
    browser = sign_in("xu")
    first = print_pdf(browser, f"/documents/statement/{slip}/pdf?paper=a5")
    with app.app_context(), unit_of_work(by=OPERATOR) as work:
        work.session.get_one(GasAccount, 1).name = "另一个人"
        set_values({"office.name": "新名字"}, valid_from=work.at.date(), reason=None, by=OPERATOR)
    second = print_pdf(browser, f"/documents/statement/{slip}/pdf?paper=a5")
    assert "补打" not in text_of(first)
    assert text_of(second).replace("补打 1  ", "") == text_of(first)
    with app.app_context():
        row = queries.printed("statement", slip)
        assert row is not None
        assert (row.count, row.sha256, row.file) == (2, shelf.hash_of(first), None)
        assert json.dumps(row.frozen, ensure_ascii=False).count("王小明1") == 1


def test_a_counted_print_may_be_opened_again_without_counting(app: Flask, sign_in: SignIn, slip: int) -> None:
    browser = sign_in("xu")
    answer = browser.get(f"/documents/statement/{slip}/pdf?paper=a5")
    assert answer.status_code == 303
    once, again = browser.get(answer.location).data, browser.get(answer.location).data
    assert once == again
    with app.app_context():
        row = queries.printed("statement", slip)
        assert row is not None
        assert row.count == 1


def test_a_print_that_was_never_counted_is_not_shown(sign_in: SignIn, slip: int) -> None:
    assert sign_in("xu").get(f"/documents/statement/{slip}/pdf?print=1").status_code == 404


def test_the_browser_prints_after_the_print_is_counted(app: Flask, sign_in: SignIn, slip: int) -> None:
    browser = sign_in("xu")
    preview = browser.get(f"/documents/statement/{slip}?paper=a4").text
    assert 'class="on-a4 preview"' in preview
    answer = browser.post(f"/documents/statement/{slip}", data={"paper": "a4"})
    assert answer.status_code == 303
    page = browser.get(answer.location).text
    assert 'class="on-a4"' in page
    assert "data-print" in page
    with app.app_context():
        entry = db.session.scalars(select(Entry).where(Entry.action == "documents.printed")).one()
        assert entry.subject == f"statement:{slip}"
        assert entry.facts == {"form": "气费结算单", "number": "S202611-00001", "count": 1}


def test_a_receipt_is_kept_and_its_first_print_comes_from_the_folder(app: Flask, sign_in: SignIn, slip: int) -> None:
    with app.app_context():
        payment = a_payment(slip)
    browser = sign_in("chen")
    first = print_pdf(browser, f"/documents/receipt/{payment}/pdf?paper=a5")
    with app.app_context():
        row = queries.printed("receipt", payment)
        assert row is not None
        assert row.file is not None
        kept = Path(app.config["DATA_FOLDER"]) / "papers" / row.file
        assert kept.read_bytes() == first
        kept.write_bytes(b"%PDF-kept")
    assert print_pdf(browser, f"/documents/receipt/{payment}/pdf?paper=a5&print=1") == b"%PDF-kept"


def test_a_paper_that_cannot_be_printed_is_refused_by_name_and_not_counted(
    app: Flask, sign_in: SignIn, slip: int
) -> None:
    with app.app_context():
        payment = a_payment(slip)
        with unit_of_work(by=OPERATOR) as work:
            work.session.get_one(GasAccount, 1).name = "王\ue000明"
    answer = sign_in("chen").get(f"/documents/receipt/{payment}/pdf?paper=a5")
    assert answer.status_code == 422
    assert "收款收据 R2611-000001" in answer.text
    assert "U+E000" in answer.text
    with app.app_context():
        assert queries.printed("receipt", payment) is None


@pytest.mark.parametrize(("who", "status"), [("wu", 403), ("fang", 403), ("xu", 200), ("ma", 200)])
def test_only_who_may_see_slips_may_print_them(sign_in: SignIn, slip: int, who: str, status: int) -> None:
    assert sign_in(who).get(f"/documents/statement/{slip}").status_code == status


def test_what_is_not_posted_is_no_paper_yet(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        draft = a_month_of_slips(1, state="drafted")[0]
    browser = sign_in("xu")
    assert browser.get(f"/documents/statement/{draft}").status_code == 404
    assert browser.get(f"/documents/statement/{draft}/pdf").status_code == 404
    assert browser.post(f"/documents/statement/{draft}").status_code == 404


@pytest.mark.parametrize("url", ["/documents/nothing/1", "/documents/statement/999", "/documents/sheet.css?paper=a9"])
def test_unknown_papers_are_not_found(sign_in: SignIn, url: str) -> None:
    assert sign_in("xu").get(url).status_code == 404


def test_a_form_is_refused_on_paper_it_is_not_made_for(sign_in: SignIn, slip: int) -> None:
    assert sign_in("xu").get(f"/documents/statement/{slip}?paper=80mm").status_code == 422


def test_the_needle_printer_is_set_by_policy(app: Flask, sign_in: SignIn, slip: int) -> None:
    values = {"office.paper.shift_x": "12", "office.paper.data_only": "yes", "office.paper.usual": "241x140"}
    with app.app_context(), unit_of_work(by=OPERATOR) as work:
        set_values(values, valid_from=work.at.date(), reason=None, by=OPERATOR)
    browser = sign_in("xu")
    page = browser.get(f"/documents/statement/{slip}").text
    assert 'class="on-241x140 data-only preview"' in page
    assert "本单非发票" not in page
    assert "S202611-00001" in page
    assert "left: 1.2mm" in browser.get("/documents/sheet.css?paper=241x140").text
    test_page = text_of(print_pdf(sign_in("admin"), "/documents/test_page/0/pdf?paper=241x140"))
    assert "12" in test_page


def test_nobody_reads_files_beside_the_folder_of_papers(app: Flask) -> None:
    with app.app_context():
        shelf.keep("a/b.pdf", b"%PDF")
        assert shelf.fetch("a/b.pdf") == b"%PDF"
        with pytest.raises(NoResultFound):
            shelf.fetch("../qiantai.db")
        folder = Path(app.config["DATA_FOLDER"]) / "papers" / "a"
        assert [file.name for file in folder.iterdir()] == ["b.pdf"]
