from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import clock
from app.domain.actor import OPERATOR
from app.reception.rota import queries, service
from app.reception.rota.rules import State
from tests import factories

PEOPLE = ("su", "bai", "kong", "chen")


@pytest.fixture
def ids(app: Flask) -> list[int]:
    """Four people in the rota of today, all signed in."""
    with app.app_context():
        found = [factories.staff_id(one) for one in PEOPLE]
        for one in found:
            service.add_member(one, by=OPERATOR)
        service.open_day(clock.today(), by=OPERATOR)
        for one in found:
            service.sign_in(one, by=OPERATOR)
    return found


def today(app: Flask) -> State:
    with app.app_context():
        state = queries.state(clock.today())
    assert state is not None
    return state


def test_every_page_of_the_rota_opens(app: Flask, ids: list[int], sign_in: Callable[[str], FlaskClient]) -> None:
    with app.app_context():
        service.pause(ids[1], "business", by=OPERATOR)
        service.take_turn(7, 70, by=OPERATOR)
        service.take_turn(8, 80, by=OPERATOR)
        factories.let_do_everything("bai")
    browser = sign_in("bai")
    week = int(f"{clock.today():%Y%m%d}")
    pages = ("", "ledger", "ledger?until=3", "why/8", "plan", "fairness", "fairness?by=day", "ask", "overrule")
    for page in (*(f"/reception/rota/{one}" for one in pages), f"/reception/rota/people/{ids[0]}/check"):
        assert browser.get(page).status_code == 200, page
    assert "is passed over: out on company business. Is made up later." in browser.get("/reception/rota/why/8").text
    assert browser.get("/reception/rota/fairness.xlsx").data[:2] == b"PK"
    assert "苏销" in browser.get(f"/documents/rota/{week}").text
    assert browser.get("/reception/rota/why/9").status_code == 404


def test_the_page_of_today_offers_each_only_what_he_may_do(
    app: Flask, ids: list[int], sign_in: Callable[[str], FlaskClient]
) -> None:
    pages = {one: sign_in(one).get("/reception/rota/").text for one in ("bai", "fang", "su", "xu")}
    of_others = f"/reception/rota/people/{ids[2]}/pause"
    assert {one for one, page in pages.items() if "/reception/rota/overrule" in page} == {"bai"}
    assert {one for one, page in pages.items() if "/reception/rota/close" in page} == {"bai", "fang"}
    assert {one for one, page in pages.items() if of_others in page} == {"bai", "fang"}
    assert {one for one, page in pages.items() if "/reception/rota/ask" in page} == {"bai", "fang", "su"}


def test_a_manager_plans_the_week_and_decides_from_the_pages(
    app: Flask, ids: list[int], sign_in: Callable[[str], FlaskClient]
) -> None:
    bai, day = sign_in("bai"), clock.today()
    assert bai.post(f"/reception/rota/plan/{day}", data={f"{ids[0]}-{day}": "early"}).status_code == 303
    bai.post(f"/reception/rota/members/{ids[0]}/down")
    with app.app_context():
        assert queries.planned(day, day) == {(ids[0], day): "early"}
        assert list(queries.members())[:2] == [ids[1], ids[0]]
    answer = bai.post("/reception/rota/overrule", data={"deed": "to_front", "staff": ids[3], "reason": "补排"})
    assert answer.status_code == 303
    ticks = {"tick": ["0", "1"], "consequence": "correct"}
    assert bai.post(f"/reception/rota/people/{ids[3]}/check", data=ticks).status_code == 303
    state = today(app)
    assert (state.order[0], state.people[ids[3]].ready) == (ids[3], False)
    assert bai.post("/reception/rota/close").status_code == 303
    assert today(app).closed


def test_whoever_takes_turns_signs_in_and_pauses_on_his_own(
    app: Flask, ids: list[int], sign_in: Callable[[str], FlaskClient]
) -> None:
    su = sign_in("su")
    answer = su.post(f"/reception/rota/people/{ids[0]}/pause", data={"reason": "lunch"})
    assert answer.status_code == 303
    assert today(app).people[ids[0]].away == "lunch"
    assert su.post(f"/reception/rota/people/{ids[1]}/pause", data={"reason": "lunch"}).status_code == 422
    assert "Your place in the line: 1" in su.get("/reception/rota/").text


def test_the_card_of_a_request_leads_only_those_to_it_who_may_open_it(
    app: Flask, ids: list[int], sign_in: Callable[[str], FlaskClient]
) -> None:
    with app.app_context():
        service.ask("swap", ids[0], other_id=ids[2], reason="要接孩子", by=factories.actor("su"))
    for who, leads in (("su", True), ("fang", False)):
        page = sign_in(who).get("/reception/rota/").text
        assert ("要接孩子" in page, 'href="/office/approvals/1"' in page) == (True, leads)
