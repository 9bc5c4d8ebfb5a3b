"""The model of the rota. `Book` is a rota on paper: it writes the lines that the verbs write, without a database."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.reception.rota.rules import (
    Choice,
    Line,
    Settings,
    State,
    carried_credits,
    last_person,
    next_person,
    on_deck,
    order_of_day,
    replay,
)
from app.reception.rota.rules import lines as words
from app.reception.rota.rules.fold import end_of_chain, left_out

A, B, C, D = 1, 2, 3, 4
NAMES = {A: "A", B: "B", C: "C", D: "D"}
MADE_UP_FOR_WORK = {"business": "made_up", "busy_new": "made_up", "busy_old": "made_up", "busy_courtesy": "kept"}
KEPT_BY_MANUAL_A = ("errand", "busy_new", "busy_old", "busy_courtesy", "lunch")
MANUAL_A = Settings(dict.fromkeys(KEPT_BY_MANUAL_A, "kept"), most_credits=None, courtesy_front=True)
MANUAL_B = Settings({**MADE_UP_FOR_WORK, "errand": "kept", "lunch": "kept"}, most_credits=None)


@dataclass
class Book:
    rules: Settings
    lines: list[Line] = field(default_factory=list)
    visits: int = 0

    @property
    def state(self) -> State:
        return replay(self.lines, self.rules)

    def open(self, order: tuple[int, ...], *, here: bool = True, **facts: Any) -> Book:
        self.write("open", facts={"order": list(order), **facts})
        for one in order if here else ():
            self.write("sign_in", one)
        return self

    def write(self, kind: str, staff: int | None = None, **values: Any) -> Line:
        self.lines.append(Line(len(self.lines) + 1, kind, staff, **values))
        return self.lines[-1]

    def visitor(self, *, leaves: bool = True) -> str:
        self.visits += 1
        choice: Choice = next_person(self.state, self.rules)
        if choice.staff_id is None:
            return "-"
        for one in choice.passed:
            self.write("pass", one.staff_id, visit=self.visits, interval=self.visits, reason=one.why,
                       credit=one.credit, facts={"treatment": one.treatment})  # fmt: skip
        self.write("turn", choice.staff_id, visit=self.visits, interval=self.visits, cost=1,
                   credit=-1 if choice.made_up else 0, reason="busy_new")  # fmt: skip
        if leaves:
            self.write("end", choice.staff_id, visit=self.visits)
        return NAMES.get(choice.staff_id, str(choice.staff_id))

    def visitors(self, number: int) -> str:
        return "".join(self.visitor() for _ in range(number))

    def undo(self, interval: int) -> None:
        undoes = {one.id: one.undoes for one in self.lines}
        out = left_out(undoes)
        for one in [one for one in self.lines if one.interval == interval and one.id not in out]:
            self.write("undo", undoes=end_of_chain(one.id, {line.id: line.undoes for line in self.lines}))


def worked_example(rules: Settings, why: str) -> Book:
    """Worked example 1: A receives; B is away; C and D receive; A again, and then B's turn is missed once more."""
    book = Book(rules).open((A, B, C, D))
    assert book.visitor() == "A"
    book.write("pause", B, reason=why)
    assert book.visitors(4) == "CDAC"
    return book


def test_under_manual_b_whoever_was_out_on_business_makes_up_both_rounds_in_a_row() -> None:
    book = worked_example(MANUAL_B, "business")
    assert book.state.people[B].credits == 2
    book.write("back", B)
    assert book.visitors(6) == "BBDABC"
    assert book.state.people[B].credits == 0


def test_under_manual_a_whoever_was_away_without_reason_loses_both_turns() -> None:
    book = worked_example(MANUAL_A, "absent")
    book.write("back", B)
    assert book.visitors(5) == "DABCD"
    assert (book.state.people[B].credits, book.state.people[B].passed) == (0, 2)


def test_under_manual_a_a_verified_errand_keeps_the_place_with_priority_for_one_customer() -> None:
    book = worked_example(MANUAL_A, "errand")
    book.write("verify", B)
    book.write("back", B)
    assert book.visitors(5) == "BDACB"

    verified_before = Book(MANUAL_A).open((A, B, C, D))
    verified_before.visitor()
    verified_before.write("pause", B, reason="errand", facts={"verified": True})
    assert verified_before.visitors(4) == "CDAC"
    assert verified_before.state.order[0] == B
    verified_before.write("back", B)
    assert verified_before.visitors(4) == "BDAC"


def test_an_errand_that_is_verified_after_the_return_still_gives_priority() -> None:
    book = worked_example(MANUAL_A, "errand")
    book.write("back", B)
    book.write("verify", B)
    assert book.visitor() == "B"


def test_somebody_with_a_full_purse_of_make_up_turns_gets_no_more_and_is_told_so() -> None:
    book = Book(replace(MANUAL_B, most_credits=1)).open((A, B))
    book.write("pause", A, reason="business")
    book.visitors(2)
    [passed] = next_person(book.state, book.rules).passed
    assert (passed.treatment, passed.credit) == ("full", 0)
    assert book.state.people[A].credits == 1


