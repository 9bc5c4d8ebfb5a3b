"""The pages of price lists, in URLs and HTML."""

from __future__ import annotations

import io
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.datastructures import MultiDict

from app.billing.tariffs import queries
from app.billing.tariffs.files import parse_tariff
from app.billing.tariffs.rows import closed_up
from app.billing.tariffs.service import enter_tariff
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from tests.billing.tariff_examples import BEIJING_2016, SHANGHAI

SignIn = Callable[[str], FlaskClient]
BEIJING = parse_tariff(BEIJING_2016)
TYPED = {
    "name": "北京居民用气 2016",
    "category": "residential",
    "document": "京发改〔2015〕2660号",
    "issuer": "北京市发展和改革委员会",
    "valid_from": "2016-01-01",
    "tax_rate": "9%",
    "cycle-length": "year",
    "cycle-starts": "01-01",
    "plan-0-use": "general",
    "plan-0-blocks-0-up_to": "350",
    "plan-0-blocks-0-price": "2.28",
    "plan-0-blocks-1-up_to": "500",
    "plan-0-blocks-1-price": "2.50",
    "plan-0-blocks-2-up_to": "",
    "plan-0-blocks-2-price": "3.90",
    "household-from_persons": "6",
    "household-step": "once",
    "household-raise": "150 150",
}


@pytest.fixture
def xu(sign_in: SignIn) -> FlaskClient:
    return sign_in("xu")


def stored(app: Flask) -> int:
    with app.app_context():
        return enter_tariff(BEIJING, by=OPERATOR).id


def lists(app: Flask) -> dict[int, Any]:
    with app.app_context():
        return queries.price_lists()


def key_of(page: str) -> str:
    return page.split('name="form_key" value="')[1].split('"')[0]


def post(client: FlaskClient, url: str = "/billing/tariffs/new", **changed: str) -> Any:
    key = key_of(client.get(url).text)
    return client.post(url, data={**TYPED, "form_key": key, **changed})


def test_a_list_is_entered_on_screen(app: Flask, xu: FlaskClient) -> None:
    answer = post(xu)
    assert answer.status_code == 303
    assert list(lists(app).values()) == [BEIJING]
    shown = xu.get(answer.location).text
    assert "京发改〔2015〕2660号" in shown
    assert "徐财" in shown


def test_the_same_form_sent_twice_makes_one_list(app: Flask, xu: FlaskClient) -> None:
    key = key_of(xu.get("/billing/tariffs/new").text)
    first, second = (xu.post("/billing/tariffs/new", data={**TYPED, "form_key": key}) for _ in range(2))
    assert first.location == second.location
    assert len(lists(app)) == 1


@pytest.mark.parametrize(
    ("field", "typed", "beside"),
    [
        ("name", "", "name"),
        ("name", "x" * 201, "name"),
        ("category", "industrial", "category"),
        ("document", "", "document"),
        ("document", "x" * 201, "document"),
        ("issuer", "x" * 201, "issuer"),
        ("valid_from", "2016-02-30", "valid_from"),
        ("valid_from", "", "valid_from"),
        ("tax_rate", "9", "tax_rate"),
        ("cycle-length", "decade", "cycle-length"),
        ("cycle-length", "", "cycle-length"),
        ("cycle-starts", "13-01", "cycle-starts"),
        ("plan-0-use", "x" * 41, "plan-0-use"),
        ("plan-0-from_persons", "0", "plan-0-from_persons"),
        ("plan-0-season-from", "1 November", "plan-0-season-from"),
        ("plan-0-season-from", "11-01", "plan-0-season-to"),
        ("plan-0-season-to", "30-02", "plan-0-season-to"),
        ("plan-0-blocks-0-up_to", "-1", "plan-0-blocks-0-up_to"),
        ("plan-0-blocks-0-up_to", "many", "plan-0-blocks-0-up_to"),
        ("plan-0-blocks-0-up_to", "500", "plan-0-blocks-1-up_to"),
        ("plan-0-blocks-0-price", "", "plan-0-blocks-0-price"),
        ("plan-0-blocks-1-price", "0", "plan-0-blocks-1-price"),
        ("plan-0-blocks-1-price", "2.50001", "plan-0-blocks-1-price"),
        ("plan-0-blocks-2-up_to", "600", "plan-0-blocks-0-up_to"),
        ("household-from_persons", "many", "household-from_persons"),
        ("household-from_persons", "", "household-from_persons"),
        ("household-step", "", "household-step"),
        ("household-step", "twice", "household-step"),
        ("household-raise", "150", "household-raise"),
        ("household-raise", "150 x", "household-raise"),
    ],
)
def test_what_is_refused_is_said_beside_its_field(
    app: Flask, xu: FlaskClient, field: str, typed: str, beside: str
) -> None:
    answer = post(xu, **{field: typed})
    assert answer.status_code == 422
    assert f'id="{beside}-errors"' in answer.text
    assert 'value="京发改〔2015〕2660号"' in answer.text or field == "document"
    assert lists(app) == {}


