"""What is booked of goods that come back (worked example 11; K-34 to K-36, M-14)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.complaints.allowances.rules import NewProof
from app.complaints.returns import rules
from app.complaints.returns.rules import Outcome, compare, most_accepted
from app.domain.errors import Refused
from app.domain.money import Fen, Rate

FIVE_PER_CENT = Rate(50_000)
pieces, ratios = st.integers(0, 1_000_000_000), st.integers(0, 1_000_000).map(Rate)


@pytest.mark.parametrize(
    ("returned", "outcome"),
    [
        (970, Outcome("less", 970)),
        (1000, Outcome("equal", 1000)),
        (1030, Outcome("within", 1030)),
        (1050, Outcome("within", 1050)),
        (1051, Outcome("above", None)),
        (1080, Outcome("above", None)),
        (0, Outcome("less", 0)),
    ],
)
def test_worked_example_11(returned, outcome):
    assert compare(1000, returned, FIVE_PER_CENT) == outcome


def test_a_pure_difference_of_amount_stops_and_a_quantity_below_zero_is_refused():
    assert compare(1000, 1000, FIVE_PER_CENT, amounts_agree=False) == Outcome("money", None)
    assert compare(1000, 970, FIVE_PER_CENT, amounts_agree=False) == Outcome("less", 970)
    with pytest.raises(Refused, match="not below zero"):
        compare(1000, -1, FIVE_PER_CENT)


def test_a_part_of_a_piece_is_none():
    assert most_accepted(19, FIVE_PER_CENT) == 19
    assert most_accepted(20, FIVE_PER_CENT) == 21


@given(pieces, pieces, ratios)
def test_only_what_is_really_there_is_booked_and_never_beyond_the_ratio(approved, returned, ratio):
    outcome = compare(approved, returned, ratio)
    limit = most_accepted(approved, ratio)
    assert outcome.book in (None, returned)
    assert (outcome.book is None) == (returned > limit)
    assert approved <= limit <= approved * 2
    assert (limit - approved) * 1_000_000 <= approved * ratio < (limit - approved + 1) * 1_000_000


@given(pieces, pieces, ratios, ratios)
def test_a_greater_ratio_never_refuses_what_a_smaller_one_takes(approved, returned, one, other):
    small, great = sorted((one, other))
    if compare(approved, returned, small).book is not None:
        assert compare(approved, returned, great).book == returned


@given(st.integers(1, 1_000_000), st.lists(st.integers(0, 500_000), max_size=6))
def test_slips_together_never_cover_more_than_was_decided(decided, wanted):
    taken: list[int] = []
    for quantity in wanted:
        try:
            left = rules.left_to_return(decided, taken)
        except Refused:
            assert sum(taken) >= decided
            break
        taken.append(min(quantity, left))
    assert sum(taken) <= decided


def test_the_store_asks_when_the_goods_differ_from_the_slip_even_if_less_is_booked():
    assert rules.must_ask(1000, 970, compare(1000, 970, FIVE_PER_CENT))
    assert rules.must_ask(1080, 1080, compare(1000, 1080, FIVE_PER_CENT))
    assert not rules.must_ask(1030, 1030, compare(1000, 1030, FIVE_PER_CENT))


def test_a_newer_proof_of_the_kind_replaces_the_older():
    def proof(amount: int, *, stamped: bool = True) -> NewProof:
        return NewProof("marked_copy", None, stamped, amount_fen=Fen(amount))  # type: ignore[arg-type]

    assert rules.amounts_agree(Fen(5), [proof(4), proof(5)])
    assert not rules.amounts_agree(Fen(5), [proof(5), proof(4)])
    assert rules.amounts_agree(Fen(5), [proof(4), proof(4, stamped=False)])
