"""The law of tasks: who may do what in which state, who may command whom, and how a task reads."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.text import Text
from app.office.tasks import rules
from app.office.tasks.kinds import TaskKind
from app.office.tasks.sentences import sentence_of
from app.office.tasks.service.opening import plain_facts

STATES = st.sampled_from(sorted(rules.STATES))
TODAY = date(2026, 11, 20)


@given(STATES, st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_only_who_is_concerned_moves_a_task_and_nothing_moves_what_is_over(
    state: str, doer: bool, giver: bool, command: bool, may_hand_on: bool
) -> None:
    found = rules.moves(state, doer=doer, giver=giver, command=command, may_hand_on=may_hand_on)
    if (not doer and not giver) or state in (rules.CONFIRMED, rules.CANCELLED):
        assert not found
    if not command:
        assert found <= {rules.HAND_ON}
        assert bool(found) == (doer and may_hand_on and state == rules.OPEN)
    if not giver:
        assert not found & {rules.CONFIRM, rules.SEND_BACK, rules.CANCEL}
    if not doer:
        assert not found & {rules.FINISH, rules.GIVE_BACK}


@given(STATES, st.booleans(), st.booleans())
def test_a_command_that_is_not_over_always_has_somebody_who_can_move_it(state: str, doer: bool, giver: bool) -> None:
    together = rules.moves(state, doer=True, giver=False, command=True, may_hand_on=True)
    together |= rules.moves(state, doer=False, giver=True, command=True, may_hand_on=True)
    assert bool(together) == (state not in (rules.CONFIRMED, rules.CANCELLED))


def test_nobody_gives_a_command_back_to_himself() -> None:
    found = rules.moves(rules.OPEN, doer=True, giver=True, command=True, may_hand_on=True)
    assert found == {rules.FINISH, rules.HAND_ON, rules.CANCEL}


PEOPLE = st.integers(1, 5)


@given(
    PEOPLE,
    PEOPLE,
    st.frozensets(st.integers(1, 3)),
    st.none() | st.integers(1, 3),
    st.frozensets(PEOPLE),
    st.booleans(),
)
def test_commands_never_go_up_or_to_oneself_and_always_go_down(
    giver: int, to: int, departments: frozenset[int], home: int | None, above: frozenset[int], below: bool
) -> None:
    allowed = rules.may_command(giver, to, departments=departments, home=home, above=above, below=below)
    if to == giver or to in above:
        assert not allowed
    else:
        assert allowed == (below or home in departments)


@given(st.integers(-400, 400))
def test_the_mark_of_a_day_tells_how_far_it_is(days: int) -> None:
    mark, far = rules.due_mark(TODAY + timedelta(days=days), TODAY)
    assert far == abs(days)
    assert mark == ("overdue" if days < 0 else "later" if days else "today")


def test_a_task_without_a_day_is_never_late() -> None:
    assert rules.due_mark(None, TODAY) == ("open_ended", 0)


@given(st.text(min_size=1).filter(str.strip))
def test_short_words_are_one_line_and_never_too_long(words: str) -> None:
    found = rules.short(words)
    assert 0 < len(found) <= 80
    assert found.splitlines() == [found]


def test_numbers_are_made_of_the_month_and_a_count() -> None:
    assert rules.number_of(TODAY, 1) == "ZL2611-001"
    assert rules.number_of(TODAY, 1234) == "ZL2611-1234"


@pytest.mark.parametrize("part", ["what", "plan"])
def test_a_part_of_blanks_is_a_part_that_is_missing(part: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_complete({"what": "x", "plan": "y", part: " \n"})
    assert refused.value.field == part


def told(msgid: str, **facts: object) -> str:
    return str(sentence_of(TaskKind("k", Text("K"), Text(msgid)), "k", plain_facts(facts)))


def test_facts_stand_formatted_in_the_sentence() -> None:
    assert told("Pay %(amount)s by %(on)s", amount_fen=123450, on=TODAY) == "Pay ￥1,234.50 by 2026-11-20"
    assert told("Read %(volume)s", volume_m3=1500) == "Read 1.5 m³"
    assert told("Call %(name)s") == "Call –"


def test_a_sentence_among_the_facts_is_said_in_the_language_of_the_reader() -> None:
    inner = Text("Answer complaint %(number)s", number="2611 07")
    found = sentence_of(TaskKind("k", Text("K"), Text("%(what)s")), "k", plain_facts({"what": inner}))
    assert isinstance(found, Text)
    assert found.params["what"] == inner
    named = sentence_of(TaskKind("k", Text("K"), Text("%(role)s")), "k", {"role_msgid": "Cashier"})
    assert named == Text("%(role)s", role=Text("Cashier"))


def test_a_task_whose_feature_is_gone_shows_its_stored_name() -> None:
    assert sentence_of(None, "gone.kind", {}) == "gone.kind"
