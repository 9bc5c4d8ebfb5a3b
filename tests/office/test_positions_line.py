"""Who stands above whom: heads up the tree, then the leaders of the office."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.office.positions import queries, rules
from app.office.positions.rules import Organisation, head_of, line_of, outranks, superior_of, top
from tests import factories

PEOPLE = st.integers(1, 8)
DEPARTMENTS = st.integers(1, 5)
SALES, SHOP, OFFICE = 1, 2, 3
SELLER, SHOP_HEAD, SALES_HEAD, DEPUTY, BOSS = 11, 12, 13, 14, 15


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    """Any office, also such as only damaged data would make: circles in the tree, heads of other departments."""
    home = draw(st.dictionaries(PEOPLE, st.none() | DEPARTMENTS))
    parents = draw(st.dictionaries(DEPARTMENTS, st.none() | DEPARTMENTS))
    heads = draw(st.dictionaries(DEPARTMENTS, st.lists(PEOPLE, unique=True, max_size=3).map(tuple)))
    leaders = draw(st.lists(st.tuples(st.integers(70, 100), PEOPLE), max_size=3).map(sorted).map(tuple))
    ranks = draw(st.dictionaries(PEOPLE, st.integers(0, 100)))
    return Organisation(home, parents, heads, leaders, {}, ranks)


@given(organisations(), PEOPLE)
def test_nobody_stands_above_himself_or_twice_above_somebody(office: Organisation, person: int) -> None:
    line = line_of(office, person)
    assert person not in line
    assert len(set(line)) == len(line)
    assert superior_of(office, person) == (line[0] if line else None)


@given(organisations(), PEOPLE)
def test_nobody_of_a_lower_rank_stands_above_somebody(office: Organisation, person: int) -> None:
    own = office.ranks.get(person, 0)
    leading = {leader: rank for rank, leader in office.leaders}
    assert all(max(office.ranks.get(one, 0), leading.get(one, 0)) >= own for one in line_of(office, person))


@given(organisations(), PEOPLE)
def test_the_top_has_nobody_above_it_but_heads_of_equal_rank(office: Organisation, person: int) -> None:
    if person in top(office):
        leaders = {leader for _, leader in office.leaders}
        heads = {head for people in office.heads.values() for head in people}
        assert set(line_of(office, person)) <= (heads | leaders) - {person}


@given(organisations(), DEPARTMENTS)
def test_the_head_of_a_department_is_one_of_its_heads_or_of_those_above(office: Organisation, department: int) -> None:
    found = head_of(office, department)
    if office.heads.get(department):
        assert found == office.heads[department][0]
    else:
        assert found is None or any(found in people for people in office.heads.values())


@pytest.fixture
def office() -> Organisation:
    """A shop below sales, each with a head; a deputy and a general manager over all."""
    return Organisation(
        home={SELLER: SHOP, SHOP_HEAD: SHOP, SALES_HEAD: SALES, DEPUTY: SALES, BOSS: None},
        parents={SHOP: SALES, SALES: None, OFFICE: None},
        heads={SHOP: (SHOP_HEAD,), SALES: (SALES_HEAD,)},
        leaders=((90, DEPUTY), (100, BOSS)),
        holders={},
        ranks={SHOP_HEAD: 60, SALES_HEAD: 60, DEPUTY: 90, BOSS: 100},
    )


@pytest.mark.parametrize(
    ("person", "line"),
    [
        (SELLER, (SHOP_HEAD, SALES_HEAD, DEPUTY, BOSS)),
        (SHOP_HEAD, (SALES_HEAD, DEPUTY, BOSS)),
        (SALES_HEAD, (DEPUTY, BOSS)),
        (DEPUTY, (BOSS,)),
        (BOSS, ()),
        (99, (DEPUTY, BOSS)),
    ],
)
def test_the_line_goes_up_the_tree_and_then_through_the_leaders(
    office: Organisation, person: int, line: tuple[int, ...]
) -> None:
    assert line_of(office, person) == line


def test_whoever_heads_the_department_above_is_not_below_the_head_of_his_own(office: Organisation) -> None:
    swapped = Organisation(
        home={SALES_HEAD: SHOP, SHOP_HEAD: SHOP},
        parents=office.parents,
        heads=office.heads,
        leaders=(),
        holders={},
        ranks=office.ranks,
    )
    assert line_of(swapped, SALES_HEAD) == ()
    assert line_of(swapped, SHOP_HEAD) == (SALES_HEAD,)


def test_a_department_without_head_is_answered_for_by_the_one_above(office: Organisation) -> None:
    vacant = Organisation(office.home, office.parents, {SALES: (SALES_HEAD,)}, (), {})
    assert head_of(vacant, SHOP) == SALES_HEAD
    assert head_of(vacant, OFFICE) is None
    assert head_of(vacant, None) is None


def test_the_top_is_the_highest_rank_of_the_whole_office(office: Organisation) -> None:
    assert top(office) == (BOSS,)
    assert top(Organisation({}, {}, {}, (), {})) == ()
    assert outranks(office, DEPUTY, SELLER)
    assert not outranks(office, SELLER, DEPUTY)


def test_a_post_may_not_end_before_it_begins() -> None:
    rules.check_term(date(2026, 11, 1), date(2026, 11, 1))
    rules.check_term(date(2026, 11, 1), None)
    with pytest.raises(Refused) as refused:
        rules.check_term(date(2026, 11, 2), date(2026, 11, 1))
    assert refused.value.field == "held_until"


def test_the_office_of_the_cast_has_its_line(context: None) -> None:
    factories.make_posts()
    office = queries.organisation()
    bai, gao, su, kong, xu = (factories.staff_id(name) for name in ("bai", "gao", "su", "kong", "xu"))
    assert line_of(office, su) == (bai, gao)
    assert line_of(office, kong) == (bai, gao)
    assert line_of(office, bai) == line_of(office, xu) == (gao,)
    assert line_of(office, gao) == ()
    assert top(office) == (gao,)
    assert head_of(office, factories.department_id("财务部")) == xu
    assert head_of(office, factories.department_id("办公室")) is None
    assert office.holders[queries.position("general_manager").id, None] == (gao,)  # type: ignore[union-attr]


def test_the_office_of_another_day_has_other_heads(context: None) -> None:
    factories.make_posts()
    before = queries.organisation(date(2025, 12, 31))
    assert before.heads == {}
    assert before.leaders == ()
    assert before.home == queries.organisation().home


@given(st.dictionaries(DEPARTMENTS, st.none() | DEPARTMENTS))
def test_every_department_stands_in_the_tree_once_even_in_a_circle(parents: dict[int, int | None]) -> None:
    placed: list[int] = []
    waiting = list(rules.tree(parents))
    while waiting:
        branch = waiting.pop()
        assert all(parents[below.department] == branch.department for below in branch.below)
        placed.append(branch.department)
        waiting.extend(branch.below)
    assert sorted(placed) == sorted(parents)


@given(st.dictionaries(DEPARTMENTS, st.none() | DEPARTMENTS))
def test_at_the_top_of_the_tree_stands_what_belongs_nowhere(parents: dict[int, int | None]) -> None:
    nowhere = [department for department, parent in parents.items() if parent not in parents]
    assert [branch.department for branch in rules.tree(parents)][: len(nowhere)] == nowhere
