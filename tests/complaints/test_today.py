"""The complaints section of the first page: one look for everything that waits, however many features count."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.domain.text import Text
from app.office.staff.models import Staff
from app.web import hooks
from app.web.hooks import Notice
from tests import factories
from tests.support import count_queries


def test_everything_that_waits_at_complaints_is_asked_in_few_queries(
    app: Flask, sign_in: Callable[[str], FlaskClient]
) -> None:
    with app.app_context():
        factories.make_posts()
    for who in ("kong", "bai", "su"):
        browser = sign_in(who)
        browser.get("/today/complaints")
        with count_queries(app) as counted:
            assert browser.get("/today/complaints").status_code == 200
        assert len(counted) <= 20, (who, counted.statements)


def test_notices_are_counted_together_and_those_of_nothing_are_left_out(app: Flask) -> None:
    everybody = select(Staff.id)
    found = [
        Notice(Text("People"), everybody, "/people"),
        Notice(Text("Nobody"), everybody.where(Staff.name == "nobody"), "/nobody"),
        Notice(Text("Known"), "2026-10", "/known"),
    ]
    with app.app_context(), count_queries(app) as counted:
        shown = hooks.counted(found)
        assert len(counted) == 1
        assert [(str(one.label), one.figure) for one in shown] == [("People", "10"), ("Known", "2026-10")]
    with app.app_context(), count_queries(app) as counted:
        assert hooks.counted(found[2:]) == found[2:]
        assert len(counted) == 0


def test_what_is_more_than_can_be_counted_is_shown_as_more(app: Flask) -> None:
    pairs = select(Staff.id).join_from(Staff, Staff.__table__.alias("other"), Staff.id > 0)
    many = pairs.join(Staff.__table__.alias("third"), Staff.id > 0).join(Staff.__table__.alias("fourth"), Staff.id > 0)
    with app.app_context():
        assert [one.figure for one in hooks.counted([Notice(Text("Many"), many, "/")])] == ["999+"]
