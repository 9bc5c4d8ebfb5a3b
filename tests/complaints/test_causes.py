"""The causes of complaints: what is shipped, what the office adds, renames and takes out of use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app.complaints.causes import queries, service
from app.complaints.causes.rules import LONGEST_NAME, cause_name
from app.complaints.causes.shipped import CAUSES
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.office.conduct.kinds import conduct_rules

SignIn = Callable[[str], FlaskClient]


@given(st.text(max_size=80), st.sets(st.text(max_size=3)))
def test_a_cause_has_a_name_of_its_own_that_fits_or_is_refused(typed: str, taken: set[str]) -> None:
    try:
        name = cause_name(typed, taken)
    except Refused:
        return
    assert 0 < len(name) <= LONGEST_NAME
    assert name not in taken
    assert cause_name(name, taken) == name


@pytest.mark.usefixtures("context")
def test_an_office_starts_with_fifteen_causes_of_the_factory_and_five_of_property_and_takes_them_over_once() -> None:
    service.seed(by=OPERATOR)
    service.seed(by=OPERATOR)
    lists = queries.causes()
    assert {scheme: len(found) for scheme, found in lists.items()} == {"factory": 15, "property": 5, "service": 0}
    assert {one.sanction_rule for one in lists["factory"]} <= set(conduct_rules())
    assert [name for _, name in queries.cause_choices("property")] == [
        "服务",
        "收费",
        "社区文化活动",
        "突发事件",
        "邻里关系",
    ]
    assert queries.missing() == []


@pytest.mark.usefixtures("context")
def test_a_cause_out_of_use_is_offered_only_to_the_complaint_that_has_it() -> None:
    service.seed(by=OPERATOR)
    first, name = queries.cause_choices("factory")[0]
    service.use(first, 1, retired=True, by=OPERATOR)
    with pytest.raises(Conflict):
        service.use(first, 1, retired=False, by=OPERATOR)
    assert first not in dict(queries.cause_choices("factory"))
    assert dict(queries.cause_choices("factory", keep=first))[first] == name
    assert queries.names_of([first, None]) == {first: name}
    service.use(first, 2, retired=False, by=OPERATOR)
    assert len(queries.cause_choices()) == len(CAUSES)


def test_the_office_adds_and_renames_causes_on_pages(sign_in: SignIn) -> None:
    client = sign_in("kong")
    assert "No cause in this list yet" in client.get("/complaints/causes/").text
    assert client.post("/complaints/causes/seed").status_code == 303
    new = {"name": " 气压不足 ", "scheme": "service", "position": "10"}
    assert client.post("/complaints/causes/add", data=new).status_code == 303
    again = client.post("/complaints/causes/add", data=new)
    assert again.status_code == 422
    assert "This list has a cause of this name already." in again.text
    page = client.get("/complaints/causes/").text
    assert "气压不足" in page
    own = page.split("气压不足")[0].rsplit("/complaints/causes/", 1)[1].split('"')[0]
    renamed = {"name": "供气压力不足", "position": "10", "version": "1", "sanction_rule": "complaints.cause_9"}
    assert client.post(f"/complaints/causes/{own}", data=renamed).status_code == 303
    assert client.post(f"/complaints/causes/{own}", data=renamed).status_code == 409
    page = client.get("/complaints/causes/").text
    assert "供气压力不足" in page
    assert "Late delivery" in page
    assert sign_in("su").get("/complaints/causes/").status_code == 403
