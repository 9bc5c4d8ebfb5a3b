"""What a sanction costs and how a bonus pays it: the worked examples, and what holds for every case."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.domain.text import Text
from app.office.conduct import rules, words
from app.office.conduct.kinds import ConductRule
from app.office.conduct.policy import ConductPolicy
from app.office.conduct.rules import Owed, Part, Stored
from app.office.conduct.words import BONUS_LEDGER, DEMERIT_LEDGER

POLICY = ConductPolicy()
TODAY = date(2026, 11, 20)
YUAN = 100
MONTHS = [f"2026-{month:02}" for month in range(1, 13)]

fen = st.integers(0, 2_000_000)
deductions = st.lists(
    st.tuples(
        st.integers(1, 500_000),
        st.sampled_from([BONUS_LEDGER, BONUS_LEDGER, DEMERIT_LEDGER]),
        st.sampled_from(MONTHS[:6]),
    ),
    max_size=6,
)
bonuses = st.lists(st.one_of(st.none(), fen), min_size=12, max_size=12)
percents = st.integers(0, 100)


def owed(amount: int, key: int = 1, ledger: str = BONUS_LEDGER, since: str = "2026-01") -> Owed:
    return Owed(key, Fen(amount), ledger, since)


def month_by_month(
    found: list[tuple[int, str, str]], paid: list[int | None], percent: int
) -> list[tuple[str, list[Part]]]:
    """Settle twelve months one after the other, each with what the one before carried on."""
    left = [owed(amount, key, ledger, since) for key, (amount, ledger, since) in enumerate(found)]
    settled = []
    for month, bonus in zip(MONTHS, paid, strict=True):
        parts = rules.instalments(month, None if bonus is None else Fen(bonus), left, percent=percent)
        rest = {part.id: part.left for part in parts}
        left = [owed(rest.get(one.id, one.left), one.id, one.ledger, one.from_month) for one in left]
        left = [one for one in left if one.left]
        settled.append((month, parts))
    return settled


def test_a_member_bears_his_share_of_the_loss_by_base_points() -> None:
    # Worked example 9: 6,000 ÷ 120 × 10 = 500.
    shares = rules.share_by_points(Fen(6000 * YUAN), [10, 50, 60])
    assert shares[0] == 500 * YUAN
    assert sum(shares) == 6000 * YUAN


def test_half_a_bonus_pays_at_most_and_the_rest_is_carried_on() -> None:
    # Worked example 10: 1,700 at 1,200 a month.
    settled = month_by_month([(1700 * YUAN, BONUS_LEDGER, "2026-01")], [1200 * YUAN] * 12, 50)
    assert [[part.taken // YUAN for part in parts] for _, parts in settled[:4]] == [[600], [600], [500], []]


def test_a_second_case_queues_behind_the_first() -> None:
    # Worked example 10, with a case of 400 decided in the second month.
    found = [(1700 * YUAN, BONUS_LEDGER, "2026-01"), (400 * YUAN, BONUS_LEDGER, "2026-02")]
    settled = month_by_month(found, [1200 * YUAN] * 12, 50)
    taken = [{part.id: part.taken // YUAN for part in parts} for _, parts in settled]
    assert taken[:5] == [{0: 600}, {0: 600, 1: 0}, {0: 500, 1: 100}, {1: 300}, {}]


def test_a_month_without_a_bonus_takes_nothing_and_carries_everything_on() -> None:
    assert rules.instalments("2026-01", None, [owed(500)], percent=50) == [Part(1, Fen(0), Fen(500))]


def test_what_is_decided_for_a_later_month_waits_for_it() -> None:
    assert rules.instalments("2026-01", Fen(1000), [owed(500, since="2026-02")], percent=50) == []


def test_a_half_is_rounded_down_so_that_it_is_never_passed() -> None:
    assert rules.cap_of(Fen(101), 50) == 50


def test_a_major_demerit_takes_the_whole_bonus_of_its_own_month_only() -> None:
    queue = [owed(900, 1), owed(1500, 2, DEMERIT_LEDGER, "2026-03")]
    march = rules.instalments("2026-03", Fen(1000), queue, percent=50)
    assert march == [Part(1, Fen(0), Fen(900)), Part(2, Fen(1000), Fen(500))]
    april = rules.instalments("2026-04", Fen(1000), [owed(900, 1), owed(500, 2, DEMERIT_LEDGER, "2026-03")], percent=50)
    assert april == [Part(1, Fen(500), Fen(400)), Part(2, Fen(0), Fen(500))]


def test_what_a_demerit_leaves_of_its_month_goes_to_the_other_ledger() -> None:
    queue = [owed(900, 1), owed(700, 2, DEMERIT_LEDGER, "2026-03")]
    assert [part.taken for part in rules.instalments("2026-03", Fen(1000), queue, percent=50)] == [300, 700]


@given(deductions, bonuses, percents)
def test_no_month_takes_more_than_its_cap(
    found: list[tuple[int, str, str]], paid: list[int | None], percent: int
) -> None:
    for (month, parts), bonus in zip(month_by_month(found, paid, percent), paid, strict=True):
        own = {key for key, (_, ledger, since) in enumerate(found) if ledger == DEMERIT_LEDGER and since == month}
        given_bonus = Fen(bonus or 0)
        assert sum(part.taken for part in parts) <= given_bonus
        assert sum(part.taken for part in parts if part.id not in own) <= rules.cap_of(given_bonus, percent)


@given(deductions, bonuses, percents)
def test_what_is_taken_and_what_is_left_are_the_whole(
    found: list[tuple[int, str, str]], paid: list[int | None], percent: int
) -> None:
    settled = month_by_month(found, paid, percent)
    for key, (amount, _, _) in enumerate(found):
        parts = [part for _, month in settled for part in month if part.id == key]
        assert all(part.taken >= 0 and part.left >= 0 for part in parts)
        assert sum(part.taken for part in parts) + (parts[-1].left if parts else 0) == (amount if parts else 0)


@given(deductions)
def test_enough_months_with_a_bonus_pay_everything(found: list[tuple[int, str, str]]) -> None:
    enough = 2 * (sum(amount for amount, _, _ in found) + 1)
    settled = month_by_month(found, [enough] * 12, 50)
    assert sum(part.taken for _, parts in settled for part in parts) == sum(amount for amount, _, _ in found)


@given(deductions, bonuses, percents)
def test_the_order_of_the_decisions_is_kept(
    found: list[tuple[int, str, str]], paid: list[int | None], percent: int
) -> None:
    for month, parts in month_by_month(found, paid, percent):
        for own in (True, False):
            queue = [part for part in parts if (found[part.id][1:] == (DEMERIT_LEDGER, month)) is own]
            for earlier, later in itertools.pairwise(queue):
                assert later.taken == 0 or earlier.left == 0


@given(fen, st.integers(0, 6), fen)
def test_what_is_lifted_is_given_back_to_the_fen(amount: int, months: int, bonus: int) -> None:
    original = owed(amount + 1)
    taken, left = 0, [original]
    for month in MONTHS[:months]:
        for part in rules.instalments(month, Fen(bonus), left, percent=50):
            taken += part.taken
            left = [owed(part.left)] if part.left else []
    stored = [
        Stored(1, original.left, BONUS_LEDGER, "2026-01", None, Fen(taken)),
        Stored(2, Fen(-original.left), BONUS_LEDGER, "2026-08", 1, Fen(0)),
    ]
    still_open = rules.open_of(stored)
    assert [one.left for one in still_open] == ([-taken] if taken else [])
    parts = rules.instalments("2026-08", None, still_open, percent=50)
    assert taken + sum(part.taken for part in parts) == 0
    given_back = Fen(sum(part.taken for part in parts))
    assert rules.open_of([stored[0], Stored(2, stored[1].amount, BONUS_LEDGER, "2026-08", 1, given_back)]) == []


@given(st.integers(0, 10**9), st.lists(st.integers(1, 200), min_size=1, max_size=30))
def test_shares_by_points_add_up_to_the_loss(loss: int, points: list[int]) -> None:
    shares = rules.share_by_points(Fen(loss), points)
    assert sum(shares) == loss
    assert all(abs(share - loss * own / sum(points)) < 1 for share, own in zip(shares, points, strict=True))


def test_a_loss_is_not_shared_with_somebody_without_points() -> None:
    with pytest.raises(Refused):
        rules.share_by_points(Fen(100), [10, 0])


@pytest.mark.parametrize(
    ("sanction", "bonus", "bases", "expected"),
    [
        (words.WARNING, None, 1, 40_000),
        (words.MINOR, None, 1, 80_000),
        (words.MINOR, None, 3, 240_000),
        (words.MAJOR, 123_456, 1, 123_456),
        (words.MAJOR, None, 1, None),
        (words.DEDUCTION, 100_000, 1, None),
        (words.DISMISSAL, 100_000, 1, 0),
        (words.TRAINING, None, 1, 0),
    ],
)
def test_a_sanction_proposes_the_amount_of_the_handbook(
    sanction: str, bonus: int | None, bases: int, expected: int | None
) -> None:
    assert rules.proposed_amount(sanction, None if bonus is None else Fen(bonus), bases, POLICY) == expected


@pytest.mark.parametrize(
    ("sanction", "amount", "bases", "good"),
    [
        (words.WARNING, 40_000, 1, True),
        (words.WARNING, 39_999, 1, False),
        (words.MINOR, 159_999, 2, False),
        (words.MINOR, 160_000, 2, True),
        (words.DEDUCTION, 0, 1, False),
        (words.DEDUCTION, -5, 1, False),
        (words.DEDUCTION, 1, 1, True),
        (words.TRAINING, 1, 1, False),
        (words.TRAINING, 0, 1, True),
        (words.DISMISSAL, 0, 1, True),
        (words.DISMISSAL, rules.MOST_FEN + 1, 1, False),
    ],
)
def test_an_amount_must_fit_its_sanction(sanction: str, amount: int, bases: int, good: bool) -> None:
    if good:
        return rules.check_proposal(sanction, Fen(amount), bases, POLICY)
    with pytest.raises(Refused) as refused:
        rules.check_proposal(sanction, Fen(amount), bases, POLICY)
    assert refused.value.field == "amount"
    return None


def test_the_amount_of_a_rule_comes_before_that_of_its_sanction() -> None:
    fine = ConductRule("a", Text("A"), "S-08", words.DEDUCTION, Fen(2000))
    half = ConductRule("b", Text("B"), "R-29", words.DISMISSAL, bonus_percent=50)
    cause = ConductRule("c", Text("C"), "K-43", words.WARNING)
    assert rules.amount_by_rule(fine, Fen(9), POLICY) == 2000
    assert rules.amount_by_rule(half, Fen(101), POLICY) == 50
    assert rules.amount_by_rule(half, None, POLICY) is None
    assert rules.amount_by_rule(cause, None, POLICY) == 40_000


def test_no_band_proposes_anything_while_the_table_is_empty() -> None:
    assert rules.sanction_by_loss(Fen(10**9), POLICY) is None


def test_the_highest_band_that_is_reached_proposes_the_sanction() -> None:
    bands = ConductPolicy(warning_from=1000, minor_from=5000, major_from=None, dismissal_from=50_000)
    found = [rules.sanction_by_loss(Fen(yuan * YUAN), bands) for yuan in (999, 1000, 4999, 5000, 50_000)]
    assert found == [None, words.WARNING, words.WARNING, words.MINOR, words.DISMISSAL]


def test_two_times_are_enough_to_be_asked_to_leave() -> None:
    assert [rules.asks_to_leave(times, 2) for times in (1, 2, 3)] == [False, True, True]
    assert not rules.asks_to_leave(9, None)


def test_nobody_proposes_a_sanction_in_his_own_case() -> None:
    with pytest.raises(Refused):
        rules.check_may_propose(words.RECORDED, 5, 5)


@pytest.mark.parametrize("state", [state for state in words.STATES if state not in ("recorded", "refused")])
def test_nothing_is_proposed_twice(state: str) -> None:
    with pytest.raises(Conflict):
        rules.check_may_propose(state, 5, 6)


def test_only_the_person_concerned_appeals_and_only_once() -> None:
    rules.check_may_appeal(words.DECIDED, 5, 5)
    with pytest.raises(Refused):
        rules.check_may_appeal(words.DECIDED, 5, 6)
    for state in (words.APPEALED, words.UPHELD, words.LIFTED, words.PROPOSED):
        with pytest.raises(Conflict):
            rules.check_may_appeal(state, 5, 5)


def test_the_day_of_the_decision_does_not_count_for_an_appeal() -> None:
    assert not rules.is_late(TODAY, TODAY + timedelta(days=10), 10)
    assert rules.is_late(TODAY, TODAY + timedelta(days=11), 10)


def test_a_decision_after_its_month_was_settled_is_taken_from_the_next() -> None:
    assert rules.first_month(TODAY, None) == "2026-11"
    assert rules.first_month(TODAY, "2026-10") == "2026-11"
    assert rules.first_month(TODAY, "2026-11") == "2026-12"
    assert rules.first_month(date(2026, 12, 31), "2026-12") == "2027-01"


def test_months_are_settled_in_order_and_once() -> None:
    rules.check_may_settle("2026-11", TODAY, "2026-10", "2026-11")
    with pytest.raises(Conflict):
        rules.check_may_settle("2026-10", TODAY, "2026-10", "2026-11")
    for month, wanted in (("2026-12", "2026-12"), ("2026-11", "2026-10"), ("2026-11", None)):
        with pytest.raises(Refused):
            rules.check_may_settle(month, TODAY, None, wanted)


def test_months_in_which_nothing_was_open_need_not_be_settled() -> None:
    assert rules.month_to_settle("2026-03", "2026-09") == "2026-09"
    assert rules.month_to_settle("2026-03", "2026-01") == "2026-04"
    assert rules.month_to_settle(None, "2026-01") == "2026-01"
    assert rules.month_to_settle("2026-03", None) is None


@given(st.dates(date(2000, 1, 1), date(2190, 12, 31)))
def test_the_month_after_is_the_next_in_the_calendar(day: date) -> None:
    after = rules.month_after(rules.month_of(day))
    expected = (day.year + day.month // 12, day.month % 12 + 1)
    assert (int(after[:4]), int(after[5:])) == expected


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "2026-1", "11-2026", "2026-11-01", "1026-11", "２０２６-11"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        rules.read_month(text)


def test_an_incident_of_tomorrow_is_refused() -> None:
    rules.check_incident(TODAY, TODAY)
    with pytest.raises(Refused):
        rules.check_incident(TODAY + timedelta(days=1), TODAY)
