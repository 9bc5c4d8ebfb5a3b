"""The screens of the queue through a browser without scripts and through htmx: the door, the line, my desk, a visit."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.extensions import db
from app.reception.queue.models import Visit, VisitNamed
from tests import factories
from tests.customers.factories_customers import a_customer
from tests.reception.factories_queue import open_office, purpose
from tests.reception.factories_screens import comes, let_only, rule
from tests.support import count_queries

SignIn = Callable[[str], FlaskClient]
HTMX = {"HX-Request": "true"}
PAGE = "/reception/queue/"


@pytest.fixture
def office(app: Flask) -> Flask:
    """The program with the usual purposes and desks; 陈收 and 方前 sit at theirs."""
    with app.app_context():
        open_office()
    return app


def tree(answer: TestResponse) -> Any:
    """The answer as elements."""
    return lxml.html.fromstring(answer.text)


def said(answer: TestResponse, path: str) -> str:
    """The words of an element, blanks put together."""
    return " ".join(tree(answer).xpath(f"string({path})").split())


def form_key(desk: FlaskClient) -> str:
    """The one-time key of the form at the door."""
    found: str = tree(desk.get(PAGE)).xpath("//div[@id='register']//input[@name='form_key']/@value")[0]
    return found


def register(desk: FlaskClient, *, htmx: bool = True, key: str | None = None, **typed: str) -> TestResponse:
    """Fill in the form at the door and send it."""
    with desk.application.app_context():
        usual = {"purpose_id": str(purpose("payment")), "channel": "walk_in", "first_time": "unknown", "party": "1"}
    data = {**usual, "form_key": key or form_key(desk), **typed}
    return desk.post("/reception/queue/register", data=data, headers=HTMX if htmx else {})


def take(desk: FlaskClient, visit: int, step: str, version: int, *, htmx: bool = True, **words: str) -> TestResponse:
    """Take a step of a visit as a button of the page does."""
    there = f"/reception/queue/{visit}/{step}?version={version}"
    return desk.post(there, data=words, headers=HTMX if htmx else {})


def visits(app: Flask) -> list[Visit]:
    """Every visit, oldest first."""
    with app.app_context():
        return list(db.session.scalars(select(Visit).order_by(Visit.id)))


def come_in(app: Flask, name: str = "王小明", key: str = "payment", **more: Any) -> int:
    """A visitor is registered; return his id."""
    with app.app_context():
        return comes(name, key, **more)


def test_a_telephone_number_and_enter_register_a_visitor(office: Flask, sign_in: SignIn) -> None:
    desk = sign_in("fang")
    answer = register(desk, who="138 0013 8000")
    assert answer.status_code == 200
    assert said(answer, "//div[@id='made']").startswith("B001 is registered. Before this one: 0")
    assert tree(answer).xpath("//input[@id='who']/@autofocus") == [""]
    assert tree(answer).xpath("//input[@id='who']/@value") == [""]
    assert tree(answer).xpath("//div[@id='workplace'][@hx-swap-oob]//li/a[1]/text()") == ["B001"]
    assert [(one.phone, one.name, one.state) for one in visits(office)] == [("13800138000", "", "waiting")]


def test_a_name_and_the_reps_in_the_order_named_are_kept(office: Flask, sign_in: SignIn) -> None:
    with office.app_context():
        first, second = str(factories.staff_id("su")), str(factories.staff_id("bai"))
    register(
        sign_in("fang"), who="王女士", first_time="no", asked_for=first, asked_for_2=second, party="2", needs="看房"
    )
    (one,) = visits(office)
    assert (one.name, one.phone, one.first_time, one.needs) == ("王女士", None, "no", "看房")
    with office.app_context():
        named = db.session.scalars(select(VisitNamed.staff_id).order_by(VisitNamed.place))
        assert [str(staff_id) for staff_id in named] == [first, second]


def test_a_double_enter_registers_once(office: Flask, sign_in: SignIn) -> None:
    desk = sign_in("fang")
    key = form_key(desk)
    assert register(desk, key=key, who="王女士").status_code == 200
    again = register(desk, key=key, who="王女士")
    assert (again.status_code, again.headers["HX-Redirect"]) == (204, "/reception/queue/?made=1")
    assert len(visits(office)) == 1
    assert "B001" in said(desk.get("/reception/queue/?made=1"), "//div[@id='made']")


def test_without_scripts_the_page_says_who_was_registered(office: Flask, sign_in: SignIn) -> None:
    desk = sign_in("fang")
    answer = register(desk, htmx=False, who="王女士")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/reception/queue/?made=1")
    refused = register(desk, htmx=False, who="李先生", brought_by="谁也不是")
    assert refused.status_code == 422
    assert "No customer is like that." in said(refused, "//div[@id='brought_by-errors']")
    assert tree(refused).xpath("//input[@id='who']/@value") == ["李先生"]
    assert tree(refused).xpath("//details[@open]//input[@id='brought_by']/@value") == ["谁也不是"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"who": ""}, "who"), ({"who": "王", "party": "900"}, "party"), ({"who": "王", "family_of": "Z9"}, "family_of")],
)
def test_a_refusal_stands_beside_its_field(office: Flask, sign_in: SignIn, typed: dict[str, str], field: str) -> None:
    answer = register(sign_in("fang"), **typed)
    assert answer.status_code == 422
    assert said(answer, f"//div[@id='{field}-errors']")
    assert visits(office) == []


def test_the_same_person_is_asked_about_before_he_is_registered_twice(office: Flask, sign_in: SignIn) -> None:
    desk = sign_in("fang")
    register(desk, who="13800138000")
    assert "B001" in said(desk.get("/reception/queue/door?who=13800138000", headers=HTMX), "//div[@id='door']")
    refused = register(desk, who="13800138000")
    assert refused.status_code == 422
    assert "Register once more" in said(refused, "//div[@id='door']")
    assert register(desk, who="13800138000", again="y").status_code == 200
    assert [one.number for one in visits(office)] == ["B001", "B002"]


def test_a_known_customer_is_taken_by_his_number_unless_somebody_says_no(office: Flask, sign_in: SignIn) -> None:
    with office.app_context():
        known = a_customer("周建国", phone="13900001111", owner="su").id
    desk = sign_in("fang")
    door = desk.get("/reception/queue/door?who=13900001111", headers=HTMX)
    assert tree(door).xpath("//input[@name='customer_id'][@checked]/@value") == [str(known)]
    assert "苏销" in said(door, "//div[@id='door']")
    register(desk, who="13900001111")
    register(desk, who="13900001111", customer_id="0", again="y")
    assert [(one.customer_id, one.name) for one in visits(office)] == [(known, "周建国"), (None, "")]


def test_the_door_tells_nothing_of_customers_to_who_may_not_see_cards(office: Flask, sign_in: SignIn) -> None:
    with office.app_context():
        known = a_customer("周建国", phone="13900001111", owner="su").id
        let_only("wu", "reception.queue.see", "reception.queue.register")
    desk = sign_in("wu")
    door = desk.get("/reception/queue/door?who=13900001111", headers=HTMX)
    assert "周建国" not in door.text
    assert "苏销" not in door.text
    register(desk, who="13900001111", customer_id=str(known))
    assert [(one.customer_id, one.name) for one in visits(office)] == [(None, "")]


def test_a_visitor_is_called_received_and_finished_at_my_desk(office: Flask, sign_in: SignIn) -> None:
    come_in(office)
    desk = sign_in("chen")
    called = desk.post("/reception/queue/next", headers=HTMX)
    assert "B001" in said(called, "//div[@id='desk']")
    assert tree(called).xpath("//button[@id='main-step']/@formaction") == ["/reception/queue/1/receive?version=2"]
    received = take(desk, 1, "receive", 2)
    assert received.headers["HX-Trigger"] == '{"queue-done": true}'
    finished = take(desk, 1, "finish", 3, outcome="settled")
    assert "B001 Reception finished" in said(finished, "//div[@id='said']")
    assert tree(finished).xpath("//div[@id='said']//button/@formaction") == ["/reception/queue/1/undo?version=4"]
    assert "Being received" in said(take(desk, 1, "undo", 4), "//div[@id='desk']")
    assert [one.state for one in visits(office)] == ["serving"]


def test_whoever_is_busy_is_asked_to_finish_or_to_stay(office: Flask, sign_in: SignIn) -> None:
    first, _ = come_in(office, "王小明"), come_in(office, "李小红")
    desk = sign_in("chen")
    desk.post("/reception/queue/next", headers=HTMX)
    for way in (HTMX, {}):
        asked = desk.post("/reception/queue/next", headers=way)
        assert asked.status_code == 409
        assert "You are still busy with B001 王小明" in said(asked, "//div[@id='desk']//div[@role='alert']")
        assert tree(asked).xpath("//button[@name='then']/@formaction") == ["/reception/queue/next"]
        assert tree(asked).xpath("//a[normalize-space()='Stay']/@href") == [PAGE]
    desk.post("/reception/queue/next", data={"then": "finish"}, headers=HTMX)
    assert [one.state for one in visits(office)] == ["done", "called"]
    assert first == 1


def test_whoever_comes_second_is_told_and_sees_the_visitor_as_he_is(office: Flask, sign_in: SignIn) -> None:
    come_in(office)
    take(sign_in("chen"), 1, "call", 1)
    late = take(sign_in("fang"), 1, "call", 1)
    assert late.status_code == 409
    assert said(late, "//div[@id='said']") == "B001 – Called by 陈收 to 窗口 1 already."
    assert "陈收 · 窗口 1" in said(late, "//li[@id='visit-1']")
    assert take(sign_in("fang"), 1, "call", 1, htmx=False).status_code == 409


def test_words_that_a_step_lacks_are_asked_for_in_the_box(office: Flask, sign_in: SignIn) -> None:
    come_in(office)
    come_in(office, "李小红")
    desk = sign_in("fang")
    refused = take(desk, 2, "call", 1)
    assert (refused.status_code, refused.headers["HX-Retarget"]) == (422, "#deeds")
    assert tree(refused).xpath("//details[@open]//input[@id='call-reason']/@aria-invalid") == ["true"]
    held = take(desk, 1, "hold", 1, reason=" ", note="x", htmx=False)
    assert held.status_code == 422
    assert take(desk, 2, "call", 1, reason="赶火车").status_code == 200


@pytest.mark.parametrize(("username", "status"), [("ma", 403), ("chen", 422), ("fang", 200)])
def test_only_who_may_assigns_visitors(office: Flask, sign_in: SignIn, username: str, status: int) -> None:
    come_in(office)
    with office.app_context():
        su = str(factories.staff_id("su"))
    assert take(sign_in(username), 1, "assign", 1, staff_id=su, reason="熟客").status_code == status


def test_only_what_one_may_do_is_offered(office: Flask, sign_in: SignIn) -> None:
    come_in(office)

    def offered(username: str) -> set[str]:
        box = tree(sign_in(username).get("/reception/queue/1/deeds", headers=HTMX))
        return {re.split(r"[/?]", to)[4] for to in box.xpath("//@formaction | //form/@action") if "?" in to}

    assert offered("ma") == set()
    assert {"assign", "cancel", "call"} <= offered("fang")
    assert "assign" not in offered("chen")


def test_names_stay_hidden_before_the_call_where_nobody_may_choose(office: Flask, sign_in: SignIn) -> None:
    come_in(office)
    with office.app_context():
        rule("reception.queue.names_before_call", "no")
    assert "王小明" not in said(sign_in("chen").get(PAGE), "//li[@id='visit-1']")
    assert "王小明" in said(sign_in("fang").get(PAGE), "//li[@id='visit-1']")
    assert "B001" in (found := sign_in("chen").get("/search?q=B001").text)
    assert "王小明" not in found


def test_the_page_of_a_visit_tells_every_step_and_takes_plain_forms(office: Flask, sign_in: SignIn) -> None:
    come_in(office, needs="缴气费")
    desk = sign_in("fang")
    take(desk, 1, "call", 1)
    take(desk, 1, "undo", 2)
    page = desk.get("/reception/queue/1")
    assert "缴气费" in said(page, "//div[@id='visit']")
    assert tree(page).xpath("//div[@id='laps']//s/text()") == ["Called"]
    assert tree(page).xpath("//div[@id='deeds']//@hx-post") == []
    answer = take(desk, 1, "call", 3, htmx=False, back="visit")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/reception/queue/1")
    assert desk.get("/reception/queue/99").status_code == 404
    assert sign_in("wu").get("/reception/queue/1").status_code == 403


def test_what_the_door_heard_wrongly_is_changed_while_the_visitor_is_here(office: Flask, sign_in: SignIn) -> None:
    come_in(office)
    desk = sign_in("fang")
    typed = {
        "version": "1",
        "name": "王晓明",
        "phone": "13800138000",
        "party": "2",
        "first_time": "yes",
        "needs": "开户",
    }
    assert desk.post("/reception/queue/1/change", data=typed).status_code == 303
    assert desk.post("/reception/queue/1/change", data=typed | {"name": "王二"}).status_code == 409
    assert [(one.name, one.phone, one.party) for one in visits(office)] == [("王晓明", "13800138000", 2)]


def test_the_visitors_of_a_day_are_narrowed_by_what_stands_in_the_address(office: Flask, sign_in: SignIn) -> None:
    come_in(office, "王小明")
    come_in(office, "李小红", "complaint", channel="referral")
    desk = sign_in("fang")

    def numbers(query: str) -> list[str]:
        found: list[str] = tree(desk.get(f"/reception/queue/day?{query}")).xpath(
            "//div[@id='visitors']//td[1]/a/text()"
        )
        return found

    assert numbers("") == ["C001", "B001"]
    assert numbers("channel=referral") == ["C001"]
    assert numbers("q=b001") == ["B001"]
    assert numbers("q=李小红") == ["C001"]
    assert numbers("state=called") == []
    assert numbers("day=1119") == []


def test_a_customers_page_lists_his_visits(office: Flask, sign_in: SignIn) -> None:
    with office.app_context():
        known = a_customer("周建国", owner="su").id
    come_in(office, "", customer_id=known)
    answer = sign_in("fang").get(f"/reception/queue/of-customer/{known}", headers=HTMX)
    assert tree(answer).xpath("//a/text()") == ["B001"]
    assert sign_in("fang").get("/reception/queue/of-customer/99").status_code == 404


def test_the_pages_ask_the_database_at_most_twenty_times(office: Flask, sign_in: SignIn) -> None:
    for n in range(12):
        come_in(office, f"王{n}")
    desk = sign_in("fang")
    take(desk, 1, "call", 1)
    take(desk, 1, "receive", 2)
    for there in (PAGE, "/reception/queue/1", "/reception/queue/day"):
        with count_queries(office) as counted:
            assert desk.get(there).status_code == 200
        assert len(counted) <= 20, (there, len(counted))
