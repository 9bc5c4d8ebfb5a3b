"""What goes out by itself when the line changes: row by row, small, and for each audience only what it may see."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask, g

from app.live import rendering
from app.reception.queue import live
from tests import factories
from tests.reception.factories_queue import later, open_office
from tests.reception.factories_screens import calls, comes, rule


@pytest.fixture
def office(context: None) -> None:
    """The usual purposes and desks; 陈收 and 方前 sit at theirs."""
    open_office()


def drawn(app: Flask, topic: str, audience: str) -> rendering.Rendered:
    """The parts as the stream draws them."""
    return rendering.render(app, topic, audience, "zh_Hans_CN")


def parts(app: Flask, topic: str, audience: str) -> list[str]:
    """The parts of a topic for an audience."""
    with app.test_request_context("/"):
        g.language = "en"
        found: Any = next(kind for kind in live.topics() if kind.has(topic)).parts(topic, audience)
    return [found] if isinstance(found, str) else found


@pytest.mark.parametrize(
    ("username", "line", "desk"),
    [("fang", "manage,serve", True), ("chen", "serve", True), ("ma", "-", False), ("wu", None, False)],
)
def test_each_hears_what_his_rights_let_him_see(office: None, username: str, line: str | None, desk: bool) -> None:
    by = factories.actor(username)
    of_line, of_desk = live.topics()
    assert of_line.audience(by, "queue") == line
    assert list(of_line.names(by)) == (["queue"] if line else [])
    assert bool(of_desk.names(by)) is desk
    assert of_desk.audience(by, f"desk:{factories.staff_id('su')}") is None


def test_no_part_carries_a_token_or_a_step_of_those_who_may_not_take_it(office: None, app: Flask) -> None:
    comes("王小明")
    comes("李小红", "complaint")
    calls("chen")
    everything = "".join(parts(app, "queue", "manage,serve"))
    looking = "".join(parts(app, "queue", "-"))
    mine = "".join(parts(app, f"desk:{factories.staff_id('chen')}", "pay,serve"))
    assert "/call?version=" in everything
    assert "formaction" not in looking
    assert "/receive?version=2" in mine
    assert "李小红" not in mine
    for one in (everything, looking, mine):
        assert "csrf" not in one
        assert "form_key" not in one


def test_a_change_goes_out_as_names_and_the_one_row_that_changed(office: None, app: Flask) -> None:
    for n in range(20):
        comes(f"王小{n}")
    before = drawn(app, "queue", "serve")
    later(minutes=3)
    visit_id = calls("chen")
    sent = rendering.event("queue", drawn(app, "queue", "serve"), before)
    html = json.loads(sent.decode().split("data: ", 1)[1])["html"]
    assert html.count("data-same") == 20
    assert html.count("data-since") == 1  # rows that only grew older are no change
    assert f'<li id="visit-{visit_id}" class=' in html
    assert len(sent) < 3000


def test_names_are_not_sent_before_the_call_where_nobody_may_choose(office: None, app: Flask) -> None:
    rule("reception.queue.names_before_call", "no")
    comes("王小明")
    assert "王小明" not in "".join(parts(app, "queue", "serve"))
    assert "王小明" in "".join(parts(app, "queue", "manage,serve"))
    calls("chen")
    assert "王小明" in "".join(parts(app, "queue", "serve"))