def test_a_second_list_on_the_day_is_refused_beside_the_day(app: Flask, xu: FlaskClient) -> None:
    stored(app)
    answer = post(xu)
    assert answer.status_code == 422
    assert 'id="valid_from-errors"' in answer.text


def test_rows_are_added_and_removed_without_losing_what_was_typed(app: Flask, xu: FlaskClient) -> None:
    more = post(xu, add="plan-0")
    assert more.status_code == 200
    assert 'name="plan-0-blocks-3-price"' in more.text
    assert 'value="3.90"' in more.text
    plan = post(xu, add="plan")
    assert 'name="plan-1-blocks-0-price"' in plan.text
    fewer = post(xu, drop="plan-0-blocks-1")
    assert 'name="plan-0-blocks-2-price"' not in fewer.text
    assert 'value="500"' not in fewer.text
    assert 'id="name-errors"' not in fewer.text
    assert lists(app) == {}


def test_rows_left_empty_do_not_count(app: Flask, xu: FlaskClient) -> None:
    empty = {"plan-0-blocks-7-up_to": " ", "plan-0-blocks-7-price": "", "plan-3-use": "general", "plan-3-season-to": ""}
    assert post(xu, **empty).status_code == 303
    assert list(lists(app).values()) == [BEIJING]


def test_a_plan_that_says_something_is_never_dropped_silently(app: Flask, xu: FlaskClient) -> None:
    answer = post(xu, **{"plan-4-use": "boiler"})
    assert answer.status_code == 422
    assert 'id="plan-1-blocks-0-price-errors"' in answer.text


def test_more_rows_than_any_list_needs_are_refused() -> None:
    with pytest.raises(Refused):
        closed_up(MultiDict({f"plan-0-blocks-{n}-price": "1" for n in range(61)}))
    with pytest.raises(Refused):
        closed_up(MultiDict({f"plan-{n}-blocks-0-price": "1" for n in range(61)}))


def test_an_unused_list_is_replaced_from_its_own_form(app: Flask, xu: FlaskClient) -> None:
    tariff_id = stored(app)
    url = f"/billing/tariffs/{tariff_id}/replace"
    page = xu.get(url).text
    assert 'value="2660' not in page
    for typed in ("350", "2.50", "150 150", "01-01", "9%"):
        assert f'value="{typed}"' in page
    assert post(xu, url, name="mended").status_code == 303
    assert [one.name for one in lists(app).values()] == ["mended"]


def test_an_unused_list_is_removed(app: Flask, xu: FlaskClient) -> None:
    tariff_id = stored(app)
    key = key_of(xu.get(f"/billing/tariffs/{tariff_id}").text)
    assert xu.post(f"/billing/tariffs/{tariff_id}/remove", data={"form_key": key}).status_code == 303
    assert lists(app) == {}
    assert xu.get(f"/billing/tariffs/{tariff_id}").status_code == 404


