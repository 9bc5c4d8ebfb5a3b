"""The pages of the reading month: who may use them, what they show, what bad input does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.billing.readings.models import Appointment
from app.billing.readings.queries.items import line
from app.domain.actor import OPERATOR
from app.domain.volume import Volume
from app.extensions import db
from tests.billing.factories_readings import (
    PERIOD,
    all_readings,
    an_account,
    hooks,
    many_accounts,
    planned,
    price_lists,
    read,
    standing,
)
from tests.factories import CAST
from tests.support import count_queries

SignIn = Callable[[str], FlaskClient]
FRAGMENT = {"HX-Request": "true"}
HOME = "/billing/readings"


@pytest.fixture
def month(app: Flask) -> list[int]:
    """Three accounts in two books: residential, commercial, and one suspended; their item ids."""
    with app.app_context():
        price_lists()
        first, second = an_account(number="10000003"), an_account(number="10000010", category="commercial", position=2)
        return planned(first, second, an_account(number="10000017", book=None, state="suspended"))


def typed(item_id: int, value: str, **more: Any) -> dict[str, Any]:
    usual = {"value": value, "why": "", "read_on": "2026-11-21", "source": "reader", "version": "1", "reader": "马超"}
    return usual | more


def post(client: FlaskClient, item_id: int, value: str, **more: Any) -> Any:
    return client.post(f"{HOME}/items/{item_id}/reading", data=typed(item_id, value, **more), headers=FRAGMENT)


# -- who may -----------------------------------------------------------------------------------------------------------

SEES = {"chen", "ma", "bai", "gao", "xu"}
ENTERS = {"chen", "ma"}


@pytest.mark.parametrize("user", CAST)
def test_each_role_sees_and_enters_what_it_may(sign_in: SignIn, month: list[int], user: str) -> None:
    client = sign_in(user)
    for page in ("/", f"/{PERIOD}", f"/{PERIOD}/held", f"/{PERIOD}/zero", f"/items/{month[0]}", "/appointments"):
        assert client.get(HOME + page).status_code == (200 if user in SEES else 403), page
    for page in (f"/{PERIOD}/enter?book=B01", f"/items/{month[0]}/appoint"):
        assert client.get(HOME + page).status_code == (200 if user in ENTERS else 403), page
    assert post(client, month[0], "130").status_code == (200 if user in ENTERS else 403)
    answer = client.post(f"{HOME}/plan", data={"period": "2026-12"})
    assert answer.status_code == (303 if user == "chen" else 403)
    answer = client.post(f"{HOME}/items/{month[0]}/accept", data={"reason": "x", "version": "9"})
    assert answer.status_code == (422 if user in {"chen", "bai", "xu"} else 403)


def test_what_is_not_there_is_not_found(sign_in: SignIn, month: list[int]) -> None:
    client = sign_in("chen")
    for page in ("/2026-10", "/nonsense", "/2026-10/held", "/2026-10/enter", "/items/999", "/items/0"):
        assert client.get(HOME + page).status_code == 404, page


# -- planning ----------------------------------------------------------------------------------------------------------


def test_a_month_is_planned_from_the_page(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        an_account()
    client = sign_in("chen")
    assert "No month is planned yet" in client.get(f"{HOME}/").text
    answer = client.post(f"{HOME}/plan", data={"period": PERIOD})
    assert answer.status_code == 303
    assert "/jobs/" in answer.location
    assert f"{HOME}/{PERIOD}" in client.get(f"{HOME}/").text
    assert "Reading rate" in client.get(f"{HOME}/{PERIOD}").text


def test_what_is_no_month_is_refused_beside_the_field(sign_in: SignIn) -> None:
    client = sign_in("chen")
    for bad in ("", "2026-13", "x" * 500, "November"):
        answer = client.post(f"{HOME}/plan", data={"period": bad})
        assert answer.status_code == 422, bad
        assert "invalid-feedback" in answer.text


# -- entering ----------------------------------------------------------------------------------------------------------


def test_the_rows_stand_in_route_order_with_what_was_before(sign_in: SignIn, month: list[int]) -> None:
    page = sign_in("ma").get(f"{HOME}/{PERIOD}/enter?book=B01").text
    assert page.index("10000003") < page.index("10000010")
    assert "10000017" not in page
    assert "M10000003" in page
    assert "readings.js" in page
    assert "-1 Door locked" in page
    assert "10000017" in sign_in("ma").get(f"{HOME}/{PERIOD}/enter?book=-").text


def test_a_row_is_stored_by_enter_and_comes_back_with_volume_and_amount(
    app: Flask, sign_in: SignIn, month: list[int]
) -> None:
    answer = post(sign_in("ma"), month[0], "１３０")
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith(f'<form id="row-{month[0]}"')
    assert "30 m³" in answer.text
    assert "￥78.30" in answer.text  # 30 m³ at 2.61
    with app.app_context():
        assert (all_readings()[0].reader, all_readings()[0].source) == ("马超", "reader")


def test_the_amount_stands_on_what_was_billed_in_the_cycle(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    client = sign_in("ma")
    with app.app_context(), hooks(cumulative_before=lambda *_: Volume(330_000)):
        answer = post(client, month[0], "131")
        assert "￥83.33" in answer.text  # 20 at 2.61 and 11 at 2.83
        page = client.get(f"{HOME}/items/{month[0]}").text
    assert "￥52.20" in page
    assert "￥31.13" in page


def test_a_warning_stands_in_the_row_at_once(sign_in: SignIn, month: list[int]) -> None:
    assert "below the previous reading" in post(sign_in("ma"), month[0], "90").text
    assert "The account is suspended" in post(sign_in("ma"), month[2], "130").text
    late = post(sign_in("ma"), month[1], "130", read_on="2026-11-27")
    assert "the days of reading are the 20 to the 25" in late.text


def test_not_read_is_typed_as_minus_and_a_number(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    client = sign_in("ma")
    for item_id, code in zip(month, ("-1", "-2", "−3"), strict=True):
        assert "Not read" in post(client, item_id, code).text
    with app.app_context():
        assert [one.unread_reason for one in all_readings()] == ["locked", "nobody_home", "stopped"]


def test_a_figure_typed_over_a_reason_takes_its_place(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    client = sign_in("ma")
    row = post(client, month[0], "", why="locked").text
    assert 'value="-1"' in row
    assert " selected" not in row
    with app.app_context():
        version = str(line(month[0], OPERATOR).item.version)
    assert post(client, month[0], "-1", version=version).status_code == 200
    assert post(client, month[0], "130", version=version).status_code == 200
    with app.app_context():
        assert (standing(month[0]), len(all_readings())) == ((30, None), 2)


def test_not_read_can_be_chosen_from_the_list(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    assert post(sign_in("ma"), month[0], "", why="locked").status_code == 200
    with app.app_context():
        assert standing(month[0]) == (None, "unread")


BAD = [
    {"value": ""},
    {"value": "abc"},
    {"value": "-99"},
    {"value": "-1.5"},
    {"value": "100000"},
    {"value": "9" * 60},
    {"value": "130", "why": "locked"},
    {"value": "130", "why": "unheard of"},
    {"value": "130", "read_on": ""},
    {"value": "130", "read_on": "2026-02-30"},
    {"value": "130", "read_on": "2024-04-30"},
    {"value": "130", "source": "nobody"},
    {"value": "130", "version": "x"},
    {"value": "130", "version": ""},
    {"value": "130", "reader": "x" * 5000},
]


def test_bad_input_is_refused_in_the_row(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    client = sign_in("ma")
    for bad in BAD:
        more = {name: value for name, value in bad.items() if name != "value"}
        answer = post(client, month[0], bad["value"], **more)
        assert answer.status_code == 422, bad
        assert 'role="alert"' in answer.text
        assert f'id="row-{month[0]}"' in answer.text
    with app.app_context():
        assert all_readings() == []


def test_a_correction_asks_for_its_reason_in_the_row(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    client = sign_in("ma")
    post(client, month[0], "130")
    with app.app_context():
        version = str(line(month[0], OPERATOR).item.version)
    asked = post(client, month[0], "131", version=version)
    assert asked.status_code == 422
    assert 'name="reason"' in asked.text
    assert 'value="131"' in asked.text
    assert post(client, month[0], "131", version=version, reason="typed wrong").status_code == 200
    with app.app_context():
        assert standing(month[0]) == (31, None)


def test_whoever_comes_second_sees_the_row_as_it_stands(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    assert post(sign_in("ma"), month[0], "130").status_code == 200
    answer = post(sign_in("chen"), month[0], "140", source="cashier")
    assert answer.status_code == 409
    assert "Somebody was quicker" in answer.text
    with app.app_context():
        assert standing(month[0]) == (30, None)


def test_a_double_enter_stores_one_reading(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    client = sign_in("ma")
    assert [post(client, month[0], "130").status_code for _ in range(2)] == [200, 200]
    with app.app_context():
        assert len(all_readings()) == 1


def test_it_works_without_javascript(sign_in: SignIn, month: list[int]) -> None:
    client = sign_in("ma")
    data = typed(month[0], "130", read_on="2026-11-22")
    answer = client.post(f"{HOME}/items/{month[0]}/reading", data=data)
    assert answer.status_code == 303
    assert f"at={month[0]}" in answer.location
    page = client.get(answer.location).text
    assert 'value="130"' in page
    assert 'value="2026-11-22"' in page
    assert "10000010" in page
    refused = client.post(f"{HOME}/items/{month[1]}/reading", data=typed(month[1], "x"))
    assert refused.status_code == 422
    assert "<html" in refused.text


def test_an_account_is_found_by_its_number(sign_in: SignIn, month: list[int]) -> None:
    client = sign_in("ma")
    answer = client.get(f"{HOME}/{PERIOD}/find?account=10000010&reader=马超")
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "10000010" in page
    assert "10000003" not in page
    assert "Account 77 is not on the plan" in client.get(f"{HOME}/{PERIOD}/find?account=77").text
    assert client.get(f"{HOME}/{PERIOD}/find?account=").location == f"{HOME}/{PERIOD}"


def test_a_billed_row_cannot_be_typed_into(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    client = sign_in("ma")
    with app.app_context(), hooks(billed_items=lambda ids: set(ids)):
        assert "disabled" in client.get(f"{HOME}/{PERIOD}/enter?book=B01").text
        assert "Reverse the statement first" in post(client, month[0], "130").text


# -- mending -----------------------------------------------------------------------------------------------------------


def test_what_is_held_is_listed_and_filtered(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    with app.app_context():
        read(month[0], 90)
        read(month[1], 100)
    client = sign_in("bai")
    page = client.get(f"{HOME}/{PERIOD}/held").text
    assert "10000003" in page
    assert "10000010" in page
    some = client.get(f"{HOME}/{PERIOD}/held?reason=zero", headers=FRAGMENT).text
    assert "10000003" not in some
    assert "The meter still shows 100" in some
    assert "Nothing is held here" in client.get(f"{HOME}/{PERIOD}/held?book=B09&reason=").text
    assert client.get(f"{HOME}/{PERIOD}/held?after=%00garbage").status_code == 200


def test_a_held_reading_is_accepted_with_a_reason(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    with app.app_context():
        version = read(month[1], 100).item.version
    client, there = sign_in("chen"), f"{HOME}/items/{month[1]}/accept"
    assert client.post(there, data={"reason": " ", "version": version}).status_code == 422
    assert client.post(there, data={"reason": "shut", "version": version - 1}).status_code == 409
    page = client.get(f"{HOME}/items/{month[1]}").text
    assert "Accept as read" in page
    key = page.split('action="' + there)[1].split('name="form_key" value="')[1].split('"')[0]
    data = {"reason": "shut", "version": version, "form_key": key}
    assert client.post(there, data=data).status_code == 303
    assert client.post(there, data=data).status_code == 303
    with app.app_context():
        assert standing(month[1]) == (0, None)
    assert "shut" in client.get(f"{HOME}/items/{month[1]}").text


def test_a_correction_shows_what_it_followed(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    with app.app_context():
        version = read(month[0], 90).item.version
    client, there = sign_in("chen"), f"{HOME}/items/{month[0]}/correct"
    data = {"value": "190", "read_on": "1121", "source": "cashier", "version": version}
    assert client.post(there, data=data).status_code == 422
    assert client.post(there, data=data | {"reason": "read upside down"}).status_code == 303
    page = client.get(f"{HOME}/items/{month[0]}").text
    assert "read upside down" in page
    assert "Followed by another" in page
    with app.app_context():
        assert standing(month[0]) == (90, None)


def test_the_month_is_looked_at_again(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    client = sign_in("chen")
    page = client.get(f"{HOME}/{PERIOD}").text
    key = page.split('name="form_key" value="')[1].split('"')[0]
    assert client.post(f"{HOME}/{PERIOD}/recheck", data={"form_key": key}).status_code == 303
    assert sign_in("ma").post(f"{HOME}/{PERIOD}/recheck", data={}).status_code == 403


def test_residential_accounts_without_consumption_stand_on_a_list(
    app: Flask, sign_in: SignIn, month: list[int]
) -> None:
    with app.app_context():
        read(month[0], 100)
        read(month[1], 100)
        assert standing(month[0]) == (0, None)
    page = sign_in("bai").get(f"{HOME}/{PERIOD}/zero").text
    assert "10000003" in page
    assert "10000010" not in page


def test_the_page_of_a_month_counts_by_book(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    with app.app_context():
        read(month[0], 130)
        read(month[1], None, why="locked")
        an_account(number="10000024")
    page = sign_in("bai").get(f"{HOME}/{PERIOD}").text
    assert "33.33%" in page
    assert "50%" in page
    assert "not on it: 1" in page


# -- appointments ------------------------------------------------------------------------------------------------------


def test_a_reading_is_agreed_and_kept(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    client = sign_in("ma")
    there = f"{HOME}/items/{month[0]}/appoint"
    assert client.post(there, data={"at": "tomorrow"}).status_code == 422
    answer = client.post(there, data={"at": "2026-11-21 14:30", "note": "ring twice"})
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "ring twice" in page
    assert "2026-11-21 14:30" in page
    assert "No reading is agreed" in client.get(f"{HOME}/appointments?on=2026-11-22").text
    assert client.get(f"{HOME}/appointments?on=never").status_code == 422
    with app.app_context():
        made = db.session.scalars(select(Appointment.id)).one()
    outcome = f"{HOME}/appointments/{made}/outcome"
    assert client.post(outcome, data={"outcome": "lost"}).status_code == 422
    assert client.post(outcome, data={"outcome": "missed", "note": "nobody came"}).status_code == 303
    assert client.post(outcome, data={"outcome": "kept"}).status_code == 409
    assert client.post(f"{HOME}/appointments/999/outcome", data={"outcome": "kept"}).status_code == 404
    assert "nobody came" in client.get(f"{HOME}/items/{month[0]}").text
    with app.app_context():
        assert db.session.scalars(select(Appointment.outcome)).one() == "missed"


# -- cost --------------------------------------------------------------------------------------------------------------


def test_pages_ask_few_questions_however_many_rows(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        price_lists()
        many_accounts(300)
        items = planned()
        assert items == []
        for item_id in range(1, 21):
            read(item_id, 90 if item_id % 2 else 130, read_on=date(2026, 11, 21))
    client = sign_in("chen")
    for page in (f"/{PERIOD}", f"/{PERIOD}/enter?book=B000", f"/{PERIOD}/held", "/items/3", "/", "/appointments"):
        with count_queries(app) as counted:
            assert client.get(HOME + page).status_code == 200
        assert len(counted) <= 20, (page, len(counted), counted.statements)


def test_storing_a_row_costs_little(app: Flask, sign_in: SignIn, month: list[int]) -> None:
    client = sign_in("ma")
    post(client, month[0], "130")
    with count_queries(app) as counted:
        assert post(client, month[1], "130").status_code == 200
    assert len(counted) <= 45, (len(counted), counted.statements)
