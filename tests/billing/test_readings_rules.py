"""What is billed as read and what is held: truth tables of the exchange files, and properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.billing.readings.facts import Facts, Figure, Hold, Stretch, Verdict
from app.billing.readings.policy import ReadingPolicy
from app.billing.readings.rules import (
    ACCEPTABLE,
    CASHIER,
    READER,
    assess,
    average,
    in_window,
    is_spike,
    read_period,
    reading_rate,
    usage,
    usage_over,
)
from app.billing.readings.sentences import HOLDS, SENTENCES, detail_of, stored_detail
from app.domain.errors import Refused
from app.domain.money import Rate
from app.domain.volume import Factor, Volume

LIMITS = ReadingPolicy()
ONE = Factor(1_000_000)
DAY = date(2026, 11, 21)


def m3(value: float | str) -> Volume:
    return Volume(int(Fraction(str(value)) * 1000))


def figure(value: str | None, **changed: object) -> Figure:
    usual = Figure(1, READER, None if value is None else m3(value), DAY, "M1")
    return replace(usual, **changed)  # type: ignore[arg-type]


def facts(*figures: Figure, **changed: object) -> Facts:
    usual = Facts(
        period="2026-11",
        category="residential",
        meter="M1",
        digits=5,
        factor=ONE,
        start=m3(100),
        figures=figures,
        priced=frozenset({DAY}),
    )
    return replace(usual, **changed)  # type: ignore[arg-type]


def hold(*figures: Figure, **changed: object) -> Hold | None:
    return assess(facts(*figures, **changed), LIMITS).hold


# -- the volume ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("previous", "current", "volume", "held"),
    [
        ("100", "130", "30", None),
        ("100", "100", "0", None),
        ("99980", "25", "45", None),
        ("99990", "10", "20", None),
        ("90000", "0", "10000", None),  # both shares exactly
        ("90000", "0.001", "10000.001", Hold.ROLLOVER_DOUBTFUL),
        ("89999.999", "0", None, Hold.NEGATIVE),
        ("99990", "50000", "50010", Hold.ROLLOVER_DOUBTFUL),
        ("50100", "50090", None, Hold.NEGATIVE),
        ("95000", "94999", "99999", Hold.ROLLOVER_DOUBTFUL),
        ("150000", "10", None, Hold.NEGATIVE),  # more digits than the meter has
    ],
)
def test_a_five_digit_meter_turns_over_only_near_its_end(
    previous: str, current: str, volume: str | None, held: Hold | None
) -> None:
    found = usage(m3(previous), m3(current), 5, ONE, LIMITS)
    assert found.hold is held
    assert found.volume == (None if volume is None else m3(volume))


@given(st.integers(0, 99_999_999), st.integers(0, 99_999_999), st.integers(1, 3_000_000))
def test_the_volume_is_the_exact_product_rounded_half_away_from_zero(low: int, high: int, factor: int) -> None:
    previous, current = Volume(min(low, high)), Volume(max(low, high))
    found = usage(previous, current, 5, Factor(factor), LIMITS)
    exact = Fraction((current - previous) * factor, 1_000_000)
    assert found.hold is None
    assert found.volume is not None
    assert abs(found.volume - exact) <= Fraction(1, 2)
    assert found.volume >= 0


@given(st.integers(3, 9), st.data())
def test_no_turn_is_billed_beyond_its_share_of_the_scale(digits: int, data: st.DataObject) -> None:
    scale = 10**digits * 1000
    previous, current = data.draw(st.integers(1, scale - 1)), data.draw(st.integers(0, scale - 1))
    found = usage(Volume(previous), Volume(current), digits, ONE, LIMITS)
    if current < previous and found.hold is None:
        assert found.volume == scale - previous + current
        assert found.volume * 10 <= scale
        assert previous * 10 >= scale * 9
    if found.hold is Hold.NEGATIVE:
        assert found.volume is None


def test_an_exchanged_meter_adds_up_over_both() -> None:
    parts = [Stretch(m3(100), m3(130), 5, ONE), Stretch(m3(0), m3(18), 5, ONE)]
    assert usage_over(parts, LIMITS).volume == m3(48)


def test_an_exchange_hides_no_wrong_figure() -> None:
    parts = [Stretch(m3(100), m3(90), 5, ONE), Stretch(m3(0), m3(18), 5, ONE)]
    assert usage_over(parts, LIMITS) == usage(m3(100), m3(90), 5, ONE, LIMITS)


def test_the_factor_of_each_meter_counts_for_its_own_part() -> None:
    parts = [Stretch(m3(0), m3("0.001"), 5, Factor(500_000)), Stretch(m3(0), m3("0.001"), 5, Factor(1_500_000))]
    assert usage_over(parts, LIMITS).volume == Volume(1 + 2)


# -- what is held ----------------------------------------------------------------------------------------------------


def test_an_account_without_a_reading_is_neither_billed_nor_held() -> None:
    assert assess(facts(), LIMITS) == Verdict()


def test_a_good_reading_is_billed() -> None:
    found = assess(facts(figure("130")), LIMITS)
    assert (found.reading_id, found.volume, found.hold) == (1, m3(30), None)


@pytest.mark.parametrize(
    ("expected", "figures", "changed"),
    [
        (Hold.UNKNOWN_METER, [figure("130", meter="M2")], {}),
        (Hold.DUPLICATE, [figure("130"), figure("131", id=2)], {}),
        (Hold.DUPLICATE, [figure("130"), figure(None, id=2)], {}),
        (Hold.UNREAD, [figure(None, why="locked")], {}),
        (Hold.SUSPENDED, [figure("130")], {"suspended": True}),
        (Hold.NO_TARIFF, [figure("130")], {"priced": frozenset()}),
        (Hold.NEGATIVE, [figure("90")], {}),
        (Hold.ROLLOVER_DOUBTFUL, [figure("50000")], {"start": m3(95_000)}),
        (Hold.ZERO, [figure("100")], {"category": "commercial"}),
        (Hold.ZERO, [figure("100")], {"category": "public_welfare"}),
        (Hold.SPIKE, [figure("130.001")], {"recent": (m3(10), m3(10), m3(10))}),
        (Hold.OUTSIDE_WINDOW, [figure("130", read_on=date(2026, 11, 26))], {"category": "commercial"}),
        (Hold.MISMATCH, [figure("130"), figure("131", id=2, source=CASHIER)], {}),
    ],
)
def test_each_reason_is_found(expected: Hold, figures: list[Figure], changed: dict[str, object]) -> None:
    changed = {"priced": frozenset({DAY, date(2026, 11, 26)}), **changed}
    found = assess(facts(*figures, **changed), LIMITS)
    assert found.hold is expected
    assert detail_of(expected, stored_detail(found.detail)).msgid == SENTENCES[expected]
    assert str(detail_of(expected, stored_detail(found.detail)))


@pytest.mark.parametrize(
    ("figures", "changed"),
    [
        ([figure("130", meter=None)], {}),  # the meter may be left out
        ([figure("100")], {}),  # a residential account without consumption is billed with 0.00
        (
            [figure("130", read_on=date(2026, 11, 1))],
            {"priced": frozenset({date(2026, 11, 1)})},
        ),  # any day
        ([figure("130")], {"recent": (m3(10), m3(10), m3(10))}),  # exactly three times is no spike
        ([figure("9999")], {"recent": (m3(1), m3(1))}),  # not before there are three
        ([figure("130"), figure("130", id=2, source=CASHIER)], {}),  # both agree
        ([figure(None, why="locked"), figure("130", id=2, source=CASHIER)], {}),  # the user told it by telephone
    ],
)
def test_what_is_in_order_is_not_held(figures: list[Figure], changed: dict[str, object]) -> None:
    assert hold(*figures, **changed) is None


def test_the_first_reason_of_the_list_holds() -> None:
    day = date(2026, 11, 26)
    worst: dict[str, object] = {"suspended": True, "priced": frozenset(), "category": "commercial"}
    two = [figure("90", read_on=day, meter="M2"), figure("91", id=2, read_on=day)]
    assert hold(*two, **worst) is Hold.UNKNOWN_METER
    assert hold(*(replace(one, meter="M1") for one in two), **worst) is Hold.DUPLICATE
    assert hold(figure(None), **worst) is Hold.UNREAD
    assert hold(figure("90", read_on=day), **worst) is Hold.SUSPENDED
    del worst["suspended"]
    assert hold(figure("90", read_on=day), **worst) is Hold.NO_TARIFF
    worst["priced"] = frozenset({day})
    assert hold(figure("90", read_on=day), **worst) is Hold.NEGATIVE
    assert hold(figure("100", read_on=day), **worst) is Hold.ZERO
    worst["recent"] = (m3(1), m3(1), m3(1))
    assert hold(figure("200", read_on=day), **worst) is Hold.SPIKE
    del worst["recent"]
    cashier = figure("201", id=2, read_on=day, source=CASHIER)
    assert hold(figure("200", read_on=day), cashier, **worst) is Hold.OUTSIDE_WINDOW


def test_an_accepted_reason_holds_no_more_and_others_still_do() -> None:
    late = figure("100", read_on=date(2026, 11, 26))
    changed: dict[str, object] = {"category": "commercial", "priced": frozenset({late.read_on})}
    assert assess(facts(late, **changed), LIMITS).also == (Hold.OUTSIDE_WINDOW,)
    one = frozenset({(1, Hold.ZERO.value)})
    assert hold(late, accepted=one, **changed) is Hold.OUTSIDE_WINDOW
    assert hold(late, accepted=one | {(1, Hold.OUTSIDE_WINDOW.value)}, **changed) is None


def test_an_acceptance_belongs_to_the_figure_that_was_accepted() -> None:
    recent = (m3(1), m3(1), m3(1))
    accepted = frozenset({(1, Hold.SPIKE.value)})
    assert hold(figure("200"), recent=recent, accepted=accepted) is None
    assert hold(figure("300", id=2), recent=recent, accepted=accepted) is Hold.SPIKE
    agreeing = figure("200", id=2, source=CASHIER)
    assert hold(figure("200"), agreeing, recent=recent, accepted=accepted) is None


@pytest.mark.parametrize("bad", sorted(set(Hold) - ACCEPTABLE))
def test_nobody_can_accept_what_only_a_better_reading_mends(bad: Hold) -> None:
    accepted = frozenset({(1, bad.value)})
    assert hold(figure("90"), accepted=accepted) is Hold.NEGATIVE
    assert hold(figure("130"), suspended=True, accepted=accepted) is Hold.SUSPENDED


def test_a_doubtful_turn_is_billed_as_read_once_accepted() -> None:
    accepted = frozenset({(1, Hold.ROLLOVER_DOUBTFUL.value)})
    found = assess(facts(figure("50000"), start=m3(95_000), accepted=accepted), LIMITS)
    assert (found.hold, found.volume) == (None, m3(55_000))


readings = st.builds(
    Figure,
    st.integers(1, 9),
    st.sampled_from([READER, CASHIER]),
    st.none() | st.integers(0, 99_999_999).map(Volume),
    st.dates(date(2026, 11, 1), date(2026, 12, 31)),
    st.sampled_from([None, "M1", "M2"]),
)
any_facts = st.builds(
    Facts,
    st.just("2026-11"),
    st.sampled_from(["residential", "commercial", "public_welfare"]),
    st.just("M1"),
    st.integers(3, 9),
    st.integers(1, 3_000_000).map(Factor),
    st.integers(0, 99_999_999).map(Volume),
    st.lists(readings, max_size=4, unique_by=lambda one: one.id).map(tuple),
    suspended=st.booleans(),
    priced=st.frozensets(st.dates(date(2026, 11, 1), date(2026, 12, 31))),
    recent=st.lists(st.integers(0, 10_000_000).map(Volume), max_size=3).map(tuple),
    accepted=st.frozensets(st.tuples(st.integers(1, 9), st.sampled_from([one.value for one in Hold]))),
)


@given(any_facts)
def test_whatever_comes_is_billed_whole_or_held_with_a_reason(given_facts: Facts) -> None:
    found = assess(given_facts, LIMITS)
    if not given_facts.figures:
        assert found == Verdict()
    elif found.hold is None:
        assert found.reading_id is not None
        assert found.volume is not None
        assert found.volume >= 0
    else:
        stored = stored_detail(found.detail)
        assert stored is not None
        assert len(stored) <= 200
        assert str(detail_of(found.hold, stored))


@given(any_facts)
def test_the_order_in_which_readings_come_does_not_matter(given_facts: Facts) -> None:
    backwards = replace(given_facts, figures=given_facts.figures[::-1])
    assert assess(given_facts, LIMITS) == assess(backwards, LIMITS)


# -- figures beside --------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 10**9).map(Volume), min_size=3, max_size=3), st.integers(0, 10**10).map(Volume))
def test_a_spike_is_exactly_more_than_three_times_the_average(recent: list[Volume], volume: Volume) -> None:
    assert is_spike(volume, recent, LIMITS) == (volume > 3 * Fraction(sum(recent), 3))


def test_a_third_of_a_hundred_three_times_is_no_spike() -> None:
    recent = (m3(33), m3(33), m3(34))
    assert average(recent, LIMITS) == m3("33.333")
    assert not is_spike(m3(100), recent, LIMITS)


def test_there_is_no_average_before_three_periods() -> None:
    assert average((m3(10), m3(20)), LIMITS) is None


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2026, 11, 19), False),
        (date(2026, 11, 20), True),
        (date(2026, 11, 25), True),
        (date(2026, 11, 26), False),
        (date(2026, 10, 22), False),
        (date(2026, 12, 22), False),
    ],
)
def test_the_days_of_reading_are_those_of_the_month(day: date, inside: bool) -> None:
    assert in_window(day, "2026-11", LIMITS) is inside


@pytest.mark.parametrize(
    ("read", "due", "rate"),
    [(0, 0, None), (0, 10, 0), (10, 10, 1_000_000), (1, 3, 333_300), (2, 3, 666_700), (1, 8, 125_000)],
)
def test_the_reading_rate_is_read_by_due_to_two_decimals(read: int, due: int, rate: int | None) -> None:
    assert reading_rate(read, due) == (None if rate is None else Rate(rate))


@pytest.mark.parametrize("bad", ["", "2026", "2026-13", "2026-00", "26-11", "2026-11-01", "２０２６-11", "2026-1"])
def test_a_month_is_written_in_one_way(bad: str) -> None:
    with pytest.raises(Refused):
        read_period(bad)


def test_every_hold_has_its_words_and_its_sentence() -> None:
    assert set(HOLDS) == set(SENTENCES) == set(Hold)
