"""Purposes, desks, and who sits where."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.reception.counters import queries, service
from app.reception.counters.rules import prefix_of
from tests import factories
from tests.reception import factories_queue as here

SignIn = Callable[[str], FlaskClient]


@settings(max_examples=60)
@given(st.text("AbZ1é王 ", max_size=4))
def test_a_prefix_is_one_or_two_letters_or_refused(typed: str) -> None:
    plain = typed.strip().upper()
    if 1 <= len(plain) <= 2 and plain.isascii() and plain.isalpha():
        assert prefix_of(typed) == plain
    else:
        with pytest.raises(Refused):
            prefix_of(typed)


@pytest.mark.usefixtures("context")
def test_an_office_starts_with_the_usual_purposes_and_takes_them_over_once() -> None:
    service.seed(by=OPERATOR)
    service.seed(by=OPERATOR)
    found = queries.purposes()
    assert [one.prefix for one in found] == ["A", "B", "C", "D", "E"]
    assert [one.key for one in found if one.uses_rota] == ["sales"]
    assert {one.key: one.origin for one in found}["payment"] == "payment"
    assert [one.name for one in queries.desks()] == ["窗口 1", "窗口 2", "洽谈区 1"]


@pytest.mark.usefixtures("context")
def test_one_sits_at_one_desk_and_a_taken_desk_is_refused() -> None:
    here.open_office()
    chen, su = factories.staff_id("chen"), factories.staff_id("su")
    with pytest.raises(Conflict, match="陈收"):
        service.sit_down(here.desk("窗口 1"), staff_id=su, by=OPERATOR)
    service.sit_down(here.desk("洽谈区 1"), staff_id=chen, by=OPERATOR)
    service.sit_down(here.desk("窗口 1"), staff_id=su, by=OPERATOR)
    assert {seat.desk: seat.staff for seat in queries.seats()} == {
        "窗口 1": "苏销",
        "窗口 2": "方前",
        "洽谈区 1": "陈收",
    }
    service.stand_up(su, by=OPERATOR)
    assert queries.desk_of(su) is None
    with pytest.raises(Refused):
        service.change_desk(
            here.desk("洽谈区 1"), 1, name="洽谈区 1", purpose_ids=(), place=1, active=False, by=OPERATOR
        )


def test_the_office_sets_up_its_purposes_and_desks_on_pages(sign_in: SignIn) -> None:
    client = sign_in("fang")
    assert client.post("/reception/counters/seed").status_code == 303
    page = client.get("/reception/counters/").text
    assert "销售咨询" in page
    assert "窗口 1" in page
    taken = client.post("/reception/counters/purposes/add", data={"name": "维修", "prefix": "b", "place": "7"})
    assert taken.status_code == 422
    changed = {"name": "缴费开票", "prefix": "f", "place": "7", "origin": "payment", "active": "y", "version": "1"}
    assert client.post("/reception/counters/purposes/2", data=changed).status_code == 303
    assert client.post("/reception/counters/purposes/2", data=changed).status_code == 409
    desk = {"name": "窗口 1", "purpose_ids": ["2", "3", "77"], "place": "1", "active": "y", "version": "1"}
    assert client.post("/reception/counters/desks/1", data=desk).status_code == 303
    assert "F001" in client.get("/reception/counters/").text
    ticked = client.get("/reception/counters/desks/1").text
    assert ticked.count(" checked") == 3  # two purposes, and that it is in use