def test_a_used_list_offers_no_replacing(app: Flask, xu: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    tariff_id = stored(app)
    monkeypatch.setattr(queries, "is_used", lambda _one: True)
    page = xu.get(f"/billing/tariffs/{tariff_id}").text
    assert "/replace" not in page
    assert "Used: it stays as it is" in page


def test_a_file_is_brought_and_saved_again(app: Flask, xu: FlaskClient) -> None:
    key = key_of(xu.get("/billing/tariffs/upload").text)
    sent = {"form_key": key, "file": (io.BytesIO(SHANGHAI.encode()), "shanghai.toml")}
    answer = xu.post("/billing/tariffs/upload", data=sent)
    assert answer.status_code == 303
    saved = xu.get(f"{answer.location}.toml")
    assert parse_tariff(saved.text) == parse_tariff(SHANGHAI)
    assert "attachment" in saved.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Choose a file."),
        (b"\xff\xfe", "Line 1: This is not UTF-8 text."),
        (b"name = ", "Line 1: This is not valid TOML"),
        (BEIJING_2016.replace("3.90", "0").encode(), "Line 17: A price must be above zero."),
        (b"#" * 1_000_001, "too large"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(app: Flask, xu: FlaskClient, content: bytes, said: str) -> None:
    key = key_of(xu.get("/billing/tariffs/upload").text)
    sent = {"form_key": key, "file": (io.BytesIO(content), "list.toml" if content else "")}
    answer = xu.post("/billing/tariffs/upload", data=sent)
    assert answer.status_code == 422
    assert said in unescape(answer.text)
    assert lists(app) == {}


def test_the_list_page_marks_what_is_in_force(app: Flask, xu: FlaskClient) -> None:
    stored(app)
    page = xu.get("/billing/tariffs/").text
    assert "北京居民用气 2016" in page
    assert page.count("In force</span>") == 1
    assert page.count("No price list yet") == 2


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("volume=400", ("￥798.00", "￥125.00", "￥923.00")),
        ("volume=31&before=330&persons=&use=general&on=2024-05-01", ("￥45.60", "￥27.50", "￥73.10")),
        ("volume=-100&before=400", ("-￥125.00",)),
        ("volume=0", ("￥0.00",)),
        ("volume=x", ("is not a number",)),
        ("volume=-1", ("cannot take back more",)),
        ("volume=1&before=-1", ("not negative",)),
        ("volume=1&persons=0", ("whole number from 1",)),
        ("volume=1&use=boiler", ("choose one of the list",)),
        ("volume=1&on=yesterday", ("type a day",)),
        ("", ("Type a volume",)),
    ],
)
def test_a_list_is_tried_out_while_typing(app: Flask, xu: FlaskClient, asked: str, shown: tuple[str, ...]) -> None:
    url = f"/billing/tariffs/{stored(app)}/try?{asked}"
    region = xu.get(url, headers={"HX-Request": "true"})
    assert region.status_code == 200
    assert region.text.lstrip().startswith('<div id="quote"') or "<html" not in region.text
    for text in shown:
        assert text in unescape(region.text)
        assert text in unescape(xu.get(url).text)


@pytest.mark.parametrize(
    ("who", "see", "enter"), [("wu", 403, 403), ("fang", 403, 403), ("chen", 200, 403), ("gao", 200, 200)]
)
def test_only_who_may_sees_and_enters_lists(app: Flask, sign_in: SignIn, who: str, see: int, enter: int) -> None:
    tariff_id, client = stored(app), sign_in(who)
    for path in ("", str(tariff_id), f"{tariff_id}.toml", f"{tariff_id}/try"):
        assert client.get(f"/billing/tariffs/{path}").status_code == see
    for path in ("new", "upload", f"{tariff_id}/replace"):
        assert client.get(f"/billing/tariffs/{path}").status_code == enter
    if enter == 403:
        assert client.post(f"/billing/tariffs/{tariff_id}/remove").status_code == 403
        assert f"/billing/tariffs/{tariff_id}/replace" not in client.get(f"/billing/tariffs/{tariff_id}").text


@pytest.mark.parametrize("path", ["99", "99.toml", "99/try", "99/replace"])
def test_an_unknown_list_is_not_found(xu: FlaskClient, path: str) -> None:
    assert xu.get(f"/billing/tariffs/{path}").status_code == 404


def test_pages_ask_few_questions(app: Flask, xu: FlaskClient) -> None:
    tariff_id = stored(app)
    asked: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    for path in ("", str(tariff_id), f"{tariff_id}/try?volume=5", "new"):
        asked.clear()
        assert xu.get(f"/billing/tariffs/{path}").status_code == 200
        assert len(asked) <= 20