def test_a_customer_who_asked_for_somebody_costs_no_turn_and_no_make_up_by_manual_a() -> None:
    book = Book(MANUAL_A).open((A, B, C))
    book.write("outside", A, visit=90, reason="busy_designated")
    assert book.visitor() == "B"  # A is passed over and loses the round (R-53, D-09)
    book.write("end", A, visit=90)
    assert book.visitors(3) == "CAB"


def test_after_a_courtesy_the_helper_keeps_his_place_or_comes_first_as_the_office_rules() -> None:
    for front, then in ((False, "ABCD"), (True, "DABC")):
        book = Book(MANUAL_B).open((A, B, C, D))
        helper = last_person(book.state)
        assert helper == D
        book.write("outside", helper, visit=90, reason="busy_courtesy", facts={"front": front})
        book.write("end", helper, visit=90)
        assert book.visitors(4) == then


def test_an_old_customer_who_brings_a_new_one_uses_one_turn_and_a_returning_one_none() -> None:
    book = Book(MANUAL_A).open((A, B, C))
    book.write("outside", A, visit=90, reason="busy_old")
    book.write("end", A, visit=90)
    assert book.state.order == (A, B, C)
    book.write("outside", A, visit=91, reason="busy_new", cost=1)
    book.write("end", A, visit=91)
    assert book.state.order == (B, C, A)
    assert book.state.people[A].turns == 1


def test_a_turn_taken_away_is_lost_when_it_comes_and_not_before() -> None:
    book = Book(MANUAL_A).open((A, B, C))
    book.write("cancel", B)
    assert book.state.order == (A, B, C)
    assert book.visitors(5) == "ACABC"
    book.write("cancel", B)
    for one in (A, C):
        book.write("pause", one, reason="lunch")
    assert book.visitors(2) == "BB"  # nobody else is here: the round passes and the line comes round to B


def test_whoever_was_refused_is_left_out_and_keeps_his_place() -> None:
    book = Book(MANUAL_A).open((A, B), credits=[A])
    choice = next_person(book.state, book.rules, but={A})
    assert (choice.staff_id, choice.passed) == (B, ())
    assert next_person(book.state, book.rules, but={A, B}).staff_id is None


def test_nobody_receives_before_the_check_where_readiness_comes_first() -> None:
    book = Book(replace(MANUAL_A, ready_first=True)).open((A, B))
    assert book.visitor() == "-"
    book.write("check", B, facts={"ready": True})
    book.write("check", A, reason="bar", facts={"ready": False})
    assert next_person(book.state, book.rules).passed[0].why == "barred"
    assert book.visitors(2) == "BB"


def test_whoever_leaves_and_comes_again_joins_at_the_end() -> None:
    book = Book(MANUAL_A).open((A, B, C))
    book.write("leave", A)
    assert book.state.order == (B, C)
    assert book.visitor() == "B"
    book.write("sign_in", A)
    assert book.state.order == (C, B, A)


def test_whoever_has_not_signed_in_is_late_and_the_late_shift_is_not() -> None:
    book = Book(MANUAL_A).open((A, B, C), here=False, shifts={"1": "full", "2": "late", "3": "full"})
    book.write("sign_in", C)
    assert [one.why for one in next_person(book.state, book.rules).passed] == ["late"]
    assert book.visitor() == "C"
    book.write("sign_in", B)
    assert book.visitors(2) == "BC"


def test_the_second_of_the_line_must_be_ready_and_make_up_turns_come_first() -> None:
    book = Book(MANUAL_B).open((A, B, C), credits=[C])
    assert on_deck(book.state, 2) == (C, A)
    book.write("pause", C, reason="lunch")
    assert on_deck(book.state, 2) == (A, B)


def test_a_day_carries_on_or_starts_anew_or_begins_with_whoever_had_the_fewest() -> None:
    members = (A, B, C, D)
    assert order_of_day("carry", members, (C, A, 9, B), {}) == (C, A, B, D)
    assert order_of_day("list", members, (C, A, B), {}) == members
    assert order_of_day("fewest", members, (), {A: 2, B: 1, C: 1}) == (D, B, C, A)
    assert carried_credits((B, 9, B), members, True) == (B, B)
    assert carried_credits((B,), members, False) == ()


def test_what_is_undone_is_as_if_it_had_never_been_and_may_be_brought_back() -> None:
    book = Book(MANUAL_B).open((A, B, C))
    book.write("pause", A, reason="business")
    before = book.state
    book.visitor()
    after = book.state
    book.undo(1)  # leaves the line of the end, which then ends nothing
    assert book.state == before
    revived = [one for one in book.lines if one.kind == "undo"]
    for one in revived:
        book.write("undo", undoes=one.id)
    assert book.state == after
    book.undo(1)
    assert book.state == before


def test_a_make_up_turn_whose_cause_is_undone_after_its_use_is_owed() -> None:
    book = Book(MANUAL_B).open((A, B))
    book.write("pause", A, reason="business")
    book.visitor()
    book.write("back", A)
    assert book.visitor() == "A"
    book.undo(1)
    assert book.state.people[A].credits == -1
    book.write("credit", A, credit=1)
    assert (book.state.people[A].credits, book.state.waiting_credits) == (0, ())


