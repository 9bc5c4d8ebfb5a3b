"""Which row of the matrix a request takes; overlaps and gaps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.office.approvals.rules import StepPlan
from app.office.approvals.rules_matrix import Row, band, check_row, check_step, check_steps, choose, gaps, gaps_of

SALES = 7
BANDS = [
    Row(1, "small", None, None, 500_00),
    Row(2, "middle", None, 500_00, 2_000_00),
    Row(3, "large", None, 2_000_00, None),
]


@pytest.mark.parametrize(
    ("amount", "chain_id"), [(0, 1), (499_99, 1), (500_00, 2), (1_999_99, 2), (2_000_00, 3), (10**12, 3), (None, None)]
)
def test_the_lower_end_of_a_band_is_included_and_the_upper_is_not(amount: int | None, chain_id: int | None) -> None:
    found = choose(BANDS, department_id=None, amount=amount)
    assert (found.chain_id if found else None) == chain_id


def test_a_row_of_the_department_goes_before_one_for_all() -> None:
    rows = [*BANDS, Row(4, "sales", SALES, None, 800_00)]
    assert choose(rows, department_id=SALES, amount=600_00) == rows[3]
    assert choose(rows, department_id=SALES, amount=900_00) == BANDS[1]
    assert choose(rows, department_id=8, amount=600_00) == BANDS[1]
    assert choose(rows, department_id=None, amount=600_00) == BANDS[1]


def test_without_a_row_the_request_goes_to_the_top() -> None:
    assert choose([], department_id=None, amount=None) is None
    assert choose([Row(1, "sales", SALES)], department_id=None, amount=None) is None
    assert choose([Row(1, "all")], department_id=SALES, amount=None) == Row(1, "all")


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (Row(9, "over two", None, 400_00, 600_00), "amount_from"),
        (Row(9, "everything"), "amount_from"),
        (Row(9, "within", None, 600_00, 700_00), "amount_from"),
        (Row(9, "backwards", None, 700_00, 600_00), "amount_to"),
        (Row(9, "empty", None, 700_00, 700_00), "amount_to"),
        (Row(9, "below nothing", None, None, 0), "amount_to"),
        (Row(9, "negative", None, -1, 700_00), "amount_from"),
    ],
)
def test_it_refuses_bands_that_overlap_or_run_backwards(row: Row, field: str) -> None:
    with pytest.raises(Refused) as refused:
        check_row(row, BANDS)
    assert refused.value.field == field


def test_it_accepts_bands_that_touch_and_the_same_band_of_another_department() -> None:
    check_row(Row(9, "between", None, 500_00, 2_000_00), [BANDS[0], BANDS[2]])
    check_row(Row(9, "sales", SALES), BANDS)
    check_row(BANDS[0], BANDS)


@pytest.mark.parametrize(
    ("rows", "missing"),
    [
        ([], [(None, None)]),
        (BANDS, []),
        ([Row(1, "all")], []),
        (BANDS[:2], [(2_000_00, None)]),
        (BANDS[1:], [(None, 500_00)]),
        ([BANDS[0], BANDS[2]], [(500_00, 2_000_00)]),
    ],
)
def test_it_lists_the_amounts_that_no_row_covers(rows: list[Row], missing: list[tuple[int | None, int | None]]) -> None:
    assert gaps(rows) == missing


def test_the_rows_for_all_fill_the_gaps_of_a_department() -> None:
    rows = [Row(1, "sales", SALES, None, 100_00), Row(2, "all", None, 50_00, None)]
    assert gaps_of(rows, SALES) == []
    assert gaps_of(rows, None) == [(None, 50_00)]


def test_a_row_of_a_department_may_begin_where_one_for_all_without_an_end_begins() -> None:
    rows = [Row(1, "all", None, None, None), Row(2, "sales", SALES, 0, 100_00)]
    assert gaps_of(rows, SALES) == gaps_of(rows[::-1], SALES) == []


def test_bands_are_said_in_yuan() -> None:
    assert str(band(None, None)) == "every amount"
    assert str(band(None, 500_00)) == "below ￥500.00"
    assert str(band(500_00, None)) == "from ￥500.00"
    assert str(band(500_00, 2_000_00)) == "from ￥500.00 to below ￥2,000.00"


amounts = st.one_of(st.none(), st.integers(0, 100))
rows_of_any = st.lists(st.builds(Row, st.integers(1, 10**6), st.just("row"), st.none(), amounts, amounts), max_size=8)


@given(rows_of_any, st.integers(0, 120))
def test_every_amount_has_one_row_or_lies_in_a_gap(rows: list[Row], amount: int) -> None:
    kept: list[Row] = []
    for number, row in enumerate(rows):
        row = Row(number, row.name, None, row.amount_from, row.amount_to)
        try:
            check_row(row, kept)
        except Refused:
            continue
        kept.append(row)
    holding = [row for row in kept if row.holds_for(amount)]
    in_gap = any((start or 0) <= amount and (end is None or amount < end) for start, end in gaps(kept))
    assert len(holding) == (0 if in_gap else 1)


def test_a_chain_has_at_most_twenty_steps() -> None:
    check_steps([StepPlan("Step", "head")] * 20)
    with pytest.raises(Refused):
        check_steps([StepPlan("Step", "head")] * 21)


@pytest.mark.parametrize(
    ("step", "field"),
    [
        (StepPlan("Step", "nobody"), "who"),
        (StepPlan("Step", "head", mode="some"), "mode"),
        (StepPlan("Step", "position"), "position"),
        (StepPlan("Step", "role"), "role"),
        (StepPlan("Step", "person"), "person"),
    ],
)
def test_a_step_says_whom_it_asks(step: StepPlan, field: str) -> None:
    with pytest.raises(Refused) as refused:
        check_step(step)
    assert refused.value.field == field
