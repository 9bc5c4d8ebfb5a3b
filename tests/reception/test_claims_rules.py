"""Who receives whom, and to whom a customer belongs: pure, under the rules of both showrooms."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.reception.claims.policy import ABSENT, ANOTHER, BUSY, EXPIRED, FAMILY, FORGOT, FRIEND, HELPERS, ClaimPolicy
from app.reception.claims.rules import (
    Arrival,
    Change,
    Entry,
    Event,
    Floor,
    Known,
    change_of_rep,
    company_claim_holds,
    family_case,
    known_of,
    recognition,
    valid_until,
    who_receives,
)
from app.reception.claims.rules.cases import check_case, check_days
from app.reception.claims.words import BASES, COMMISSION, OUTCOMES
from tests.reception.factories_claims import SHOWROOMS, floor, rules

A, B = rules("showroom_a"), rules("showroom_b")
OF_B = Known(2, "visit", valid=True, registration_id=7, registered_on=date(2026, 3, 1), valid_until=date(2026, 4, 1))
EXPIRED_OF_B = replace(OF_B, valid=False)
ALL_HERE = floor(1, 2, 3, 4)
UNKNOWN = Known()


def answer(
    arrival: Arrival, known: Known = UNKNOWN, where: Floor = ALL_HERE, by: ClaimPolicy = A
) -> tuple[str, object]:
    decision = who_receives(arrival, known, where, by)
    return decision.basis, "rota" if decision.by_rota else decision.staff_id


NEW = Arrival(1)


@pytest.mark.parametrize(
    ("arrival", "known", "where", "under_a", "under_b"),
    [
        (NEW, Known(), ALL_HERE, ("rota", "rota"), ("rota", "rota")),
        (NEW, OF_B, ALL_HERE, ("owner", 2), ("owner", 2)),
        (NEW, EXPIRED_OF_B, ALL_HERE, ("rota", "rota"), ("rota", "rota")),
        (NEW, OF_B, floor(1, 2, 3, 4, busy=(2,)), ("owner", 2), ("owner", 2)),
        (NEW, OF_B, floor(1, 2, 3, 4, away=(2,)), ("courtesy_last", 4), ("courtesy_next", 1)),
        (NEW, OF_B, floor(1, 2, away=(2,), busy=(1,)), ("waits", None), ("waits", None)),
        (NEW, replace(OF_B, gone=True), ALL_HERE, ("rota", "rota"), ("rota", "rota")),
        (replace(NEW, forgot=True), Known(), ALL_HERE, ("forgot", "rota"), ("forgot", "rota")),
        (replace(NEW, forgot=True), OF_B, ALL_HERE, ("owner", 2), ("owner", 2)),
        (replace(NEW, asked_for=(3,)), Known(), ALL_HERE, ("designated", 3), ("designated", 3)),
        (replace(NEW, asked_for=(3,)), Known(), floor(1, 2, 3, away=(3,)), ("rota", "rota"), ("rota", "rota")),
        (replace(NEW, asked_for=(3,), first_time="no"), Known(), ALL_HERE, ("named", 3), ("named", 3)),
        (replace(NEW, asked_for=(3,)), OF_B, ALL_HERE, ("owner", 2), ("another", 3)),
        (replace(NEW, asked_for=(4, 3)), OF_B, floor(1, 2, 3, 4, away=(4,)), ("owner", 2), ("several", 3)),
        (replace(NEW, asked_for=(4, 3), first_time="no"), Known(), ALL_HERE, ("several", 4), ("several", 4)),
        (replace(NEW, asked_for=(2,), complains=True), OF_B, ALL_HERE, ("complaint", 1), ("complaint", 1)),
        (replace(NEW, brought_by_id=9, brought_owner=2), Known(), ALL_HERE, ("rota", "rota"), ("friend", 2)),
        (replace(NEW, brought_by_id=9, asked_for=(3,)), Known(), ALL_HERE, ("brought", 3), ("brought", 3)),
        (
            replace(NEW, brought_by_id=9, asked_for=(3,)),
            Known(),
            floor(1, 2, 3, 4, away=(3,)),
            ("courtesy_last", 4),
            ("courtesy_next", 1),
        ),
        (replace(NEW, announced_for=3), Known(), ALL_HERE, ("announced", 3), ("announced", 3)),
        (
            replace(NEW, announced_for=4),
            Known(),
            floor(1, 2, 3, 4, away=(4,)),
            ("courtesy_last", 3),
            ("courtesy_next", 1),
        ),
        (replace(NEW, family_first_id=3), Known(), ALL_HERE, ("family", 3), ("family", 3)),
        (replace(NEW, family_first_id=3), OF_B, ALL_HERE, ("owner", 2), ("family", 3)),
        (replace(NEW, referral_valid=True), Known(), ALL_HERE, ("referral", "rota"), ("referral", "rota")),
        (replace(NEW, referral_valid=True), OF_B, ALL_HERE, ("owner", 2), ("owner", 2)),
        (replace(NEW, company=True), Known(), ALL_HERE, ("company", "rota"), ("company", "rota")),
        (
            replace(NEW, company=True, leader_named=True, asked_for=(3,)),
            Known(),
            ALL_HERE,
            ("company_named", 3),
            ("company_named", 3),
        ),
        (replace(NEW, confirmed=False), Known(), ALL_HERE, ("unconfirmed", None), ("unconfirmed", None)),
    ],
)
def test_each_manual_says_who_receives(
    arrival: Arrival, known: Known, where: Floor, under_a: tuple[str, object], under_b: tuple[str, object]
) -> None:
    assert answer(arrival, known, where, A) == under_a
    assert answer(arrival, known, where, B) == under_b


def test_it_says_why_in_the_order_of_the_rules() -> None:
    decision = who_receives(replace(NEW, asked_for=(3,)), OF_B, floor(1, 2, 3, 4, away=(2,)), A)
    said = [str(step) for step in decision.steps]
    assert said == [
        "He asks for 丙: in principle 乙 goes on (R-57). The sales manager may allow it.",
        "乙 registered him on 2026-03-01.",
        "乙 is not here.",
        "丁 is the last in the rota and receives as a courtesy, without using a turn.",
    ]
    assert (decision.case, decision.tell, decision.rows) == ("CM-2a", 2, ("R-32", "R-19", "R-25", "D-03"))


def test_the_helper_has_a_share_only_where_the_customer_had_named_the_owner() -> None:
    away = floor(1, 2, 3, away=(2,))
    assert who_receives(NEW, OF_B, away, B).case == "CM-2a"
    assert who_receives(replace(NEW, asked_for=(2,)), OF_B, away, B).case == "CM-2b"
    assert who_receives(NEW, OF_B, away, replace(B, owner_absent="same_day")).case == "CM-2c"


def test_open_days_have_a_rule_of_their_own() -> None:
    inviter = who_receives(replace(NEW, announced_for=3), OF_B, ALL_HERE, A, Event("开盘", "inviter"))
    rota = who_receives(NEW, OF_B, ALL_HERE, A, Event("开盘", "rota"))
    free = who_receives(NEW, OF_B, ALL_HERE, A, Event("开盘", "free"))
    assert (inviter.staff_id, rota.by_rota, free.needs is not None) == (3, True, True)


def test_without_a_rota_the_visitor_waits_for_a_desk() -> None:
    decision = who_receives(NEW, OF_B, None, A)
    assert (decision.basis, decision.staff_id, decision.by_rota) == ("desk", None, False)


people = st.sets(st.integers(1, 5), min_size=0, max_size=5)


@st.composite
def floors(draw: st.DrawFn) -> Floor:
    line = draw(st.permutations([1, 2, 3, 4, 5]))
    present = frozenset(draw(people))
    free = frozenset(one for one in present if draw(st.booleans()))
    waiting = [one for one in line if one in free]
    first = draw(st.sampled_from(waiting)) if waiting else None  # a make-up turn may come before the line
    return Floor(tuple(line), present, free, first, waiting[-1] if waiting else None)


someone = st.none() | st.integers(1, 6)
arrivals = st.builds(
    Arrival,
    visit_id=st.just(1),
    first_time=st.sampled_from(["yes", "no", "unknown"]),
    forgot=st.booleans(),
    complains=st.booleans(),
    asked_for=st.lists(st.integers(1, 6), max_size=3, unique=True).map(tuple),
    brought_by_id=st.none() | st.just(9),
    brought_owner=someone,
    announced_for=someone,
    company=st.booleans(),
    leader_named=st.booleans(),
    referral_valid=st.booleans(),
    family_first_id=someone,
    confirmed=st.booleans(),
)
knowns = st.builds(
    Known,
    owner_id=someone,
    owner_basis=st.just("visit"),
    valid=st.booleans(),
    registered_on=st.just(date(2026, 3, 1)),
    valid_until=st.just(date(2026, 4, 1)),
    first_on=st.none() | st.just(date(2026, 3, 1)),
    others=st.lists(st.integers(1, 6), max_size=2).map(tuple),
    gone=st.booleans(),
    unreviewed=st.booleans(),
)
policies = st.builds(
    ClaimPolicy,
    expired=st.sampled_from(list(EXPIRED)),
    owner_absent=st.sampled_from(list(ABSENT)),
    helper=st.sampled_from(list(HELPERS)),
    owner_busy=st.sampled_from(list(BUSY)),
    forgot=st.sampled_from(list(FORGOT)),
    another=st.sampled_from(list(ANOTHER)),
    family=st.sampled_from(list(FAMILY)),
    friend=st.sampled_from(list(FRIEND)),
)
events = st.none() | st.builds(Event, name=st.just("开盘"), rule=st.sampled_from(["rota", "inviter", "free"]))


@settings(max_examples=60, deadline=None)
@given(arrivals, knowns, floors(), policies, events)
def test_there_is_always_exactly_one_answer_and_never_somebody_who_is_not_here(
    arrival: Arrival, known: Known, where: Floor, by: ClaimPolicy, event: Event | None
) -> None:
    decision = who_receives(arrival, known, where, by, event)
    assert [decision.staff_id is not None, decision.by_rota, decision.needs is not None].count(True) == 1
    assert decision.staff_id is None or decision.staff_id in where.present
    assert decision.basis in BASES
    assert decision.case is None or decision.case in COMMISSION
    assert decision.steps or decision.needs
    assert (decision.cost == 1) == decision.by_rota


@settings(max_examples=60, deadline=None)
@given(arrivals, knowns, floors(), policies)
def test_a_returning_customer_never_costs_a_turn(arrival: Arrival, known: Known, where: Floor, by: ClaimPolicy) -> None:
    known = replace(known, owner_id=known.owner_id or 2, valid=True, gone=False, first_on=date(2026, 3, 1))
    decision = who_receives(replace(arrival, confirmed=True), known, where, by)
    assert not decision.by_rota
    assert decision.cost == 0


# Worked examples of the handbook.

TENTH = date(2026, 3, 10)


@pytest.mark.parametrize("key", SHOWROOMS)
def test_example_2_the_forgotten_rep_counts_as_new_and_is_a_turn(key: str) -> None:
    decision = who_receives(replace(NEW, forgot=True, first_time="no"), Known(), ALL_HERE, rules(key))
    assert (decision.by_rota, decision.cost) == (True, 1)


@pytest.mark.parametrize("key", SHOWROOMS)
def test_example_2_a_recognised_the_same_afternoon_is_the_first_ones_customer(key: str) -> None:
    ruling = recognition(TENTH, TENTH, rules(key), closed=False, file_until=date(2026, 5, 1))
    assert (ruling.follow_up, ruling.case) == ("first", "CM-3a")


@pytest.mark.parametrize("key", SHOWROOMS)
def test_example_2_b_a_deal_signed_before_belongs_to_the_second(key: str) -> None:
    ruling = recognition(TENTH, date(2026, 4, 5), rules(key), closed=True, file_until=date(2026, 5, 1))
    assert (ruling.follow_up, ruling.case) == ("second", "CM-3b")


@pytest.mark.parametrize(
    ("day", "case", "follow_up"),
    [
        (date(2026, 4, 5), "CM-3c", "second"),
        (date(2026, 4, 10), "CM-3c", "second"),
        (date(2026, 4, 11), "CM-3d", "second"),
        (date(2026, 4, 15), "CM-3d", "second"),
    ],
)
def test_example_2_c_d_the_window_of_a_month(day: date, case: str, follow_up: str) -> None:
    ruling = recognition(TENTH, day, A, closed=False, file_until=date(2026, 4, 1))
    assert (ruling.follow_up, ruling.case) == (follow_up, case)


def test_example_2_under_b_it_is_the_file_that_counts() -> None:
    first_of_march, second_of_january = valid_until(date(2026, 3, 1), B), valid_until(date(2026, 1, 2), B)
    assert (first_of_march, second_of_january) == (date(2026, 5, 1), date(2026, 3, 2))
    found = recognition(TENTH, date(2026, 3, 11), B, closed=False, file_until=first_of_march)
    too_late = recognition(TENTH, date(2026, 3, 11), B, closed=False, file_until=second_of_january)
    never = recognition(TENTH, None, B, closed=False, file_until=first_of_march)
    assert [one.case for one in (found, too_late, never)] == ["CM-3e", "CM-3f", "CM-3f"]
    assert found.follow_up == "either"


@pytest.mark.parametrize(
    ("change", "under_a", "under_b"),
    [
        (Change(new_today=True), "CM-4b", "CM-4b"),
        (Change(new_today=True, encouraged=True), "CM-4c", "CM-4c"),
        (Change(new_today=True, insists=False), None, None),
        (Change(new_today=False), "CM-4d", "CM-4e"),
        (Change(new_today=False, valid=False), "CM-4d", "CM-4f"),
        (Change(new_today=False, earlier=2), "CM-4d", "CM-4h"),
        (Change(new_today=False, verified=True), "CM-4g", "CM-4g"),
        (Change(new_today=True, fault="ordinary"), None, None),
        (Change(new_today=True, fault="serious"), "CM-4i", "CM-4i"),
        (Change(new_today=True, fault="refusal"), "CM-4i", "CM-4i"),
    ],
)
def test_example_3_a_customer_who_wants_another_rep(change: Change, under_a: str | None, under_b: str | None) -> None:
    for by, expected in ((A, under_a), (B, under_b)):
        ruling = change_of_rep(change, by)
        assert ruling.case == expected
        assert ruling.void == (expected == "CM-4i")
        assert ruling.follow_up in OUTCOMES


@pytest.mark.parametrize("key", SHOWROOMS)
def test_example_5_who_was_registered_on_site_before_is_no_customer_of_the_company(key: str) -> None:
    by, visited = rules(key), date(2026, 5, 20)
    entry = Entry(1, 2, "visit", visited, datetime(2026, 5, 20, 2, tzinfo=UTC), valid_until(visited, by), reviewed=True)
    known = known_of([entry], date(2026, 6, 10), by, file_owner=None, working={2})
    assert not company_claim_holds(known.first_on)
    asked = replace(NEW, company=True, leader_named=True, asked_for=(3,))
    decision = who_receives(asked, known, ALL_HERE, by)
    assert (decision.basis, decision.staff_id, decision.cost) == ("owner", 2, 0)
    assert "no company customer any more" in str(decision.steps[0])


def test_two_spouses_share_or_the_first_has_it_all() -> None:
    assert (family_case(A).case, family_case(A).follow_up) == ("CM-6a", "both")
    assert (family_case(B).case, family_case(B).follow_up) == ("CM-6b", "first")


def registered(day: date, staff_id: int, by: ClaimPolicy, *, basis: str = "visit", reviewed: bool = True) -> Entry:
    moment = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    return Entry(day.toordinal() * 10 + staff_id, staff_id, basis, day, moment, valid_until(day, by), reviewed)


def test_the_earlier_of_two_valid_registrations_wins_and_the_later_after_it() -> None:
    both = [registered(date(2026, 3, 10), 1, A), registered(date(2026, 3, 1), 2, A)]
    on = {day: known_of(both, day, A, file_owner=None, working={1, 2}) for day in (date(2026, 4, 1), date(2026, 4, 2))}
    assert [one.owner_id for one in on.values()] == [2, 1]
    expired = known_of(both, date(2026, 4, 11), A, file_owner=None, working={1, 2})
    assert (expired.owner_id, expired.valid) == (1, False)
    by_file = known_of(both, date(2026, 4, 11), A, file_owner=2, working={1, 2})
    assert (by_file.owner_id, by_file.owner_basis, by_file.valid) == (2, "file", True)


def test_a_call_is_proof_and_a_review_is_needed_only_where_the_office_says_so() -> None:
    call = [registered(date(2026, 3, 1), 2, B, basis="call")]
    assert known_of(call, date(2026, 3, 5), A, file_owner=None, working={2}).owner_id is None
    assert known_of(call, date(2026, 3, 5), B, file_owner=None, working={2}).valid
    raw = [registered(date(2026, 3, 1), 2, A, reviewed=False)]
    assert known_of(raw, date(2026, 3, 1), A, file_owner=None, working={2}).valid
    later = known_of(raw, date(2026, 3, 2), A, file_owner=None, working={2})
    assert (later.valid, later.unreviewed) == (False, True)
    assert known_of(raw, date(2026, 3, 2), B, file_owner=None, working={2}).valid


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(1, 24))
def test_a_registration_is_valid_on_its_day_and_until_the_same_day_of_a_later_month(day: date, months: int) -> None:
    until = valid_until(day, replace(A, valid_months=months))
    assert until > day
    assert (until.year * 12 + until.month) - (day.year * 12 + day.month) == months


def test_it_refuses_cases_and_open_days_that_say_too_little() -> None:
    for kind, first, second, words in (
        ("nonsense", 1, 2, "x"),
        ("change_rep", None, None, "x"),
        ("designated", 1, None, "x"),
        ("ownership", 1, 1, "x"),
        ("family", 1, 2, " "),
    ):
        with pytest.raises(Refused):
            check_case(kind, first, second, words)
    check_case("change_rep", 1, None, "x")
    today = date(2026, 3, 10)
    with pytest.raises(Refused):
        check_days("春季开盘", date(2026, 3, 12), date(2026, 3, 11), "rota", today)
    with pytest.raises(Refused):
        check_days("春季开盘", date(2026, 3, 1), date(2026, 3, 9), "rota", today)
