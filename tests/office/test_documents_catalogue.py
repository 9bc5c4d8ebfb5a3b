"""The catalogue of forms: what the office can print, with an example and a blank of each."""

from __future__ import annotations

import io
from collections.abc import Callable

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import func, select

from app.domain.actor import OPERATOR
from app.domain.text import Text
from app.extensions import db
from app.office.documents.models import PrintedDocument
from app.office.documents.specimens import emptied
from app.office.policy import profiles
from app.office.policy.profiles import Profile
from app.office.policy.service import set_values
from app.unit_of_work import unit_of_work

SignIn = Callable[[str], FlaskClient]


def text_of(browser: FlaskClient, url: str) -> str:
    answer = browser.get(url)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text[:500]
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)


def set_office(**values: str) -> None:
    with unit_of_work(by=OPERATOR) as work:
        named = {f"office.{name.replace('__', '.')}": value for name, value in values.items()}
        set_values(named, valid_from=work.at.date(), reason=None, by=OPERATOR)


def test_everybody_who_is_signed_in_sees_the_catalogue(app: Flask, sign_in: SignIn) -> None:
    tree = lxml.html.document_fromstring(sign_in("wu").get("/documents/").text)
    rows = {row.xpath("string(.//span[@lang='zh-CN'])"): row for row in tree.xpath("//tbody/tr")}
    slip = rows["收款收据"]
    assert "Receipt" in slip.text_content()
    assert "客户联" in slip.text_content()
    assert "80 mm strip" in slip.text_content()
    assert [link.get("href") for link in slip.xpath(".//a")] == [
        "/documents/receipt/example",
        "/documents/receipt/example.pdf",
        "/documents/receipt/blank",
        "/documents/receipt/blank.pdf",
    ]
    assert app.test_client().get("/documents/").status_code in (302, 303)


def test_the_catalogue_shows_the_number_of_a_form_and_links_to_where_it_is_made(sign_in: SignIn) -> None:
    page = sign_in("xu").get("/documents/").text
    assert ">F-82<" in page
    assert 'href="/billing/statements/"' in page
    assert 'href="/billing/statements/"' not in sign_in("wu").get("/documents/").text


def test_forms_of_features_that_the_profile_leaves_out_are_not_shown(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = Profile("gas", Text("Gas company"), off=frozenset({"billing.payments"}))
    monkeypatch.setitem(profiles._known, "gas", without)
    page = sign_in("wu").get("/documents/").text
    assert "收款收据" not in page
    assert "打印测试页" in page
    assert sign_in("wu").get("/documents/receipt/example").status_code == 404


def test_an_example_carries_made_up_values_below_the_name_of_this_office(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        set_office(name="湖西燃气", phone="0431-1234567")
    page = sign_in("wu").get("/documents/statement/example?paper=a4")
    assert page.status_code == 200
    for expected in ("湖西燃气", "0431-1234567", "S202611-00001", "人民币捌拾叁元叁角叁分", "样张", "财务联"):
        assert expected in page.text, expected
    assert 'class="on-a4 example"' in page.text


def test_examples_and_blanks_are_never_counted_and_never_kept(app: Flask, sign_in: SignIn) -> None:
    browser = sign_in("wu")
    for which in ("example", "blank"):
        for _ in range(2):
            assert "补打" not in text_of(browser, f"/documents/receipt/{which}.pdf?paper=a5")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(PrintedDocument)) == 0


def test_a_blank_has_the_words_of_the_form_empty_rows_and_no_number(sign_in: SignIn) -> None:
    page = sign_in("wu").get("/documents/receipt/blank?paper=a4").text
    assert "空白" in page
    assert "R2611" not in page
    assert 'class="qr"' not in page
    tree = lxml.html.document_fromstring(page)
    assert len(tree.xpath("(//table[@class='p-rows'])[1]/tbody/tr")) == 4  # three to write on and the balance
    text = text_of(sign_in("wu"), "/documents/statement/blank.pdf?paper=a5")
    assert "S202611" not in text
    assert "本单非发票" in text
    assert [text.count(keeper) for keeper in ("客户联", "存根联", "财务联")] == [1, 1, 1]


def test_a_blank_is_never_printed_on_pre_printed_stock(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        set_office(paper__data_only="yes", paper__usual="241x140")
    assert "本单非发票" in sign_in("wu").get("/documents/statement/blank").text


def test_the_usual_paper_comes_first_and_another_is_refused(sign_in: SignIn) -> None:
    browser = sign_in("wu")
    assert 'class="on-a5 by-hand"' in browser.get("/documents/receipt/blank").text
    assert browser.get("/documents/receipt/blank?paper=a9").status_code == 422
    assert browser.get("/documents/nothing/example").status_code == 404
    assert browser.get("/documents/receipt/other").status_code == 404


def test_words_and_figures_are_left_out_of_a_blank() -> None:
    assert emptied({"number": "R1", "customer_id": 7, "paid": [{"amount": "1"}]}, 2) == {
        "number": "",
        "customer_id": "",
        "paid": [{"amount": ""}, {"amount": ""}],
    }


def test_a_row_keeps_as_many_cells_as_it_has() -> None:
    values = {"rows": [{"number": "1", "cells": ["a", "b"]}, {"number": "2", "cells": ["c", "d"]}], "names": ["x"]}
    empty = {"number": "", "cells": ["", ""]}
    assert emptied(values, 3) == {"rows": [empty, empty, empty], "names": [""]}


@pytest.mark.parametrize("rows", [0, 3])
def test_tables_within_tables_are_emptied_once_and_their_rows_as_often_as_asked(rows: int) -> None:
    values = {"books": [{"book": "B1", "rows": [{"place": "1"}, {"place": "2"}]}, {"book": "B2", "rows": []}]}
    assert emptied(values, rows) == {"books": [{"book": "", "rows": [{"place": ""}] * rows}]}
