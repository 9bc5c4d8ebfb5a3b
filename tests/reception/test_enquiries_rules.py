"""Who may do what with an enquiry, and who is asked to take it over: pure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.office.positions.rules import Organisation
from app.reception.enquiries.rules import (
    ACCEPT,
    DONE,
    FINISH,
    GIVE_BACK,
    HAND_ON,
    JOINED,
    LEADER,
    OPEN,
    SERVICE,
    TELL,
    WRITE_SLIP,
    Office,
    Standing,
    check_addressee,
    moves,
    per_hundred,
    proposal,
    resolved,
    short,
)

SALES, CARE = 1, 2
GAO, BAI, LI, SU, KONG = 1, 2, 3, 4, 5
NAMES = {GAO: "Gao", BAI: "Bai", LI: "Li", SU: "Su", KONG: "Kong"}


def office(away: dict[int, int | None] | None = None) -> Office:
    """Bai heads sales with Su, Li heads customer service with Kong, Gao leads all."""
    return Office(
        Organisation(
            home={GAO: None, BAI: SALES, LI: CARE, SU: SALES, KONG: CARE},
            parents={SALES: None, CARE: None},
            heads={SALES: (BAI,), CARE: (LI,)},
            leaders=((100, GAO),),
            holders={},
            ranks={GAO: 100, BAI: 60, LI: 60},
        ),
        NAMES,
        away or {},
    )


@pytest.mark.parametrize(
    ("routing", "owner", "away", "wanted"),
    [
        (LEADER, SU, {}, BAI),
        (LEADER, SU, {BAI: KONG}, KONG),
        (LEADER, SU, {BAI: None}, GAO),
        (LEADER, SU, {BAI: SU}, GAO),
        (LEADER, SU, {BAI: None, GAO: None}, None),
        (LEADER, GAO, {}, None),
        (SERVICE, SU, {}, LI),
        (SERVICE, SU, {LI: None}, GAO),
        (SERVICE, KONG, {}, LI),
        (SERVICE, LI, {}, GAO),
    ],
)
def test_it_goes_to_the_leader_or_to_customer_service_and_past_whoever_is_away(
    routing: str, owner: int, away: dict[int, int | None], wanted: int | None
) -> None:
    assert proposal(routing, owner, CARE, office(away)).staff_id == wanted


@given(
    st.sampled_from([LEADER, SERVICE]),
    st.sampled_from(list(NAMES)),
    st.dictionaries(st.sampled_from(list(NAMES)), st.one_of(st.none(), st.sampled_from(list(NAMES))), max_size=5),
    st.sampled_from([SALES, CARE, None]),
)
@settings(max_examples=60)
def test_whoever_is_proposed_is_here_and_is_not_the_one_who_has_it(
    routing: str, owner: int, away: dict[int, int | None], service: int | None
) -> None:
    stand_ins = {one: None if deputy in away else deputy for one, deputy in away.items()}
    found = proposal(routing, owner, service, office(stand_ins))
    assert found.staff_id != owner
    assert found.staff_id is None or found.staff_id not in away
    assert found.why


def test_a_stand_in_is_asked_for_who_is_away_and_nobody_for_who_has_left() -> None:
    assert resolved(BAI, SU, office({BAI: LI})) == LI
    assert resolved(BAI, SU, office()) == BAI
    for wanted, away in ((BAI, {BAI: None}), (SU, {}), (99, {})):
        with pytest.raises(Refused):
            resolved(wanted, SU, office(away))


def test_it_is_handed_to_a_person_or_a_department_and_not_to_both() -> None:
    check_addressee(1, None)
    check_addressee(None, 1)
    for to, department in ((None, None), (1, 1)):
        with pytest.raises(Refused):
            check_addressee(to, department)


def test_the_first_responsible_person_may_solve_what_another_has() -> None:
    first, owner, offered = Standing(first=True), Standing(owner=True), Standing(offered=True)
    assert moves(OPEN, first, weighty=False) == {FINISH, WRITE_SLIP, TELL}
    assert moves(OPEN, owner, weighty=True) == {FINISH, WRITE_SLIP, HAND_ON}
    assert moves(OPEN, offered, weighty=False) == {ACCEPT, GIVE_BACK}
    assert moves(OPEN, Standing(), weighty=False) == frozenset()
    assert moves(DONE, first, weighty=False) == {WRITE_SLIP}
    assert moves(JOINED, owner, weighty=False) == frozenset()


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_rounded_half_up_to_one_place(part: int, whole: int) -> None:
    exact = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert Decimal(per_hundred(part, whole)) == exact or abs(Decimal(part * 1000 % whole * 2 - whole)) == 0
    assert per_hundred(part, 0) == "–"


def test_the_first_line_stands_for_the_matter() -> None:
    assert short("one\ntwo") == "one"
    assert len(short("x" * 500)) == 60
    assert short("  \n") == ""
