"""Every page of a demo office on PostgreSQL: built by the program's own verbs, and no page at fault."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.demo.build import build
from app.extensions import db
from tests import factories
from tests.architecture.crawl import Seen, unprinted, walk
from tests.conftest import settings_for
from tests.postgres.conftest import DATABASE, address, say

pytestmark = pytest.mark.postgres

NAMES = ("q", "after", "book", "period", "on", "at", "account", "state", "first", "origin", "from", "until", "verdict",
         "month", "group", "owner", "category", "number", "name", "phone", "text", "volume", "print", "to")  # fmt: skip
ODD = ("a%00%5C'%25", str(2**63))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A small demo office in which Gao may do everything."""
    database = f"{DATABASE}_demo"
    say(f"CREATE DATABASE {database}")
    folder = tmp_path_factory.mktemp("demo")
    app = create_app(settings_for(folder, SQLALCHEMY_DATABASE_URI=address(database), PROPAGATE_EXCEPTIONS=False))
    with app.app_context():
        upgrade()
        build(accounts=15)
        factories.let_do_everything("gao")
    with unprinted():  # how papers are laid out does not depend on the database
        yield app
    with app.app_context():
        db.engine.dispose()
    say(f"DROP DATABASE {database} WITH (FORCE)")


@pytest.fixture(scope="module")
def seen(demo: Flask) -> list[Seen]:
    start = ("/", "/search?q=张", "/search?q=zh", "/billing/payments/take?q=10000001")
    return list(walk(demo, factories.signed_in(demo, "gao"), start, most=1))


def test_no_page_is_at_fault(seen: list[Seen]) -> None:
    assert [(one.url, one.answer.status_code) for one in seen if one.answer.status_code >= 400] == []
    assert len({one.endpoint for one in seen}) > 50


def test_whatever_stands_in_an_address_is_no_fault(demo: Flask, seen: list[Seen]) -> None:
    client = factories.signed_in(demo, "gao")
    places = {one.endpoint: one.url.partition("?")[0] for one in seen}
    wrong = []
    for place in sorted(set(places.values())):
        for odd in ODD:
            query = "&".join(f"{name}={odd}" for name in NAMES)
            status = client.get(f"{place}?{query}").status_code
            if status >= 500:
                wrong.append((place, odd, status))
    assert wrong == []
