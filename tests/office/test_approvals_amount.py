"""Amounts: which chain they take, and what becomes of a request whose amount changes."""

from __future__ import annotations

import pytest

from app.domain.money import Fen
from app.office.approvals import queries, service
from app.office.approvals.queries_matrix import rows_of
from app.office.approvals.rules_matrix import Row
from app.office.approvals.service import matrix
from tests import factories
from tests.office.factories_approvals import ask_for, now, person, row

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture(autouse=True)
def bands(context: None) -> None:
    factories.make_posts()
    row(person("bai"), name="Small", amount_to=500_00)
    row(person("bai"), person("gao"), name="Large", amount_from=500_00, amount_to=5_000_00)
    row(person("xu"), name="Finance", department="财务部", amount_to=500_00)


@pytest.mark.parametrize(
    ("username", "amount", "chain", "top"),
    [
        ("su", 499_99, "Small", False),
        ("su", 500_00, "Large", False),
        ("su", 5_000_00, "The top of the office decides", True),
        ("su", None, "The top of the office decides", True),
        ("xu", 100_00, "Finance", False),
        ("xu", 600_00, "Large", False),
    ],
)
def test_department_and_amount_choose_the_row(username: str, amount: int | None, chain: str, top: bool) -> None:
    request = ask_for(username, amount=amount)
    assert (request.chain_name, request.went_to_top) == (chain, top)


def test_where_the_matrix_is_empty_the_request_goes_to_the_top_and_says_so() -> None:
    request = ask_for("su", matter="gas.cut_off")
    standing = queries.standing("thing:1")
    assert standing is not None
    assert (request.went_to_top, standing.waits_for) == (True, ("高总",))


def test_a_row_without_steps_goes_to_the_top_as_well() -> None:
    row(name="Empty", matter="gas.cut_off")
    assert ask_for("su", matter="gas.cut_off").went_to_top
    assert ask_for("su", "thing:2", chain=[]).went_to_top


def test_the_request_keeps_the_chain_with_which_it_was_submitted() -> None:
    request = ask_for("su", amount=100_00)
    found = rows_of("complaints.decision")[0]
    matrix.change_chain(found.chain_id, 1, Row(found.chain_id, "Else", None, None, 500_00), by=factories.actor("gao"))
    matrix.change_step(found.chain_id, 2, 1, person("xu"), by=factories.actor("gao"))
    standing = queries.standing("thing:1")
    assert standing is not None
    assert (standing.chain, standing.waits_for) == ("Small", ("白管",))
    service.approve(request.id, 1, by=factories.actor("bai"))
    assert queries.is_approved("thing:1")


def test_another_amount_makes_a_waiting_request_void() -> None:
    request = ask_for("su", amount=100_00)
    assert service.amount_changed("thing:1", Fen(100_00), by=factories.actor("su")) == 0
    assert service.amount_changed("thing:1", Fen(100_01), by=factories.actor("su")) == 1
    assert now(request).state == "void"
    assert ask_for("su", amount=100_01).state == "waiting"


def test_another_amount_makes_an_approval_void() -> None:
    request = ask_for("su", amount=100_00)
    service.approve(request.id, 1, by=factories.actor("bai"))
    assert queries.is_approved("thing:1", amount=Fen(100_00))
    assert not queries.is_approved("thing:1", amount=Fen(100_01))
    assert service.amount_changed("thing:1", Fen(90_00), by=factories.actor("su")) == 1
    assert not queries.is_approved("thing:1")
    assert now(request).state == "void"


def test_what_was_refused_or_settled_before_stays_as_it_was() -> None:
    first = ask_for("su", amount=100_00)
    service.approve(first.id, 1, by=factories.actor("bai"))
    second = ask_for("su", amount=200_00)
    service.refuse(second.id, 1, "不行", by=factories.actor("bai"))
    assert service.amount_changed("thing:1", Fen(300_00), by=factories.actor("su")) == 0
    assert (now(first).state, now(second).state) == ("approved", "refused")


def test_a_thing_that_changes_makes_the_requests_of_every_matter_void() -> None:
    ask_for("su", amount=100_00)
    ask_for("su", matter="gas.cut_off")
    assert service.void("thing:1", "单据已改", matter="gas.cut_off", by=factories.actor("su")) == 1
    assert service.void("thing:1", "单据已改", by=factories.actor("su")) == 1
    assert service.void("thing:1", "单据已改", by=factories.actor("su")) == 0
