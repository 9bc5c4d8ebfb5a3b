"""Whom a step asks, who may speak, and when it is decided: truth tables and properties."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.office.approvals.rules import Asker, People, Seat, StepPlan, acting_for, below, expand, is_decided, seated
from app.office.approvals.rules import states_of as states
from app.office.positions.rules import Organisation, top

CLERK, COLLEAGUE, HEAD, DIRECTOR, DEPUTY_GM, GM, ADMIN, SPARE = range(1, 9)
SALES, OFFICE = 1, 2
MANAGER_POST, GM_POST, DEPUTY_POST = 11, 12, 13
ORGANISATION = Organisation(
    home={CLERK: SALES, COLLEAGUE: SALES, HEAD: SALES, DIRECTOR: OFFICE, DEPUTY_GM: None, GM: None, ADMIN: OFFICE},
    parents={SALES: OFFICE, OFFICE: None},
    heads={SALES: (HEAD,), OFFICE: (DIRECTOR,)},
    leaders=((90, DEPUTY_GM), (100, GM)),
    holders={
        (MANAGER_POST, SALES): (HEAD,),
        (MANAGER_POST, OFFICE): (DIRECTOR,),
        (GM_POST, None): (GM,),
        (DEPUTY_POST, None): (DEPUTY_GM,),
    },
    ranks={HEAD: 60, DIRECTOR: 60, DEPUTY_GM: 90, GM: 100},
)
PEOPLE = People(ORGANISATION, roles={(1, None): (ADMIN,), (2, SALES): (CLERK, COLLEAGUE)}, fallback=(ADMIN,))
ASKER = Asker(CLERK, SALES)


def step(who: str, **more: object) -> StepPlan:
    return StepPlan("Step", who, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("plan", "named"),
    [
        (step("head"), (HEAD,)),
        (step("superior"), (HEAD,)),
        (step("line"), (HEAD, DIRECTOR, DEPUTY_GM, GM)),
        (step("line", position_id=DEPUTY_POST), (HEAD, DIRECTOR, DEPUTY_GM)),
        (step("line", position_id=99), (HEAD, DIRECTOR, DEPUTY_GM, GM)),
        (step("position", position_id=MANAGER_POST), (HEAD, DIRECTOR)),
        (step("position", position_id=MANAGER_POST, at_home=True), (HEAD,)),
        (step("position", position_id=99), ()),
        (step("role", role_id=2), (CLERK, COLLEAGUE)),
        (step("role", role_id=1, at_home=True), ()),
        (step("person", staff_id=ADMIN), (ADMIN,)),
        (step("top"), (GM,)),
    ],
)
def test_a_step_names_people_by_position_role_line_or_name(plan: StepPlan, named: tuple[int, ...]) -> None:
    assert expand(plan, ASKER, PEOPLE) == named


def test_a_line_passes_over_nobody() -> None:
    line = expand(step("line", mode="turns"), ASKER, PEOPLE)
    assert line == (HEAD, DIRECTOR, DEPUTY_GM, GM)
    assert states("turns", [(one, False) for one in line], set()) == ["waiting", "coming", "coming", "coming"]


def test_the_submitter_gives_his_seat_to_his_superior() -> None:
    asker = Asker(HEAD, SALES)
    assert seated(step("head"), asker, PEOPLE) == (Seat(DIRECTOR, DIRECTOR, "submitter"),)


def test_the_top_asks_another_of_the_top_then_the_fallback_role() -> None:
    asker = Asker(GM, None)
    assert seated(step("top"), asker, PEOPLE) == (Seat(ADMIN, ADMIN, "submitter"),)
    two = replace(PEOPLE, organisation=replace(ORGANISATION, leaders=((100, GM), (100, DEPUTY_GM))))
    assert seated(step("top"), asker, two)[0].staff_id == DEPUTY_GM


def test_nobody_is_asked_where_nobody_but_the_submitter_is_there() -> None:
    alone = People(Organisation({GM: None}, {}, {}, ((100, GM),), {}), fallback=(GM,))
    for plan in (step("head"), step("line"), step("top"), step("position", position_id=1), step("person", staff_id=GM)):
        assert seated(plan, Asker(GM, None), alone) == ()


def test_a_position_that_nobody_holds_goes_to_the_top() -> None:
    assert seated(step("position", position_id=99), ASKER, PEOPLE) == (Seat(GM, GM, "vacant"),)
    without_top = replace(PEOPLE, organisation=replace(ORGANISATION, leaders=()))
    assert seated(step("position", position_id=99), ASKER, without_top) == (Seat(ADMIN, ADMIN, "vacant"),)


@pytest.mark.parametrize(
    ("away", "usual", "acting"),
    [
        ({}, {}, (HEAD, None)),
        ({HEAD: COLLEAGUE}, {}, (COLLEAGUE, "deputy")),
        ({HEAD: None}, {HEAD: COLLEAGUE}, (COLLEAGUE, "deputy")),
        ({HEAD: None}, {}, (DIRECTOR, "superior")),
        ({HEAD: CLERK}, {}, (DIRECTOR, "superior")),  # the deputy is the submitter
        ({HEAD: HEAD}, {}, (DIRECTOR, "superior")),  # a deputy who is his own deputy
        ({HEAD: COLLEAGUE, COLLEAGUE: HEAD}, {}, (DIRECTOR, "superior")),  # two who stand in for each other
        ({HEAD: None, DIRECTOR: ADMIN}, {}, (ADMIN, "superior")),  # the superior's deputy
        ({HEAD: None, DIRECTOR: None, DEPUTY_GM: None}, {}, (GM, "superior")),
        ({HEAD: None, DIRECTOR: None, DEPUTY_GM: None, GM: None}, {}, (ADMIN, "fallback")),
        (dict.fromkeys((HEAD, DIRECTOR, DEPUTY_GM, GM, ADMIN)), {}, (HEAD, "away")),
    ],
)
def test_who_is_away_is_followed_by_deputy_superior_and_fallback(
    away: dict[int, int | None], usual: dict[int, int], acting: tuple[int, str | None]
) -> None:
    assert acting_for(HEAD, ASKER, replace(PEOPLE, away=away, usual=usual)) == acting


def test_who_has_left_is_followed_by_his_superior() -> None:
    people = replace(PEOPLE, left={SPARE: SALES})
    assert acting_for(SPARE, ASKER, people) == (HEAD, "left")
    assert acting_for(SPARE, Asker(HEAD, SALES), people) == (DIRECTOR, "left")
    assert seated(step("position", position_id=99), ASKER, people, present=[SPARE]) == (Seat(SPARE, HEAD, "left"),)


@pytest.mark.parametrize(
    ("mode", "seats", "spoken", "expected", "decided"),
    [
        ("any", [(1, False), (2, False)], set(), ["waiting", "waiting"], False),
        ("any", [(1, True), (2, False)], set(), ["given", "waiting"], True),
        ("any", [(1, False), (2, False)], {2}, ["waiting", "counted"], True),
        ("all", [(1, True), (2, False)], set(), ["given", "waiting"], False),
        ("all", [(1, True), (2, False)], {2}, ["given", "counted"], True),
        ("all", [(1, False), (1, False)], {1}, ["counted", "counted"], True),
        ("turns", [(1, False), (2, False), (3, False)], set(), ["waiting", "coming", "coming"], False),
        ("turns", [(1, True), (2, False), (3, False)], set(), ["given", "waiting", "coming"], False),
        ("turns", [(1, False), (2, False)], {2}, ["waiting", "coming"], False),
        ("turns", [(1, True), (1, False), (3, False)], {1}, ["given", "counted", "waiting"], False),
        ("turns", [(1, True), (2, True)], set(), ["given", "given"], True),
        ("all", [], set(), [], False),
    ],
)
def test_the_same_person_counts_once_and_turns_wait(
    mode: str, seats: list[tuple[int, bool]], spoken: set[int], expected: list[str], decided: bool
) -> None:
    found = states(mode, seats, spoken)
    assert found == expected
    assert is_decided(mode, found) is decided


def test_a_superior_stands_above_his_people_only() -> None:
    assert below(ORGANISATION, HEAD) == {CLERK, COLLEAGUE}
    assert below(ORGANISATION, DIRECTOR) == {CLERK, COLLEAGUE, HEAD, ADMIN}
    assert below(ORGANISATION, GM) == {CLERK, COLLEAGUE, HEAD, DIRECTOR, DEPUTY_GM, ADMIN}
    assert below(ORGANISATION, CLERK) == frozenset()


STAFF = list(range(1, 8))
someone = st.sampled_from(STAFF)
departments = st.sampled_from([1, 2, 3, None])


@st.composite
def offices(draw: st.DrawFn) -> tuple[People, list[StepPlan], Asker]:
    """Any office, however badly kept, a chain and somebody who asks."""
    here = draw(st.lists(someone, min_size=1, unique=True))
    posts = [
        (one, position, department)
        for one, position, department in draw(
            st.lists(st.tuples(someone, st.sampled_from([1, 2, 3]), departments), max_size=6)
        )
        if one in here
    ]
    holders: dict[tuple[int, int | None], tuple[int, ...]] = {}
    heads: dict[int, tuple[int, ...]] = {}
    for one, position, department in posts:
        holders[position, department] = (*holders.get((position, department), ()), one)
        if department is not None and position == 2:
            heads[department] = (*heads.get(department, ()), one)
    organisation = Organisation(
        home={one: draw(departments) for one in here},
        parents=draw(st.fixed_dictionaries(dict.fromkeys((1, 2, 3), departments))),
        heads=heads,
        leaders=tuple(sorted((position * 30 + 10, one) for one, position, place in posts if place is None)),
        holders=holders,
        ranks={one: max(position for other, position, _ in posts if other == one) * 30 for one, _, _ in posts},
    )
    people = People(
        organisation,
        roles=draw(st.dictionaries(st.tuples(st.sampled_from([1, 2]), departments), st.just(tuple(here[:2])))),
        away=draw(st.dictionaries(st.sampled_from(here), st.one_of(st.none(), st.sampled_from(here)))),
        usual=draw(st.dictionaries(st.sampled_from(here), st.sampled_from(here))),
        fallback=tuple(draw(st.lists(st.sampled_from(here), max_size=2, unique=True))),
        left={one: draw(departments) for one in STAFF if one not in here},
    )
    plans = st.builds(
        StepPlan,
        label=st.just("Step"),
        who=st.sampled_from(["head", "superior", "line", "position", "role", "person", "top"]),
        position_id=st.sampled_from([1, 2, 3, 4]),
        role_id=st.sampled_from([1, 2, 3]),
        staff_id=someone,
        at_home=st.booleans(),
        mode=st.sampled_from(["any", "all", "turns"]),
    )
    return people, draw(st.lists(plans, min_size=1, max_size=4)), Asker(draw(someone), draw(departments))


@given(offices())
@settings(max_examples=400, deadline=None)
def test_no_request_is_ever_stuck(office: tuple[People, list[StepPlan], Asker]) -> None:
    people, chain, asker = office
    spoken: set[int] = set()
    for plan in chain:
        seats = seated(plan, asker, people)
        if not seats:
            assert not {*top(people.organisation), *people.fallback} - {asker.staff_id}
            continue
        assert len({seat.staff_id for seat in seats}) == len(seats)
        given_by: set[int] = set()
        while True:
            now = states(plan.mode, [(seat.acting_id, seat.staff_id in given_by) for seat in seats], spoken)
            given_by |= {seat.staff_id for seat, state in zip(seats, now, strict=True) if state == "counted"}
            if is_decided(plan.mode, now):
                break
            waiting = [seat for seat, state in zip(seats, now, strict=True) if state == "waiting"]
            assert waiting
            for seat in waiting:
                assert seat.acting_id != asker.staff_id
                assert people.works_here(seat.acting_id)
            spoken.add(waiting[0].acting_id)
            given_by |= {seat.staff_id for seat in waiting if seat.acting_id == waiting[0].acting_id}


@given(offices())
@settings(max_examples=200, deadline=None)
def test_whoever_is_there_speaks_for_himself(office: tuple[People, list[StepPlan], Asker]) -> None:
    people, chain, asker = office
    for plan in chain:
        for seat in seated(plan, asker, people):
            if people.is_there(seat.staff_id):
                assert seat.acting_id == seat.staff_id
