"""Whose open pages are told when tasks are opened, handed on and closed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.actor import OPERATOR
from app.live.queries import revisions
from app.office.absence.service import record_absence
from app.office.tasks import service
from tests import factories
from tests.office.factories_tasks import TODAY, command, person, role, task

PEOPLE = tuple(name for name in factories.CAST if name != "admin")


@pytest.fixture(autouse=True)
def posts(context: None) -> None:
    factories.make_posts()


def told(deed: Callable[[], object]) -> set[str]:
    """Whose topic a deed touched."""
    topics = {f"tasks:{factories.staff_id(name)}": name for name in PEOPLE}
    before = revisions(topics)
    deed()
    now = revisions(topics)
    return {name for topic, name in topics.items() if now[topic] != before[topic]}


def test_a_task_for_a_person_is_told_to_him_when_it_is_opened_and_closed() -> None:
    assert told(lambda: task(person("su"), subject="visit:1")) == {"su"}
    assert told(lambda: service.close_tasks("visit:1", by=OPERATOR)) == {"su"}
    assert told(lambda: service.close_tasks("visit:1", by=OPERATOR)) == set()


def test_a_task_for_a_role_is_told_to_its_holders_there() -> None:
    assert told(lambda: task(role("sales"))) == {"su"}
    assert told(lambda: task(role("sales", "销售部"))) == {"su"}
    assert told(lambda: task(role("sales", "财务部"))) == set()


def test_it_is_told_to_who_stands_in_too() -> None:
    record_absence(factories.staff_id("su"), "sick", TODAY, deputy_id=factories.staff_id("kong"), by=OPERATOR)
    assert told(lambda: task(person("su"))) == {"su", "kong"}


def test_a_command_is_told_to_whoever_had_it_gets_it_and_gave_it() -> None:
    su, first, second = factories.actor("su"), command(), command()
    assert told(lambda: service.hand_on(first, 1, factories.staff_id("ma"), "忙", by=su)) == {"su", "ma", "bai"}
    assert told(lambda: service.finish(second, 1, "好了", by=su)) == {"su", "bai"}


def test_the_badge_that_is_sent_is_the_one_of_the_page(app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
    task(person("su"))
    client, topic = sign_in("su"), f"tasks:{factories.staff_id('su')}"
    sent = client.get(f"/live/poll?{topic}=0")
    assert sent.json is not None
    shown = re.search(r'<div id="badges".*?</div>', client.get("/tasks/").text, re.DOTALL)
    assert shown is not None
    assert re.sub(r"\s+", " ", shown[0]) == re.sub(r"\s+", " ", sent.json["parts"][topic].strip())
