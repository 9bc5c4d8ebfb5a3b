"""The guard, forms, paging and headers, without any feature."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g, request
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from app import create_app
from app.domain.actor import FIRST_START, OPERATOR
from app.domain.days import read_day
from app.domain.errors import Refused
from app.domain.text import N_
from app.extensions import db
from app.office.history.models import Entry
from app.office.staff.models import Department
from app.unit_of_work import Deed, unit_of_work
from app.web import fields
from app.web.filters import doer
from app.web.forms import Form, new_key, read_key
from app.web.guard import PUBLIC, requires
from app.web.nav import here
from app.web.paging import Order, capped_count, page_of
from tests.conftest import settings_for


def test_an_endpoint_without_a_mark_is_refused(folder: Path) -> None:
    app = create_app(settings_for(folder, PROPAGATE_EXCEPTIONS=True))
    app.add_url_rule("/bare", "bare", lambda: "secret")
    with pytest.raises(RuntimeError, match="carries no mark"):
        app.test_client().get("/bare")


def test_who_stores_the_same_at_the_same_moment_is_told_so_and_every_other_fault_stays_one(folder: Path) -> None:
    app = create_app(settings_for(folder, PROPAGATE_EXCEPTIONS=True))

    @requires(PUBLIC)
    def twice() -> str:
        with unit_of_work(by=OPERATOR) as work:
            row = {"key": "k1", "endpoint": request.args.get("endpoint"), "done_at": work.at}
            work.session.execute(insert(Deed), [row, row])
        return "stored"

    app.add_url_rule("/twice", "twice", twice)
    answer = app.test_client().get("/twice?endpoint=x")
    assert answer.status_code == 409
    assert "同一时刻" in answer.text or "at this moment" in answer.text
    with app.app_context():
        assert db.session.scalars(select(Deed)).all() == []
    with pytest.raises(IntegrityError, match="NOT NULL"):
        app.test_client().get("/twice")


def test_a_stranger_is_sent_to_sign_in(app: Flask) -> None:
    answer = app.test_client().get("/?a=1")
    assert answer.status_code == 303
    assert "/sign-in" in answer.location


def test_htmx_is_told_to_sign_in_by_a_header(app: Flask) -> None:
    answer = app.test_client().get("/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "/sign-in" in answer.headers["HX-Redirect"]


def test_the_guard_comes_before_the_check_of_the_token(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = app.test_client().post("/theme", headers={"HX-Request": "true"})
    assert (answer.status_code, "HX-Redirect" in answer.headers) == (401, True)


def test_a_post_without_the_token_is_refused(app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert sign_in("chen").post("/theme").status_code == 400


@pytest.mark.parametrize("path", ["/", "/search?q=a", "/nowhere"])
def test_every_answer_carries_the_security_headers(path: str, sign_in: Callable[[str], FlaskClient]) -> None:
    headers = sign_in("chen").get(path).headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "HX-Request" in headers["Vary"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1120", date(2026, 11, 20)),
        ("11-20", date(2026, 11, 20)),
        ("2026-11-20", date(2026, 11, 20)),
        ("20261120", date(2026, 11, 20)),
        ("2026.11.5", date(2026, 11, 5)),
        ("2026年11月5日", date(2026, 11, 5)),
    ],
)
def test_a_day_is_typed_in_many_ways(typed: str, meant: date) -> None:
    assert read_day(typed, date(2026, 1, 1)) == meant


@pytest.mark.parametrize("typed", ["", "13-40", "2026-02-30", "abc", "1", "99999", "0001-01-01", "1-2-3-4", "²⁰²⁶"])
def test_no_day_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Refused):
        read_day(typed, date(2026, 1, 1))


class Every(Form):
    """One field of each kind."""

    line = fields.LineField(N_("Line"), required=False)
    note = fields.NoteField(N_("Note"), required=False)
    money = fields.MoneyField(N_("Money"), required=False)
    volume = fields.VolumeField(N_("Volume"), required=False)
    price = fields.PriceField(N_("Price"), required=False)
    factor = fields.FactorField(N_("Factor"), required=False)
    whole = fields.WholeField(N_("Whole"), required=False, low=0, high=9)
    day = fields.DayField(N_("Day"), required=False)
    moment = fields.MomentField(N_("Moment"), required=False)
    choice = fields.ChoiceField(N_("Choice"), required=False, choices=(("a", "A"),))
    number = fields.ChoiceField(N_("Number"), required=False, coerce=int, choices=((1, "A"),))


WRONG = ["x", "-1", "1e30", "😀", "\u202e1", "'; DROP TABLE staff; --", "<b>1</b>", "1" * 5000, "\x00", "NaN", "٣", "½"]


@pytest.mark.parametrize("typed", WRONG)
@pytest.mark.parametrize("field", ["money", "volume", "price", "factor", "whole", "day", "moment", "choice", "number"])
def test_wrong_input_is_refused_beside_its_field_and_stays_as_typed(app: Flask, field: str, typed: str) -> None:
    with app.test_request_context("/", method="POST", data={field: typed}):
        form = Every()
        accepted = form.posted()
        if accepted:  # what tidying leaves empty or plainly meant is no mistake
            assert typed in {"\x00", "-1", "\u202e1", "٣"}
        else:
            assert form[field].errors
            assert form.status == 422
        if field not in {"choice", "number"}:
            assert form[field]._value() == typed


@pytest.mark.parametrize("typed", WRONG)
def test_a_note_holds_what_can_be_printed(app: Flask, typed: str) -> None:
    with app.test_request_context("/", method="POST", data={"note": typed}):
        form = Every()
        assert form.posted() is (len(typed) <= 2000)
        assert form.note.data is None or "\x00" not in form.note.data


def test_a_form_key_is_of_one_user_and_one_endpoint(app: Flask) -> None:
    with app.test_request_context("/"):
        g.actor = OPERATOR
        signed = new_key("payments.take")
        assert read_key(signed, "payments.take").endpoint == "payments.take"
        for forged in (signed[:-2], "", "x.y", new_key("accounts.open")):
            with pytest.raises(Refused):
                read_key(forged, "payments.take")


def test_a_list_is_paged_without_gaps_or_doubles(app: Flask) -> None:
    with app.app_context():
        with unit_of_work(by=OPERATOR) as work:
            work.session.add_all(Department(name=f"x{number:03}", parent_id=None) for number in range(123))
        query = select(Department).where(Department.name.like("x%"))
        order = (Order(Department.active, descending=True), Order(Department.name), Order(Department.id))
        seen: list[str] = []
        after: str | None = None
        for _ in range(10):
            page = page_of(db.session(), query, order, after=after, size=50)
            seen += [department.name for department in page.rows]
            after = page.after
            if after is None:
                break
        assert seen == [f"x{number:03}" for number in range(123)]
        assert capped_count(db.session(), query) == 123


@pytest.mark.parametrize("cursor", ["", "x", "!!!", "W10=", "eyJhIjoxfQ=="])
def test_a_strange_cursor_begins_at_the_start(app: Flask, cursor: str) -> None:
    with app.app_context():
        page = page_of(db.session(), select(Department), (Order(Department.id),), after=cursor, size=2)
        assert len(page.rows) == 2


FIRST = "0001-01-01T00:00"


@pytest.mark.parametrize(
    "key",
    ["\0", "\ud800", 2**70, 1.5, None, ["x"], {"day": "9999-12-31"}, {"moment": FIRST}, {"moment": f"{FIRST}+14:00"}],
)
@pytest.mark.parametrize("column", [Department.name, Department.id, Entry.at])
def test_a_cursor_that_no_database_can_compare_begins_at_the_start(app: Flask, column: Any, key: Any) -> None:
    cursor = urlsafe_b64encode(json.dumps([key]).encode()).decode()
    with app.app_context():
        asked = (db.session(), select(column.class_), (Order(column),))
        assert page_of(*asked, after=cursor).rows == page_of(*asked, after=None).rows


@pytest.mark.parametrize("query", ["?at=%00", "?q=a%00b", "?after=%00"])
def test_a_zero_character_in_an_address_is_as_if_it_were_not_there(app: Flask, query: str) -> None:
    with app.test_client() as client:
        client.get(f"/sign-in{query}")
        assert "\0" not in "".join(request.args.values())


def test_a_number_that_no_database_holds_is_no_address(sign_in: Callable[[str], FlaskClient]) -> None:
    assert sign_in("chen").get(f"/jobs/{2**63}").status_code == 404


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/billing/statements/?period=2026-11", "statements.index"),
        ("/billing/statements/runs", "statements.runs"),
        ("/billing/statements/delivery?period=2026-11", "statements.delivery"),
        ("/billing/payments/12/reverse", "payments.index"),
    ],
)
def test_the_side_bar_marks_the_line_to_which_a_page_belongs(app: Flask, path: str, line: str) -> None:
    with app.test_request_context(path):
        found = here()
        assert found is not None
        assert found.endpoint == line


def test_who_is_nobody_is_named_in_the_language_of_the_reader(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "zh-CN"}):
        assert (doer(FIRST_START.name), doer("白管")) == ("首次启动时", "白管")
