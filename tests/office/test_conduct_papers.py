"""The notice, the personnel notice and the report of a month on paper."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from app import clock
from app.domain.actor import OPERATOR
from app.office.conduct.service.months import settle_month
from app.office.documents import queries, specimens
from app.office.documents.document import document
from app.office.policy.service import set_values
from tests import factories
from tests.office.factories_conduct import a_case, appealed, bonus, decided, grant
from tests.office.test_conduct_pages import office

SignInAs = Callable[[str], FlaskClient]
offices = office


def pages(browser: FlaskClient, url: str) -> list[str]:
    answer = browser.get(url, follow_redirects=True)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text[:500]
    return [page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages]


def test_the_notice_is_printed_in_three_copies_with_their_keepers(offices: Flask, sign_in: SignInAs) -> None:
    with offices.app_context():
        case = decided(yuan=1700)
    found = pages(sign_in("gao"), f"/documents/penalty_notice/{case.id}/pdf?paper=a5")
    assert len(found) >= 3
    text = "\n".join(found)
    for words in (
        "奖罚通知单",
        case.number,
        "一、总经理室存",
        "二、会计存",
        "三、被扣部门存",
        "￥1,700.00",
        "人民币壹仟柒佰元整",
    ):
        assert words in text
    with offices.app_context():
        printed = queries.printed("penalty_notice", case.id)
        assert printed is not None
        assert (printed.number, printed.count) == (case.number, 1)
    assert "补打" in "\n".join(pages(sign_in("bai"), f"/documents/penalty_notice/{case.id}/pdf"))


def test_the_bonus_goes_by_the_name_that_the_office_gives_it(offices: Flask, sign_in: SignInAs) -> None:
    with offices.app_context():
        number = decided(yuan=100).id
        name = {"office.conduct.bonus_name": "performance"}
        set_values(name, valid_from=clock.today(), reason=None, by=OPERATOR)
    assert "绩效奖金" in sign_in("gao").get(f"/documents/penalty_notice/{number}").text


def test_the_personnel_notice_tells_the_sanction_and_neither_facts_nor_money(offices: Flask, sign_in: SignInAs) -> None:
    with offices.app_context():
        case = decided(yuan=400, sanction="warning")
    text = "\n".join(pages(sign_in("gao"), f"/documents/personnel_notice/{case.id}/pdf"))
    assert "人事公布单" in text
    assert "苏销" in text
    assert "在展厅化妆" not in text
    assert "400" not in text


def test_papers_are_printed_only_of_what_is_in_force_and_by_whoever_may(offices: Flask, sign_in: SignInAs) -> None:
    with offices.app_context():
        recorded, fine, lifted = a_case().id, decided(yuan=100).id, appealed(decided(yuan=200)).id
        grant(lifted, "conduct_appeal")
    gao = sign_in("gao")
    assert gao.get(f"/documents/penalty_notice/{recorded}").status_code == 422
    assert gao.get(f"/documents/penalty_notice/{lifted}").status_code == 422
    assert gao.get(f"/documents/personnel_notice/{fine}").status_code == 422
    for who, status in (("su", 404), ("ma", 404), ("xu", 200), ("bai", 200)):
        assert sign_in(who).get(f"/documents/penalty_notice/{fine}").status_code == status


def test_the_report_of_a_month_is_printed(offices: Flask, sign_in: SignInAs) -> None:
    with offices.app_context():
        number = decided(yuan=1700).number
        bonus("2026-11", 1200)
        settle_month("2026-11", by=factories.actor("xu"))
    gao = sign_in("gao")
    text = "\n".join(pages(gao, "/documents/penalty_report/202611/pdf"))
    for words in (number, "￥600.00", "￥1,100.00", "2026-11"):
        assert words in text
    for nonsense in ("202613", "7", "999999999999"):
        assert gao.get(f"/documents/penalty_report/{nonsense}").status_code == 404
    assert sign_in("bai").get("/documents/penalty_report/202611").status_code == 403


@pytest.mark.parametrize("key", ["penalty_notice", "personnel_notice", "penalty_report"])
@pytest.mark.parametrize("which", ["example", "blank"])
def test_every_paper_has_an_example_and_a_blank(offices: Flask, sign_in: SignInAs, key: str, which: str) -> None:
    with offices.test_request_context():
        form = document(key)
        html = specimens.html_of(form, which, specimens.sheet_of(form, which, None))
        assert form.chinese in html
        assert ("苏销" in html) is (which == "example")


@pytest.mark.parametrize(("key", "sheets"), [("penalty_notice", 3), ("personnel_notice", 1), ("penalty_report", 1)])
def test_a_blank_has_its_boxes_for_signatures_on_the_same_sheet(sign_in: SignInAs, key: str, sheets: int) -> None:
    assert len(pages(sign_in("gao"), f"/documents/{key}/blank.pdf")) == sheets
