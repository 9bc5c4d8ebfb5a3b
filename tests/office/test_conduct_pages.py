"""The pages of conduct: who may know of what, and what happens to whatever is typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.access.queries_people import role_called
from app.office.access.service.roles import give_role
from app.office.conduct.models import ConductCase, Deduction
from app.office.conduct.queries import cases
from tests import factories
from tests.office.factories_conduct import a_case, appealed, decided, fresh, grant, points, proposed
from tests.support import count_queries

SignInAs = Callable[[str], FlaskClient]
EVERYBODY = tuple(factories.CAST)


@pytest.fixture
def office(app: Flask) -> Flask:
    """The program with posts appointed."""
    with app.app_context():
        factories.make_posts()
    return app


def key_of(page: str) -> str:
    found = re.search(r'name="form_key" value="([^"]+)"', page)
    assert found, page[:2000]
    return found[1]


def send(browser: FlaskClient, url: str, **data: Any) -> Any:
    """Open a form and send it."""
    page = browser.get(url)
    assert page.status_code == 200, page.status_code
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    return browser.post(url, data={**hidden, **data})


def test_only_those_concerned_and_entitled_know_of_a_case(office: Flask, sign_in: SignInAs) -> None:
    with office.app_context():
        case = decided("su", 300)
        case_id, number = case.id, case.number
    knows = {who: sign_in(who).get(f"/office/conduct/{case_id}").status_code for who in EVERYBODY}
    assert {who for who, status in knows.items() if status == 200} == {"su", "bai", "gao", "xu"}
    assert {status for who, status in knows.items() if who not in ("su", "bai", "gao", "xu")} == {404}
    lists = {who: number in sign_in(who).get("/office/conduct/").text for who in EVERYBODY}
    assert {who for who, seen in lists.items() if seen} == {"su", "bai", "gao", "xu"}


def test_a_manager_does_not_know_of_cases_of_other_departments(office: Flask, sign_in: SignInAs) -> None:
    with office.app_context():
        case_id = a_case("fang", "gao").id
    assert sign_in("bai").get(f"/office/conduct/{case_id}").status_code == 404
    assert sign_in("fang").get(f"/office/conduct/{case_id}").status_code == 200


def test_whoever_proposed_knows_of_his_proposals_in_other_departments(office: Flask) -> None:
    with office.app_context():
        case = a_case("fang", "kong")
        assert cases.case(case.id, factories.actor("kong")).number == case.number


def test_every_look_at_people_hides_what_the_reader_may_not_know(office: Flask, sign_in: SignInAs) -> None:
    with office.app_context():
        case = decided("fang", 300, by="gao")
        number, fang = case.number, factories.staff_id("fang")
    bai = sign_in("bai")
    for url in (f"/office/conduct/of/{fang}", "/office/conduct/report", "/office/conduct/?state=decided"):
        answer = bai.get(url)
        assert answer.status_code == 200
        assert number not in answer.text
    assert "方前" not in bai.get("/office/conduct/").text
    assert number not in bai.get("/office/conduct/report/penalties.csv?month=2026-11").text
    assert number not in bai.get("/office/conduct/report/deductions.csv?month=2026-11").text
    assert number in sign_in("gao").get("/office/conduct/report/penalties.csv?month=2026-11").text
    assert sign_in("ma").get(f"/office/conduct/of/{fang}").status_code == 404
    assert number in sign_in("fang").get(f"/office/conduct/of/{fang}").text


@pytest.mark.parametrize(
    ("who", "url", "status"),
    [
        ("su", "/office/conduct/record", 403),
        ("su", "/office/conduct/points", 403),
        ("bai", "/office/conduct/points/bonuses", 403),
        ("gao", "/office/conduct/months", 403),
        ("su", "/office/conduct/report", 403),
        ("xu", "/office/conduct/record", 403),
        ("bai", "/office/conduct/999", 404),
        ("xu", "/office/conduct/months/2026-13", 404),
        ("xu", "/office/conduct/months/nonsense", 404),
        ("gao", "/office/conduct/of/99999", 404),
    ],
)
def test_pages_are_closed_to_others(office: Flask, sign_in: SignInAs, who: str, url: str, status: int) -> None:
    assert sign_in(who).get(url).status_code == status


def test_a_case_goes_from_the_record_to_the_appeal_on_pages(office: Flask, sign_in: SignInAs) -> None:
    with office.app_context():
        su = factories.staff_id("su")
    bai, concerned = sign_in("bai"), sign_in("su")
    facts = {"staff_id": su, "kind": "violation", "rule": "staff.private_matters", "happened_on": "1119"}
    answer = send(bai, "/office/conduct/record", facts="晨会后化妆", **facts)
    assert answer.status_code == 303
    url = answer.location
    assert "晨会后化妆" in bai.get(url).text
    answer = send(bai, f"{url}/propose", sanction="deduction", amount="", bases="", reason="现场看到")
    assert answer.status_code == 303
    assert "Waits for the decision" in concerned.get(url).text
    with office.app_context():
        grant(int(url.rpartition("/")[2]))
    page = concerned.get(url).text
    assert "￥20.00" in page
    assert "2026-11-30" in page
    assert send(concerned, f"{url}/appeal", words="我没有").status_code == 303
    assert "Appeal under way" in concerned.get(url).text


def test_a_form_that_is_sent_twice_records_one_case(office: Flask, sign_in: SignInAs) -> None:
    with office.app_context():
        su = factories.staff_id("su")
    bai = sign_in("bai")
    form_key = key_of(bai.get("/office/conduct/record").text)
    facts = {"staff_id": su, "kind": "violation", "rule": "staff.private_matters", "happened_on": "1119", "facts": "a"}
    first = bai.post("/office/conduct/record", data={**facts, "form_key": form_key})
    second = bai.post("/office/conduct/record", data={**facts, "form_key": form_key})
    assert first.location == second.location
    with office.app_context():
        assert db.session.scalar(select(func.count()).select_from(ConductCase)) == 1


GOOD_RECORD = {
    "kind": "violation",
    "rule": "staff.private_matters",
    "words": "",
    "happened_on": "2026-11-19",
    "facts": "事实",
}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("staff_id", ""),
        ("staff_id", "999999"),
        ("staff_id", "x"),
        ("staff_id", "9" * 40),
        ("kind", "crime"),
        ("rule", "no.such"),
        ("rule", ""),
        ("rule", "own"),
        ("words", "长" * 121),
        ("happened_on", "2026-11-21"),
        ("happened_on", "yesterday"),
        ("happened_on", ""),
        ("facts", ""),
        ("facts", " \n "),
        ("facts", "长" * 2001),
    ],
)
def test_a_record_with_a_bad_field_is_refused_and_nothing_is_lost(
    office: Flask, sign_in: SignInAs, field: str, typed: str
) -> None:
    with office.app_context():
        su = factories.staff_id("su")
    answer = send(sign_in("bai"), "/office/conduct/record", **{"staff_id": su, **GOOD_RECORD, field: typed})
    assert answer.status_code == 422
    assert "事实" in answer.text or field == "facts"
    with office.app_context():
        assert db.session.scalar(select(func.count()).select_from(ConductCase)) == 0


def test_a_manager_records_nobody_of_another_department(office: Flask, sign_in: SignInAs) -> None:
    with office.app_context():
        fang = factories.staff_id("fang")
    assert send(sign_in("bai"), "/office/conduct/record", **{"staff_id": fang, **GOOD_RECORD}).status_code == 422
    assert send(sign_in("gao"), "/office/conduct/record", **{"staff_id": fang, **GOOD_RECORD}).status_code == 303


@pytest.mark.parametrize(
    ("field", "typed", "status"),
    [
        ("sanction", "prison", 422),
        ("sanction", "none", 422),
        ("sanction", "", 422),
        ("amount", "-1", 422),
        ("amount", "abc", 422),
        ("amount", "0.001", 422),
        ("amount", "0", 422),
        ("amount", "99999999999", 422),
        ("amount", "100000000.01", 422),
        ("bases", "0", 422),
        ("bases", "1001", 422),
        ("bases", "1.5", 422),
        ("reason", "", 422),
        ("version", "7", 409),
        ("version", "x", 409),
        ("version", "", 409),
        ("form_key", "forged", 422),
    ],
)
def test_a_bad_proposal_is_refused(office: Flask, sign_in: SignInAs, field: str, typed: str, status: int) -> None:
    with office.app_context():
        case = a_case()
    good = {"sanction": "deduction", "amount": "30", "bases": "", "reason": "理由"}
    answer = send(sign_in("bai"), f"/office/conduct/{case.id}/propose", **{**good, field: typed})
    assert answer.status_code == status, answer.text
    with office.app_context():
        assert fresh(case).state == "recorded"


def test_an_appeal_needs_words_and_the_person_concerned(office: Flask, sign_in: SignInAs) -> None:
    with office.app_context():
        case = decided("su", 300)
    url = f"/office/conduct/{case.id}/appeal"
    assert send(sign_in("su"), url, words="").status_code == 422
    assert send(sign_in("su"), url, words="冤枉", version="99").status_code == 409
    assert send(sign_in("bai"), url, words="冤枉").status_code == 422
    assert sign_in("ma").get(url).status_code == 404
    assert send(sign_in("su"), url, words="冤枉").status_code == 303


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?state=decided", 200),
        ("?state=nonsense", 422),
        ("?rule=own&sanction=administrative", 200),
        ("?rule=zzz", 422),
        ("?person=zzz", 422),
        ("?since=1101&until=1130", 200),
        ("?since=zzz", 422),
        ("?after=zzz", 200),
        ("?after=WzEsMl0=", 200),
    ],
)
def test_the_list_reads_its_filters(office: Flask, sign_in: SignInAs, query: str, status: int) -> None:
    with office.app_context():
        decided("su", 300)
    assert sign_in("gao").get(f"/office/conduct/{query}").status_code == status


def test_the_list_is_paged_and_filtered(office: Flask, sign_in: SignInAs) -> None:
    with office.app_context():
        for _ in range(52):
            a_case()
        proposed(a_case("kong", "gao"), 400, "warning", "gao")
    gao = sign_in("gao")
    page = gao.get("/office/conduct/").text
    assert page.count('<a href="/office/conduct/') >= 50
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following
    assert "WJ2611-001" in gao.get(following[1].replace("&amp;", "&")).text
    only = gao.get("/office/conduct/?sanction=administrative").text
    assert "WJ2611-053" in only
    assert "WJ2611-052" not in only
    with count_queries(office) as counted:
        gao.get("/office/conduct/")
    assert len(counted) <= 20


def test_a_loss_is_shared_by_base_points_on_a_page(office: Flask, sign_in: SignInAs) -> None:
    with office.app_context():
        points(su=10, bai=110)
        home = factories.department_id("销售部")
        elsewhere = factories.department_id("财务部")
    bai = sign_in("bai")
    page = bai.get(f"/office/conduct/share?department={home}&loss=6000").text
    assert "￥500.00" in page
    assert "￥5,500.00" in page
    assert "÷ 120 × 10" in page
    for bad in (f"department={home}&loss=0", f"department={home}&loss=x", f"department={elsewhere}&loss=5", "loss=5"):
        assert bai.get(f"/office/conduct/share?{bad}").status_code == 422
    with office.app_context():
        assert db.session.scalar(select(func.count()).select_from(Deduction)) == 0


def test_a_case_page_asks_few_questions(office: Flask, sign_in: SignInAs) -> None:
    with office.app_context():
        case = appealed(decided("su", 300))
    gao = sign_in("gao")
    gao.get(f"/office/conduct/{case.id}")
    with count_queries(office) as counted:
        assert gao.get(f"/office/conduct/{case.id}").status_code == 200
    assert len(counted) <= 20, counted.statements


def test_the_tab_on_the_page_of_a_person_shows_his_cases(office: Flask, sign_in: SignInAs) -> None:
    with office.app_context():
        number = decided("su", 300).number
        su = factories.staff_id("su")
        role = role_called("administrator")
        assert role is not None
        give_role(factories.staff_id("gao"), role.id, None, by=OPERATOR)
    gao = sign_in("gao")
    assert f"/office/conduct/of/{su}" in gao.get(f"/office/staff/{su}").text
    region = gao.get(f"/office/conduct/of/{su}", headers={"HX-Request": "true"}).text
    assert region.lstrip().startswith('<div id="of_person">')
    assert number in region
