"""How much waits: the badge on every page, and the lines of the first page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.domain.actor import OPERATOR
from app.office.absence.service import record_absence
from app.office.tasks import service
from app.office.tasks.kinds import NewTask
from app.office.tasks.queries import badge
from tests import factories
from tests.office.factories_tasks import CALL, TODAY, command, person, role, task
from tests.support import count_queries

Browser = Callable[[str], FlaskClient]
MONDAY = date(2026, 11, 23)
NOTICE = re.compile(r'subheader">(.*?)</span>\s*<span class="h1 d-block mb-0" translate="no">(.*?)</span>')
BADGE = re.compile(r'href="/tasks/">.*?<span class="badge bg-(\w+)-lt ms-1" translate="no">(.*?)</span>')


@pytest.fixture(autouse=True)
def posts(app: Flask) -> None:
    with app.app_context():
        factories.make_posts()


def figures(client: FlaskClient) -> dict[str, str]:
    """The lines of the first page."""
    page = client.get("/").text
    return dict(
        re.findall(r'subheader">(.*?)</span>\s*<span class="h1 d-block mb-0" translate="no">(.*?)</span>', page)
    )


def shown(client: FlaskClient) -> str | None:
    """The figure of the badge; None where there is none."""
    found = BADGE.search(client.get("/tasks/").text)
    return f"{found[2]} {found[1]}" if found else None


def test_it_counts_what_waits_and_is_red_when_something_is_late(app: Flask, sign_in: Browser) -> None:
    client = sign_in("su")
    assert shown(client) is None
    with app.app_context():
        task(person("su"))
        task(role("sales", "销售部"))
    assert shown(client) == "2 blue"
    with app.app_context():
        task(person("su"), due_on=TODAY - timedelta(days=1))
    assert shown(client) == "3 red"


def test_it_counts_what_came_back_to_the_giver(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        service.give_back(command(), 1, "忙", by=factories.actor("su"))
        service.finish(command(), 1, "好了", by=factories.actor("su"))
    assert shown(sign_in("bai")) == "2 blue"
    assert shown(sign_in("su")) is None


def test_it_counts_for_who_stands_in(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        task(person("su"))
        record_absence(factories.staff_id("su"), "sick", TODAY, deputy_id=factories.staff_id("kong"), by=OPERATOR)
    assert shown(sign_in("kong")) == "1 blue"


def test_it_counts_to_99(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        service.open_tasks([NewTask(CALL, "visit:1", "/", person("su"))] * 500, by=OPERATOR)
    assert shown(sign_in("su")) == "99+ blue"


def test_it_costs_every_page_at_most_two_questions(app: Flask) -> None:
    with app.app_context():
        task(person("su"))
        record_absence(factories.staff_id("su"), "sick", TODAY, deputy_id=factories.staff_id("kong"), by=OPERATOR)
        kong = factories.actor("kong")
    with app.app_context(), count_queries(app) as counted:
        assert badge(kong) == (1, 0)
    assert len(counted) <= 2, counted.statements


def test_the_operator_has_no_badge(app: Flask) -> None:
    with app.app_context():
        assert badge(OPERATOR) == (0, 0)


def test_the_first_page_says_what_is_late_due_coming_back_and_to_be_confirmed(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        task(person("su"), due_on=TODAY - timedelta(days=3))
        task(person("su"), due_on=TODAY)
        task(person("su"), due_on=MONDAY)  # brought to mind a working day before, which is today
        task(person("su"), due_on=MONDAY + timedelta(days=1))
        su = factories.actor("su")
        service.give_back(command(), 1, "忙", by=su)
        service.finish(command(), 1, "好了", by=su)
    assert figures(sign_in("su")) == {"Overdue tasks": "1", "Tasks due today": "1", "Tasks due soon": "1"}
    assert figures(sign_in("bai")) == {"Commands given back to you": "1", "Commands to be confirmed by you": "1"}


def test_each_line_leads_to_the_list_that_it_counts(app: Flask, sign_in: Browser) -> None:
    with app.app_context():
        for n in range(3):
            task(person("su"), str(n), due_on=TODAY - timedelta(days=n + 1))
        task(person("su"), "other")
    client = sign_in("su")
    url = re.search(r'href="(/tasks/\?due=overdue)"', client.get("/").text)
    assert url is not None
    assert client.get(url[1]).text.count("Overdue, days") == 3
