"""The timeline of one thing, for the page on which it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.office.history.service import record
from app.office.policy.feature import POLICY_SET
from app.unit_of_work import unit_of_work
from app.web import registry
from tests import factories

Browser = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def deeds(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chen does sixty deeds to thing 1 and one to thing 2; only Chen may see thing 1."""
    with app.app_context(), unit_of_work(by=factories.actor("chen")):
        for n in range(60):
            record(POLICY_SET, "thing:1", facts={"name": f"first-{n}", "value": "1", "from": "2026-11-20"})
        record(POLICY_SET, "thing:2", facts={"name": "elsewhere", "value": "1", "from": "2026-11-20"})
    before = registry.hooked

    def hooked(name: str) -> list[object]:
        if name == "may_see_subject":
            return [lambda who, subject: who.name == "陈收" if subject == "thing:1" else None]
        return list(before(name))

    monkeypatch.setattr(registry, "hooked", hooked)


def test_it_shows_the_deeds_on_the_thing_newest_first_and_page_by_page(sign_in: Browser) -> None:
    client = sign_in("chen")
    page = client.get("/journal/of/thing:1", headers={"HX-Request": "true"}).text
    assert page.index("first-59") < page.index("first-58")
    assert "elsewhere" not in page
    assert "first-9 " not in page
    older = page.split('rel="next" href="')[1].split('"')[0]
    assert "first-0 " in client.get(older).text


def test_who_may_not_know_of_the_thing_finds_nothing(sign_in: Browser) -> None:
    assert sign_in("su").get("/journal/of/thing:1").status_code == 404
    assert sign_in("chen").get("/journal/of/thing:3").status_code == 404


def test_a_reader_of_the_journal_may_see_every_thing(sign_in: Browser) -> None:
    assert sign_in("bai").get("/journal/of/thing:2").status_code == 200
