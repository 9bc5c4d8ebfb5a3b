"""A leaver's customers handed over in a browser: few clicks for the manager, one for each successor."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.customers.handovers.models import HandoverDraw
from app.customers.handovers.queries.lists import waiting_for
from app.customers.handovers.service import starting
from app.customers.handovers.service.starting import NewHandover
from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.access.models import SignIn
from app.office.access.queries import actor_of
from app.office.access.service.people import deactivate
from app.office.documents.document import document
from app.unit_of_work import unit_of_work
from tests import factories
from tests.customers import factories_handovers as made
from tests.customers.factories_handovers import TODAY

Browser = Callable[[str], FlaskClient]


@pytest.fixture
def people(app: Flask) -> list[int]:
    """Su has left with forty customers; Li and Zhou of the same department may take them over."""
    with app.app_context():
        factories.make_posts()
        ids = made.sales("李销", "周销")
        with unit_of_work(by=OPERATOR) as work:
            moment = work.at
            work.session.add(SignIn(staff_id=ids[0], username="li", password_hash="x", changed_at=moment))
        made.customers(40, factories.staff_id("su"))
        deactivate(factories.staff_id("su"), 1, TODAY, by=OPERATOR)
    return ids


def version(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found is not None
    return found[1]


def test_forty_customers_are_handed_over_with_a_draw_and_a_decision(
    app: Flask, sign_in: Browser, people: list[int]
) -> None:
    bai = sign_in("bai")
    assert "苏销" in bai.get("/customers/handovers/").text
    page = bai.get("/customers/handovers/1").text
    assert page.count('name="people"') == 3  # Li, Zhou, and the manager himself
    sent = {"version": version(page), "people": people, "witnesses": "方前、陈收"}
    assert bai.post("/customers/handovers/1/draw", data=sent).status_code == 303
    page = bai.get("/customers/handovers/1").text
    assert "抽" not in page
    assert page.count("Drawn</small>") == 40
    protocol = bai.get("/customers/handovers/draws/1").text
    assert "方前、陈收" in protocol
    gone = bai.post("/customers/handovers/1/decide", data={"version": version(page)})
    assert (gone.status_code, gone.location) == (303, "/jobs/1")
    assert "/customers/handovers/1" in bai.get("/jobs/1").text
    assert bai.post("/customers/handovers/1/decide", data={"version": version(page)}).status_code == 422
    assert bai.post("/customers/handovers/1/sign").status_code == 303
    with app.app_context():
        assert {one.successor_id for one in made.items()} == set(people)


def test_a_successor_signs_and_keeps_his_first_contacts(app: Flask, sign_in: Browser, people: list[int]) -> None:
    with app.app_context():
        bai = factories.actor("bai")
        made.draw(people[:1], by=bai)
        made.decide(by=bai)
        ids = [one.id for one in made.items()]
    li = sign_in("li")
    page = li.get("/customers/handovers/mine").text
    assert page.count('name="items"') == 40
    assert li.post("/customers/handovers/mine/1/take").status_code == 303
    assert li.post("/customers/handovers/mine/1/take").status_code == 409
    none = li.post("/customers/handovers/mine/contact", data={"contacted_on": "2026-11-20"})
    assert none.status_code == 422
    done = li.post("/customers/handovers/mine/contact", data={"contacted_on": "2026-11-20", "items": ids})
    assert done.status_code == 303
    assert "nothing for you to sign" in li.get("/customers/handovers/mine").text
    assert li.get("/customers/handovers/1").status_code == 403
    sign_in("bai").post("/customers/handovers/1/sign")
    with app.app_context():
        assert made.latest().state == "done"


def test_a_refusal_stands_on_the_page_and_what_is_not_ones_business_does_not_exist(
    app: Flask, sign_in: Browser, people: list[int]
) -> None:
    bai = sign_in("bai")
    shown = version(bai.get("/customers/handovers/1").text)
    early = bai.post("/customers/handovers/1/decide", data={"version": shown})
    assert early.status_code == 422
    assert "without a successor: 40" in early.text
    stale = bai.post("/customers/handovers/1/name", data={"version": "0", "which": "rest", "successor_id": people[0]})
    assert stale.status_code == 409
    named = bai.post("/customers/handovers/1/name", data={"version": shown, "which": "rest", "successor_id": people[0]})
    assert named.status_code == 303
    assert sign_in("su").get("/customers/handovers/1").status_code in (302, 303, 401, 403)
    assert sign_in("fang").post("/customers/handovers/1/sign").status_code == 404
    with app.app_context():
        assert waiting_for(factories.actor("fang")) == []


def test_the_papers_say_what_was_decided_and_only_those_concerned_print_them(app: Flask, people: list[int]) -> None:
    with app.app_context():
        bai, fang = factories.actor("bai"), factories.actor("fang")
        made.draw(people, by=bai)
        drawn = db.session.scalars(select(HandoverDraw)).one()
        made.decide(by=bai)
        item = made.items()[0]
        taker = actor_of(item.successor_id or 0)
        letter = document("handover_letter").load(taker, item.id)
        assert (letter.giver, letter.taker) == ("苏销", taker.name)
        whole = document("handover_list").load(bai, 1)
        own = document("handover_list").load(taker, 1, successor=str(taker.staff_id))
        assert (len(whole.rows), len(own.rows)) == (40, 20)
        paper = document("handover_draw").load(bai, drawn.id)
        assert [row.drawn for row in paper.rows] == [row.successor for row in whole.rows]
        assert paper.seed == drawn.seed
        for kind, subject in (("handover_letter", item.id), ("handover_list", 1), ("handover_draw", drawn.id)):
            with pytest.raises(NoResultFound):
                document(kind).load(fang, subject)


def test_the_letters_to_all_customers_are_one_file(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        [li] = made.sales("李销")
        made.customers(2, factories.staff_id("su"))
        starting.start(NewHandover(factories.staff_id("su"), "transfer", TODAY), by=OPERATOR)
        made.draw([li], by=factories.actor("bai"))
    bai = sign_in("bai")
    assert bai.post("/customers/handovers/1/letters").status_code == 422
    with app.app_context():
        made.decide(by=factories.actor("bai"))
    letters = bai.post("/customers/handovers/1/letters")
    assert letters.location.startswith("/documents/jobs/")
    assert bai.get(f"{letters.location}/0").data.startswith(b"%PDF")
    with app.app_context():
        assert all(one.letter_at for one in made.items())


def test_a_manager_begins_a_hand_over_by_hand(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        made.customers(2, factories.staff_id("su"))
        su = factories.staff_id("su")
    bai = sign_in("bai")
    form = {"staff_id": su, "cause": "absence", "effective_on": "2026-11-23", "back_on": "2027-03-01"}
    assert bai.post("/customers/handovers/new", data={**form, "cause": "left"}).status_code == 422
    begun = bai.post("/customers/handovers/new", data=form)
    assert begun.location == "/customers/handovers/1"
    assert bai.post("/customers/handovers/new", data=form).status_code == 422
    assert "Cancel this hand-over" in bai.get(begun.location).text
