"""What follows from the facts of a deadline, and to whom a step goes (O-02, O-03)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadlines import Unit
from app.domain.text import Text
from app.domain.workdays import Calendar
from app.office.deadlines.addressees import People, party_of
from app.office.deadlines.kinds import DEFAULT_LADDER, DeadlineRule, Rung, Term
from app.office.deadlines.rules import (
    Facts,
    arrival,
    day_zero,
    due_of,
    due_steps,
    is_open_now,
    most_extra_left,
    plan,
    project,
    slip_number,
)
from app.office.positions.rules import Organisation
from app.office.tasks.kinds import Party

CALENDAR = Calendar(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
    makeup_days=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    known_years=frozenset({2026}),
    opens=time(8, 30),
    closes=time(17, 30),
)
FIRST = datetime(2026, 1, 5, 9)

moments = st.datetimes(FIRST, datetime(2026, 11, 30))
units = st.sampled_from(list(Unit))


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    unit = draw(units)
    n = draw(st.integers(1, 3 if unit is Unit.MONTH else 40))
    arrived = draw(moments)
    pauses, last = [], arrived.date()
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=3)):
        began = last + timedelta(days=gap)
        last = began + timedelta(days=length)
        pauses.append((began, last))
    late, counts = draw(st.booleans()), draw(st.booleans())
    return Facts(arrived, late, counts, n, unit, tuple(pauses), draw(st.integers(0, 5)))


ladders = st.lists(
    st.builds(Rung, st.integers(-5, 10), st.sampled_from(["responsible", "head", "above", "top"])),
    max_size=6,
    unique_by=lambda rung: (rung.days, rung.addressee),
)


class TestProjection:
    @given(facts(), ladders, st.integers(0, 200))
    def test_working_it_out_twice_gives_the_same(self, one: Facts, ladder: Sequence[Rung], later: int) -> None:
        today = one.arrived.date() + timedelta(days=later)
        assert project(one, ladder, (), CALENDAR, today) == project(one, ladder, (), CALENDAR, today)

    @given(facts(), st.integers(1, 10))
    def test_more_time_never_brings_the_due_day_nearer(self, one: Facts, more: int) -> None:
        longer = Facts(
            one.arrived, one.late, one.counts_arrival, one.n, one.unit, one.pauses, one.extra + more, one.since
        )
        before, after = due_of(one, CALENDAR, FIRST.date()), due_of(longer, CALENDAR, FIRST.date())
        # A term stopped on its last day waits for the day on which one of a day more would have ended anyway.
        assert after >= before if one.pauses else after > before

    @given(facts(), st.integers(0, 60))
    def test_what_is_over_does_not_move_with_the_days_but_a_pause_that_lasts_does(self, one: Facts, later: int) -> None:
        first = due_of(one, CALENDAR, one.arrived.date())
        assert due_of(one, CALENDAR, one.arrived.date() + timedelta(days=later)) == first
        open_pause = Facts(one.arrived, one.late, one.counts_arrival, one.n, one.unit, ((one.arrived.date(), None),))
        day = one.arrived.date() + timedelta(days=later)
        assert due_of(open_pause, CALENDAR, day) >= day

    @given(facts())
    def test_day_zero_of_an_arrival_is_a_working_day_not_before_it(self, one: Facts) -> None:
        start = day_zero(one, CALENDAR)
        assert start >= one.arrived.date()
        assert not one.counts_arrival or CALENDAR.is_working_day(start)
        assert due_of(one, CALENDAR, start) > start

    @given(facts(), ladders)
    def test_what_stands_still_has_no_next_step(self, one: Facts, ladder: Sequence[Rung]) -> None:
        still = Facts(one.arrived, one.late, one.counts_arrival, one.n, one.unit, ((one.arrived.date(), None),))
        found = project(still, ladder, (), CALENDAR, one.arrived.date())
        assert found.paused
        assert found.warn_on is None

    def test_a_year_without_holidays_makes_only_working_days_uncertain(self) -> None:
        december = datetime(2026, 12, 30, 9)
        for unit, certain in ((Unit.WORKING, False), (Unit.CALENDAR, True), (Unit.MONTH, True)):
            found = project(Facts(december, False, True, 3, unit), (), (), CALENDAR, december.date())
            assert found.certain is certain


class TestLadder:
    @given(facts(), ladders)
    def test_steps_are_planned_on_working_days_in_order_and_never_before_the_start(
        self, one: Facts, ladder: Sequence[Rung]
    ) -> None:
        planned = plan(one, due_of(one, CALENDAR, FIRST.date()), ladder, CALENDAR)
        days = [step.day for step in planned]
        assert days == sorted(days)
        assert all(CALENDAR.is_working_day(day) and day >= day_zero(one, CALENDAR) for day in days)

    @given(facts(), ladders, st.lists(st.integers(0, 30), max_size=12))
    def test_whenever_it_is_looked_every_step_fires_once(
        self, one: Facts, ladder: Sequence[Rung], gaps: Sequence[int]
    ) -> None:
        due_on = due_of(one, CALENDAR, FIRST.date())
        planned = plan(one, due_on, ladder, CALENDAR)
        day, fired = one.arrived.date(), list[tuple[int, str]]()
        for gap in [*gaps, 400]:
            day += timedelta(days=gap)
            before = len(fired)
            now = due_steps(planned, fired, day)
            fired += [(step.rung.days, step.rung.addressee) for step in now]
            assert all(step.day <= day for step in now)
            assert due_steps(planned, fired, day) == []
            assert len(fired) >= before
        assert sorted(fired) == sorted((step.rung.days, step.rung.addressee) for step in planned)

    @given(facts(), ladders)
    def test_the_next_day_of_warning_is_the_first_step_that_has_not_fired(
        self, one: Facts, ladder: Sequence[Rung]
    ) -> None:
        planned = plan(one, due_of(one, CALENDAR, FIRST.date()), ladder, CALENDAR)
        fired: set[tuple[int, str]] = set()
        for step in planned:
            assert project(one, ladder, fired, CALENDAR, FIRST.date()).warn_on == step.day
            fired.add((step.rung.days, step.rung.addressee))
        assert project(one, ladder, fired, CALENDAR, FIRST.date()).warn_on is None

    def test_an_extension_forgets_the_days_before_it(self) -> None:
        one = Facts(datetime(2026, 11, 2, 9), False, True, 3, Unit.WORKING, extra=1, since=date(2026, 11, 10))
        planned = plan(one, due_of(one, CALENDAR, date(2026, 11, 10)), DEFAULT_LADDER, CALENDAR)
        assert [step.rung.days for step in planned] == [2]


class TestClock:
    @pytest.mark.parametrize(
        ("moment", "is_open"),
        [
            ("2026-11-20 08:29", False),
            ("2026-11-20 08:30", True),
            ("2026-11-20 17:30", True),
            ("2026-11-20 17:31", False),
            ("2026-11-21 10:00", False),
            ("2026-10-10 10:00", True),
            ("2026-10-01 10:00", False),
        ],
    )
    def test_the_office_is_open_on_working_days_between_its_hours(self, moment: str, is_open: bool) -> None:
        assert is_open_now(datetime.fromisoformat(moment), CALENDAR) is is_open

    @pytest.mark.parametrize(
        ("cut_off", "moment", "day", "late"),
        [
            (time(10), "2026-11-20 10:00", 20, False),
            (time(10), "2026-11-20 10:01", 23, True),
            (time(16), "2026-11-20 16:01", 23, True),
            (time(18), "2026-11-20 17:45", 20, False),
            (None, "2026-11-20 17:45", 23, True),
            (None, "2026-11-22 20:00", 23, False),
        ],
    )
    def test_a_rule_may_have_a_cut_off_of_its_own(
        self, cut_off: time | None, moment: str, day: int, late: bool
    ) -> None:
        rule = DeadlineRule("x", Text("x"), Text("x"), lambda _day: Term(1, Unit.WORKING), cut_off=cut_off)
        found = arrival(rule, datetime.fromisoformat(moment), CALENDAR)
        assert (found.day.day, found.late) == (day, late)

    def test_a_rule_that_does_not_count_arrivals_starts_on_the_day_itself(self) -> None:
        rule = DeadlineRule("x", Text("x"), Text("x"), lambda _day: Term(1, Unit.WORKING), counts_arrival=False)
        found = arrival(rule, datetime(2026, 11, 22, 23), CALENDAR)
        assert (found.day, found.late) == (date(2026, 11, 22), False)


def test_extensions_never_add_more_than_the_rule_allows() -> None:
    rule = DeadlineRule("x", Text("x"), Text("x"), lambda _day: Term(1, Unit.WORKING), most_extra=5)
    assert [most_extra_left(rule, extra) for extra in (0, 4, 5, 9)] == [5, 1, 0, 0]


def test_slips_are_numbered_by_month_and_grow_wider_than_three_digits() -> None:
    assert slip_number(date(2026, 11, 20), 1) == "CB2611-001"
    assert slip_number(date(2026, 12, 1), 1000) == "CB2612-1000"


STAFF, HEAD, MANAGER, TOP, FINANCE, GONE = 1, 2, 3, 4, 5, 9
OFFICE = Organisation(
    home={STAFF: 10, HEAD: 10, MANAGER: None, TOP: None, FINANCE: 20},
    parents={10: None, 20: None},
    heads={10: (HEAD,), 20: (FINANCE,)},
    leaders=((90, MANAGER), (100, TOP)),
    holders={(7, 20): (FINANCE,), (8, None): (MANAGER,)},
    ranks={HEAD: 60, MANAGER: 90, TOP: 100, FINANCE: 60},
)
ROLES = {"administrator": 1, "finance": 2}


def told(word: str, away: dict[int, int | None] | None = None, *, staff: int | None = STAFF) -> Party:
    return party_of(word, staff, 10, People(OFFICE, away or {}, {"finance_manager": 7, "deputy": 8}, ROLES))


class TestAddressees:
    @pytest.mark.parametrize(
        ("word", "found"),
        [
            ("responsible", STAFF),
            ("head", HEAD),
            ("above", MANAGER),
            ("top", TOP),
            ("position:deputy", MANAGER),
            ("position:finance_manager", TOP),
            ("position:unknown", TOP),
        ],
    )
    def test_everybody_is_found_by_the_word_for_him(self, word: str, found: int) -> None:
        assert told(word) == Party(staff_id=found)

    def test_a_role_is_told_as_a_role_and_an_unknown_one_goes_to_the_top(self) -> None:
        assert told("role:finance") == Party(role_id=2)
        assert told("role:unknown") == Party(staff_id=TOP)

    def test_without_a_person_the_head_is_responsible(self) -> None:
        assert told("responsible", staff=None) == Party(staff_id=HEAD)

    def test_who_is_away_is_stood_in_for_else_the_next_above_is_told(self) -> None:
        assert told("responsible", {STAFF: FINANCE}) == Party(staff_id=FINANCE)
        assert told("responsible", {STAFF: None}) == Party(staff_id=HEAD)
        assert told("head", {HEAD: None}) == Party(staff_id=MANAGER)
        assert told("above", {MANAGER: None}) == Party(staff_id=TOP)

    def test_who_has_left_is_passed_over(self) -> None:
        assert told("responsible", staff=GONE) == Party(staff_id=HEAD)

    def test_where_nobody_is_here_the_administrators_are_told(self) -> None:
        nobody: dict[int, int | None] = dict.fromkeys((STAFF, HEAD, MANAGER, TOP, FINANCE))
        for word in ("responsible", "head", "above", "top", "position:deputy"):
            assert told(word, nobody) == Party(role_id=1)

    @given(
        st.sampled_from(["responsible", "head", "above", "top", "position:deputy", "role:finance"]),
        st.dictionaries(st.sampled_from(range(1, 6)), st.none() | st.sampled_from(range(1, 6)), max_size=5),
    )
    def test_a_step_always_reaches_somebody(self, word: str, away: dict[int, int | None]) -> None:
        gone = {one: deputy for one, deputy in away.items() if deputy not in away}  # stand-ins are people who are here
        party = told(word, gone)
        assert (party.staff_id is None) != (party.role_id is None)
        assert party.staff_id not in gone
