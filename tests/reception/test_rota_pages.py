from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import clock
from app.domain.actor import OPERATOR
from app.reception.rota import queries, service
from tests import factories

PEOPLE = ("su", "bai", "kong", "chen")


@pytest.fixture
def ids(context: None) -> list[int]:
    """Four people in the rota of today, all signed in."""
    found = [factories.staff_id(one) for one in PEOPLE]
    for one in found:
        service.add_member(one, by=OPERATOR)
    service.open_day(clock.today(), by=OPERATOR)
    for one in found:
        service.sign_in(one, by=OPERATOR)
    return found


def manager(sign_in: Callable[[str], FlaskClient]) -> FlaskClient:
    factories.let_do_everything("bai")
    return sign_in("bai")


def test_every_page_of_the_rota_opens(app: Flask, ids: list[int], sign_in: Callable[[str], FlaskClient]) -> None:
    service.pause(ids[1], "business", by=OPERATOR)
    service.take_turn(7, 70, by=OPERATOR)
    service.take_turn(8, 80, by=OPERATOR)
    browser = manager(sign_in)
    week = int(f"{clock.today():%Y%m%d}")
    pages = ("", "ledger", "ledger?until=3", "why/8", "plan", "fairness", "fairness?by=day", "ask", "overrule")
    for page in (*(f"/reception/rota/{one}" for one in pages), f"/reception/rota/people/{ids[0]}/check"):
        assert browser.get(page).status_code == 200, page
    assert "is passed over: out on company business. Is made up later." in browser.get("/reception/rota/why/8").text
    assert browser.get("/reception/rota/fairness.xlsx").data[:2] == b"PK"
    assert "苏销" in browser.get(f"/documents/rota/{week}").text
    assert browser.get("/reception/rota/why/9").status_code == 404


def test_whoever_takes_turns_signs_in_and_pauses_on_his_own(
    app: Flask, ids: list[int], sign_in: Callable[[str], FlaskClient]
) -> None:
    su = sign_in("su")
    answer = su.post(f"/reception/rota/people/{ids[0]}/pause", data={"reason": "lunch"})
    assert answer.status_code == 303
    state = queries.state(clock.today())
    assert state is not None
    assert state.people[ids[0]].away == "lunch"
    assert su.post(f"/reception/rota/people/{ids[1]}/pause", data={"reason": "lunch"}).status_code == 422
    assert "Your place in the line: 1" in su.get("/reception/rota/").text