PEOPLE = st.integers(1, 5)
STATUS = st.tuples(st.sampled_from(("pause", "back", "leave", "sign_in")), PEOPLE,
                   st.sampled_from(("business", "absent", "lunch", "private", "errand")))  # fmt: skip
EVENTS = st.one_of(
    st.tuples(st.just("visitor"), st.booleans()),
    st.tuples(st.just("ends"), PEOPLE),
    st.tuples(st.just("returning"), PEOPLE),
    st.tuples(st.just("undo")),
    STATUS,
)
TREATMENTS = st.sampled_from(("lost", "kept", "made_up"))
RULES = st.builds(
    lambda reasons, most: Settings(reasons, most_credits=most),
    st.fixed_dictionaries(dict.fromkeys(words.REASONS, TREATMENTS)),
    st.sampled_from((None, 1, 3)),
)
FROM = {"pause": "here", "back": "away", "leave": "here", "sign_in": "left"}


def happens(book: Book, event: tuple[Any, ...]) -> None:
    """Do what the verbs would do; what they would refuse does not happen."""
    kind, state = event[0], book.state
    if kind == "visitor":
        book.visitor(leaves=event[1])
    elif kind == "undo":
        book.undo(book.visits)
    elif kind == "returning":
        book.visits += 1
        book.write("outside", event[1], visit=book.visits, interval=book.visits, reason="busy_old")
    elif kind == "ends":
        for visit in state.people[event[1]].visits:
            book.write("end", event[1], visit=visit)
    elif state.people[event[1]].status == FROM[kind] and not (kind == "leave" and state.people[event[1]].busy):
        book.write(kind, event[1], reason=event[2] if kind == "pause" else None)


@settings(max_examples=40, deadline=None)
@given(RULES, st.lists(EVENTS, max_size=20))
def test_a_change_of_status_never_moves_anybody_else(rules: Settings, events: list[tuple[Any, ...]]) -> None:
    book = Book(rules).open((1, 2, 3, 4, 5))
    for event in events:
        before = book.state
        happens(book, event)
        if event[0] in FROM:
            others = lambda state: [one for one in state.line if one != event[1]]  # noqa: E731, B023
            assert others(book.state) == others(before)
            for one in set(before.people) - {event[1]}:
                assert book.state.people[one] == before.people[one]
            if event[0] in ("pause", "back", "leave"):
                assert book.state.line == before.line


@settings(max_examples=40, deadline=None)
@given(RULES, st.lists(EVENTS, max_size=25))
def test_undoing_the_last_step_restores_the_order_exactly(rules: Settings, events: list[tuple[Any, ...]]) -> None:
    book = Book(rules).open((1, 2, 3, 4, 5))
    for event in events:
        happens(book, event)
    before = book.state
    if book.visitor(leaves=False) != "-":
        book.undo(book.visits)
    assert book.state == before


@settings(max_examples=40, deadline=None)
@given(RULES, st.lists(EVENTS, max_size=25), st.randoms())
def test_a_replay_gives_the_same_state_and_the_ids_order_it(
    rules: Settings, events: list[tuple[Any, ...]], shuffled: Any
) -> None:
    book = Book(rules).open((1, 2, 3, 4, 5))
    for event in events:
        happens(book, event)
    mixed = list(book.lines)
    shuffled.shuffle(mixed)
    assert replay(mixed, rules) == book.state
    assert sorted(book.state.line) == [1, 2, 3, 4, 5]
    owned = {one: book.state.waiting_credits.count(one) for one in book.state.people}
    assert owned == {one: max(0, person.credits) for one, person in book.state.people.items()}


@settings(max_examples=40, deadline=None)
@given(st.sampled_from((None, 1, 3)), st.lists(st.one_of(
    st.tuples(st.just("visitor"), st.booleans()), st.tuples(st.just("ends"), PEOPLE),
    st.tuples(st.just("returning"), PEOPLE), STATUS.filter(lambda one: one[0] in ("pause", "back")),
), max_size=40))  # fmt: skip
def test_turns_and_make_up_turns_of_people_equally_on_duty_differ_by_at_most_one(
    most: int | None, events: list[tuple[Any, ...]]
) -> None:
    """Equally on duty are those who stood in the line all the time and whose missed turns all were made up.

    Whoever lost a turn (by his reason, or because he could hold no more make-up turns) or kept his place when it was
    passed over had another claim than the rest and is left out.
    """
    rules = Settings({**MADE_UP_FOR_WORK, "lunch": "kept"}, most_credits=most)
    book = Book(rules).open((1, 2, 3, 4, 5))
    for event in events:
        happens(book, event)
    equal = set(book.state.people)
    for one in book.lines:
        if one.kind == "pass" and one.facts["treatment"] != "made_up":
            equal.discard(one.staff or 0)
    had = [book.state.people[one].turns + book.state.people[one].credits for one in equal]
    assert max(had, default=0) - min(had, default=0) <= 1
