"""Blank contracts, the pure part: the table of moves, the fold, serial numbers, the request, the balance."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.customers.stationery import rules
from app.customers.stationery.rules import FINANCE, HOLDER, KEEPER, Move, Sheet
from app.customers.stationery.rules_balance import balance
from app.customers.stationery.rules_need import Need, check_request, expected_from, gap, serials
from app.domain.errors import Conflict, Refused

PARTS = (KEEPER, HOLDER, FINANCE)
STATES = (None, *rules.STATES)
TRUTH = {  # what the handbook lets happen (C-119 to C-123), written down once more by hand
    ("drawn", None): "stock", ("kept", "stock"): "stock",
    ("issued", "stock"): "issued", ("returned", "issued"): "stock",
    ("signed", "issued"): "signed", ("passed", "signed"): "passed", ("back", "passed"): "signed",
    ("reported", "signed"): "reported", ("handed_over", "reported"): "handed_over", ("back", "reported"): "signed",
    ("void", "stock"): "void", ("void", "issued"): "void", ("void", "signed"): "void",
    ("lost", "stock"): "lost", ("lost", "issued"): "lost", ("lost", "signed"): "lost", ("lost", "passed"): "lost",
    ("lost", "reported"): "lost",
}  # fmt: skip


@pytest.mark.parametrize("move", rules.MOVES)
@pytest.mark.parametrize("state", STATES)
def test_the_table_allows_what_the_handbook_allows_and_nothing_else(state: str | None, move: str) -> None:
    row = rules.transition(Sheet(state, 1), move)
    if (state, move) == ("lost", "found"):
        assert [rules.transition(Sheet("lost", 1, signed), move).after for signed in (False, True)] == [  # type: ignore[union-attr]
            "stock", "signed",
        ]  # fmt: skip
        return
    assert (row.after if row else None) == TRUTH.get((move, state))


def test_only_finance_confirms_a_receipt_and_a_holder_alone_neither_issues_nor_makes_void() -> None:
    reported, stock = Sheet("reported", 1, signed=True), Sheet("stock", 1)
    assert rules.moves_for(reported, (FINANCE,)) == ["handed_over", "back"]
    assert "handed_over" not in rules.moves_for(reported, (HOLDER, KEEPER))
    assert rules.moves_for(stock, (HOLDER,)) == ["lost"]
    with pytest.raises(Refused, match="not yours"):
        rules.check_move(reported, "handed_over", (HOLDER, KEEPER), None)
    with pytest.raises(Refused, match="say why"):
        rules.check_move(stock, "lost", (HOLDER,), " ")
    with pytest.raises(Conflict):
        rules.check_move(stock, "signed", PARTS, None)


@st.composite
def histories(draw: st.DrawFn) -> list[Move]:
    """A life of a sheet that the table allows, to any length."""
    sheet, moves = Sheet(), []
    for _ in range(draw(st.integers(1, 12))):
        possible = rules.moves_for(sheet, PARTS)
        if not possible:
            break
        move = Move(draw(st.sampled_from(possible)), draw(st.integers(1, 4)))
        sheet = rules.after(sheet, move)
        moves.append(move)
    return moves


@settings(max_examples=60)
@given(histories(), st.sampled_from(sorted(rules.MOVES)), st.integers(1, 4))
def test_a_sheet_is_the_fold_of_its_moves_and_is_always_with_a_person(
    moves: list[Move], next_move: str, staff_id: int
) -> None:
    sheet = rules.fold(moves)
    assert sheet.holder_id is not None
    assert sheet.signed == any(move.kind == "signed" for move in moves)
    assert sheet.state in rules.STATES
    allowed = next_move in rules.moves_for(sheet, PARTS)
    if allowed:
        assert rules.fold([*moves, Move(next_move, staff_id)]) == rules.after(sheet, Move(next_move, staff_id))
    else:
        with pytest.raises(Conflict):
            rules.fold([*moves, Move(next_move, staff_id)])


@given(st.lists(histories(), max_size=8), st.lists(st.integers(0, 3), min_size=120, max_size=120))
@settings(max_examples=60)
def test_the_balance_of_a_month_agrees_with_the_sheets_counted_one_by_one(
    lives: list[list[Move]], months: list[int]
) -> None:
    before: Counter[tuple[str, str | None, str]] = Counter()
    within: Counter[tuple[str, str | None, str]] = Counter()
    ends: dict[str, list[Sheet]] = {"opening": [], "closing": []}
    steps = iter(months)
    for life in lives:
        month, sheet = 0, Sheet()
        then = sheet
        for move in life:
            month = min(2, month + next(steps) // 3)
            after = rules.after(sheet, move)
            key = (move.kind, sheet.state, after.state or "")
            if month == 0:
                before[key] += 1
                then = after
            elif month == 1:
                within[key] += 1
            else:
                break
            sheet = after
        ends["opening"].append(then)
        ends["closing"].append(sheet)
    found = balance(before, within)
    held = {name: [one.state for one in sheets] for name, sheets in ends.items()}
    answered = ("stock", "issued", "signed", "passed", "reported")
    assert found.opening == sum(state in answered for state in held["opening"])
    assert found.closing == sum(state in answered for state in held["closing"])
    assert (found.opening_stock, found.closing_stock) == (
        held["opening"].count("stock"),
        held["closing"].count("stock"),
    )
    came, gone = found.drawn + found.found, found.received + found.void + found.lost
    assert found.opening + came - gone == found.closing


@given(
    st.integers(0, 999), st.integers(0, 999), st.lists(st.integers(0, 400), min_size=3, max_size=3), st.integers(0, 99)
)
def test_the_request_brings_the_stock_to_what_is_expected_and_the_reserve_and_never_below_nothing(
    stock: int, issued: int, signings: list[int], reserve: int
) -> None:
    expected = expected_from(signings)
    assert expected - 1 < sum(signings) / 3 <= expected
    asked = Need(stock, issued, expected, reserve).computed
    assert asked >= 0
    assert stock + issued + asked >= expected + reserve
    assert asked == 0 or stock + issued + asked == expected + reserve


def test_another_figure_than_the_computed_one_wants_a_reason() -> None:
    need = Need(stock=10, issued=4, expected=20, reserve=5)
    assert need.computed == 11
    check_request(need, 11, None)
    check_request(need, 30, "年底促销")
    with pytest.raises(Refused, match="Computed are 11"):
        check_request(need, 30, " ")


@given(st.integers(0, 9000), st.integers(1, 500))
def test_serial_numbers_keep_their_zeros_and_leave_out_none(first: int, count: int) -> None:
    found = serials("ZX", f"{first:04d}", f"zx{first + count - 1:04d}")
    assert found == [f"ZX{number:04d}" for number in range(first, first + count)]
    assert gap(found[-1], f"ZX{first + count:04d}") is None
    assert gap(found[-1], f"ZX{first + count + 3:04d}") == (f"ZX{first + count:04d}", f"ZX{first + count + 2:04d}")


@pytest.mark.parametrize(
    ("first", "last"), [("ZX2", "ZX1"), ("ZX01", "ZX002"), ("ZX1", "GY2"), ("ZX", "ZX"), ("ZX1", "ZX900")]
)
def test_it_refuses_what_is_no_range_of_one_series(first: str, last: str) -> None:
    with pytest.raises(Refused):
        serials(None, first, last)


def test_a_month_that_is_over_does_not_change_any_more() -> None:
    today = date(2026, 11, 20)
    rules.check_day(date(2026, 11, 1), None, today)
    for day, last in ((date(2026, 10, 31), None), (date(2026, 11, 21), None), (date(2026, 11, 5), date(2026, 11, 6))):
        with pytest.raises(Refused):
            rules.check_day(day, last, today)
