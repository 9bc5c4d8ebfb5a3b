"""The pages of requests: lists, the paper, deciding, and who may see what."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.extensions import db
from app.office.absence.service import record_absence
from app.office.approvals import queries_lists as lists
from app.office.approvals import service
from app.office.approvals.models import Approval
from app.web import hooks
from tests import factories
from tests.office.factories_approvals import ask_for, person, row

SignIn = Callable[[str], FlaskClient]
HOME = "/office/approvals"


@pytest.fixture(autouse=True)
def posts(app: Flask) -> None:
    with app.app_context():
        factories.make_posts()
        row(person("bai", "Department manager"), person("gao", "General manager"))


def asked(app: Flask, username: str = "su", subject: str = "thing:1", **more: object) -> int:
    with app.app_context():
        return ask_for(username, subject, **more).id  # type: ignore[arg-type]


def state_of(app: Flask, approval_id: int) -> str:
    with app.app_context():
        return db.session.get_one(Approval, approval_id).state


def say(client: FlaskClient, approval_id: int, deed: str, words: str = "", version: int = 1) -> int:
    data = {"deed": deed, "words": words, "version": str(version)}
    return client.post(f"{HOME}/{approval_id}", data=data).status_code


def test_what_waits_for_me_says_what_how_much_since_when_and_by_when(app: Flask, sign_in: SignIn) -> None:
    approval_id = asked(app, amount=1_234_50)
    page = sign_in("bai").get(HOME).text
    for words in ("SP2611-001", "退货差额", "￥1,234.50", "苏销", "2026-11-20 09:00", "2026-11-24"):
        assert words in page
    assert "Decision on a complaint" in page
    assert f"{HOME}/{approval_id}" in page
    assert "Nothing waits for your decision." in sign_in("gao").get(HOME).text


def test_the_page_shows_the_paper_itself(app: Flask, sign_in: SignIn) -> None:
    page = sign_in("bai").get(f"{HOME}/{asked(app, amount=500_00, reason='客户催')}").text
    for words in ("东方机械", "差三件", "客户催", "￥500.00", "Department manager", "Comes later"):
        assert words in page
    assert 'value="approve"' in page


def test_a_click_approves_and_leads_to_the_next(app: Flask, sign_in: SignIn) -> None:
    first, second = asked(app), asked(app, subject="thing:2")
    bai = sign_in("bai")
    assert say(bai, first, "approve", "同意") == 303
    page = bai.get(f"{HOME}/{first}").text
    assert "同意" in page
    assert 'value="approve"' not in page
    assert f'href="{HOME}/{second}" autofocus' in page


def test_a_refusal_needs_its_reason_beside_the_field(app: Flask, sign_in: SignIn) -> None:
    approval_id, bai = asked(app), sign_in("bai")
    assert say(bai, approval_id, "refuse") == 422
    answer = bai.post(f"{HOME}/{approval_id}", data={"deed": "refuse", "version": "1"}, headers={"HX-Request": "true"})
    assert "Say why you refuse" in answer.text
    assert answer.text.lstrip().startswith('<div id="request"')
    assert say(bai, approval_id, "refuse", "金额不符") == 303
    assert state_of(app, approval_id) == "refused"


def test_the_submitter_answers_and_withdraws_on_the_page(app: Flask, sign_in: SignIn) -> None:
    approval_id, su = asked(app), sign_in("su")
    say(sign_in("bai"), approval_id, "ask", "哪一批货？")
    page = su.get(f"{HOME}/{approval_id}").text
    assert 'value="answer"' in page
    assert "哪一批货？" in page
    assert say(su, approval_id, "answer", "第三批", version=2) == 303
    assert say(su, approval_id, "withdraw", version=3) == 303
    assert state_of(app, approval_id) == "withdrawn"


def test_a_stale_page_is_told_so_and_shows_how_it_stands(app: Flask, sign_in: SignIn) -> None:
    approval_id = asked(app)
    say(sign_in("bai"), approval_id, "approve")
    gao = sign_in("gao")
    assert say(gao, approval_id, "approve", version=1) == 409
    answer = gao.post(f"{HOME}/{approval_id}", data={"deed": "approve", "version": "1"}).text
    assert "meanwhile" in answer
    assert 'name="version" value="2"' in answer


@pytest.mark.parametrize(
    "data", [{}, {"deed": "approve"}, {"deed": "burn", "version": "1"}, {"deed": "approve", "version": "x"}]
)
def test_a_form_that_nobody_made_is_refused(app: Flask, sign_in: SignIn, data: dict[str, str]) -> None:
    approval_id = asked(app)
    assert sign_in("bai").post(f"{HOME}/{approval_id}", data=data).status_code == 422
    assert state_of(app, approval_id) == "waiting"


@pytest.mark.parametrize(
    ("username", "status"),
    [("su", 200), ("bai", 200), ("gao", 200), ("xu", 404), ("fang", 404), ("chen", 404), ("wu", 404), ("admin", 404)],
)
def test_only_who_asked_who_is_asked_and_who_stands_above_may_see_it(
    app: Flask, sign_in: SignIn, username: str, status: int
) -> None:
    approval_id = asked(app)
    client = sign_in(username)
    assert client.get(f"{HOME}/{approval_id}").status_code == status
    if username != "admin":  # who may read the whole journal
        assert client.get(f"/journal/of/approval:{approval_id}").status_code == status
    assert say(client, approval_id, "withdraw") in ((303, 422) if status == 200 else (404,))
    assert ("SP2611-001" in client.get(f"{HOME}/all").text) == (status == 200)
    with app.app_context():
        assert bool(lists.numbered(factories.actor(username), "SP2611")) == (status == 200)


def test_a_superior_sees_no_confidential_request_of_his_people(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        plain = ask_for("su", "thing:1", chain=[person("xu")]).id
        secret = ask_for("su", "thing:2", matter="conduct.appeal", chain=[person("xu")]).id
    bai = sign_in("bai")
    assert bai.get(f"{HOME}/{plain}").status_code == 200
    assert bai.get(f"{HOME}/{secret}").status_code == 404
    assert sign_in("xu").get(f"{HOME}/{secret}").status_code == 200


def test_whoever_was_asked_once_may_still_look(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        request = ask_for("su", chain=[person("xu"), person("gao")])
        service.approve(request.id, 1, by=factories.actor("xu"))
        approval_id = request.id
    assert sign_in("xu").get(f"{HOME}/{approval_id}").status_code == 200


def test_my_requests_are_mine_alone(app: Flask, sign_in: SignIn) -> None:
    asked(app, "su")
    asked(app, "fang", "thing:2")
    page = sign_in("su").get(f"{HOME}/mine").text
    assert "SP2611-001" in page
    assert "SP2611-002" not in page
    assert "SP2611-001" not in sign_in("su").get(f"{HOME}/mine?state=approved").text


def test_the_list_of_all_is_narrowed_by_the_address(app: Flask, sign_in: SignIn) -> None:
    asked(app, "su")
    asked(app, "fang", "thing:2", matter="gas.cut_off")
    gao = sign_in("gao")

    def numbers(filters: str) -> list[str]:
        return re.findall(r"SP2611-\d+", gao.get(f"{HOME}/all?{filters}").text.partition("<tbody>")[2])

    assert numbers("") == ["SP2611-002", "SP2611-001"]
    assert numbers("matter=gas.cut_off") == ["SP2611-002"]
    assert numbers("words=SP2611-001") == ["SP2611-001"]
    assert numbers("words=退货&state=waiting&since=1120&until=1120") == ["SP2611-002", "SP2611-001"]
    assert numbers("state=approved") == []
    assert numbers("until=1119") == []
    assert gao.get(f"{HOME}/all?since=nonsense&after=x").status_code == 422


def test_lists_go_on_page_after_page(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        for number in range(53):
            ask_for("su", f"thing:{number}")
    bai, su = sign_in("bai"), sign_in("su")
    for client, url in ((bai, HOME), (su, f"{HOME}/mine"), (bai, f"{HOME}/all")):
        first = client.get(url).text
        following = re.search(r'rel="next" href="([^"]+)"', first)
        assert following
        second = client.get(following[1].replace("&amp;", "&")).text
        seen = re.findall(r">(SP2611-\d+)<", first) + re.findall(r">(SP2611-\d+)<", second)
        assert len(seen) == len(set(seen)) == 53


def test_the_first_page_counts_what_waits_and_what_is_asked(app: Flask, sign_in: SignIn) -> None:
    first = asked(app)
    asked(app, subject="thing:2")
    say(sign_in("bai"), first, "ask", "哪一批货？")
    with app.test_request_context():
        mine = {str(notice.label): notice.figure for notice in hooks.notices(factories.actor("bai"), "office")}
        his = {str(notice.label): notice.figure for notice in hooks.notices(factories.actor("su"), "office")}
    assert mine["Requests that wait for my decision"] == "1"
    assert his["My requests with a question to answer"] == "1"


def test_whoever_stands_in_sees_for_whom(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        bai, su = factories.staff_id("bai"), factories.staff_id("su")
        record_absence(bai, "leave", date(2026, 11, 20), None, su, by=factories.actor("admin"))
    approval_id = asked(app, "fang")
    su_page = sign_in("su")
    assert "I stand in for" in su_page.get(HOME).text
    assert "stands in for 白管" in su_page.get(f"{HOME}/{approval_id}").text


def test_the_paper_of_the_thing_is_one_click_away(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        plain, petition = ask_for("su").id, ask_for("su", "petition:7", matter="petition", chain=[person("bai")]).id
    bai = sign_in("bai")
    assert "/documents/petition/7" in bai.get(f"{HOME}/{petition}").text
    assert "The paper" not in bai.get(f"{HOME}/{plain}").text
