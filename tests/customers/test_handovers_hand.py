"""Customers of somebody who leaves, is away long or is transferred go to others with all that hangs on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.customers.contracts.models import Contract
from app.customers.correspondence.models import Letter
from app.customers.files.models import Customer
from app.customers.files.service_owners import give_to
from app.customers.handovers import rules
from app.customers.handovers.models import Handover, HandoverDraw
from app.customers.handovers.queries import lists
from app.customers.handovers.queries.people import successors
from app.customers.handovers.service import choosing, returning, signing, starting
from app.customers.handovers.service.starting import NewHandover
from app.customers.owners import service as owned
from app.customers.owners.models import Spell
from app.domain.actor import OPERATOR, Actor
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.absence.service import record_absence
from app.office.access.service.people import deactivate
from app.office.deadlines.models import Deadline
from app.office.deadlines.service import start_deadline
from app.office.history.models import Entry
from app.office.staff.service import change_staff
from app.office.tasks.models import Task
from app.unit_of_work import unit_of_work
from tests import factories
from tests.customers import factories_handovers as made
from tests.customers.factories_handovers import TODAY

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def bai(context: None) -> Actor:
    factories.make_posts()
    return factories.actor("bai")


def a_contract(customer_id: int, staff_id: int) -> None:
    with unit_of_work(by=OPERATOR) as work:
        about = {"number": f"HT{customer_id}", "customer_id": customer_id, "title": "供气合同", "signed_on": TODAY}
        work.session.add(Contract(**about, staff_id=staff_id, state="signed", made_by="x", made_at=work.at))


def a_letter(customer_id: int, staff_id: int) -> None:
    with unit_of_work(by=OPERATOR) as work:
        about = {"number": f"WL{customer_id}", "customer_id": customer_id, "at": work.at, "way": "letter"}
        asked = {"direction": "in", "counterpart": "other", "reason": "询价", "answer_due_on": TODAY}
        work.session.add(Letter(**about, **asked, staff_id=staff_id, made_at=work.at))


def a_deadline(staff_id: int, customer_id: int) -> None:
    start_deadline("deadlines.own", "", arrived_at=clock.now(), facts={"what": "回访"}, url="", staff_id=staff_id,
                   customer_id=customer_id, by=OPERATOR)  # fmt: skip


def pointing_at(staff_id: int) -> dict[str, int]:
    """What still points to a person: spells, customers, tasks, deadlines, contracts."""
    db.session.rollback()
    counts = {
        "spells": select(func.count()).where(Spell.staff_id == staff_id, Spell.until_at.is_(None)),
        "customers": select(func.count()).where(Customer.owner_id == staff_id),
        "tasks": select(func.count()).where(Task.staff_id == staff_id, Task.state == "open"),
        "deadlines": select(func.count()).where(Deadline.staff_id == staff_id, Deadline.stopped_on.is_(None)),
        "contracts": select(func.count()).where(Contract.staff_id == staff_id),
        "letters": select(func.count()).where(Letter.staff_id == staff_id),
    }
    return {name: db.session.scalar(query) or 0 for name, query in counts.items()}


def test_forty_customers_of_a_leaver_go_to_others_by_lot_and_nothing_is_left_behind(bai: Actor) -> None:
    people, su = made.sales("李销", "周销", "郑销"), factories.staff_id("su")
    mine, theirs = made.customers(40, su), made.customers(1, people[0])
    with unit_of_work(by=OPERATOR):
        owned.begin({theirs[0]: su}, ground="allocated", part="second")
    for one in (*mine[:3], theirs[0]):
        made.a_task(su, one)
        a_deadline(su, one)
        a_contract(one, su)
        a_letter(one, su)
    deactivate(su, 1, TODAY, by=OPERATOR)
    begun = made.latest()
    assert (begun.cause, begun.number, begun.state) == ("left", "YJ2611-001", "open")
    asked = db.session.scalars(select(Task).where(Task.kind == "handovers.decide")).one()
    assert asked.staff_id == bai.staff_id
    assert asked.due_on == date(2026, 11, 25)
    assert [len(one.found["tasks"]) for one in made.items()[:4]] == [1, 1, 1, 0]
    assert made.items()[0].found["parts"][0]["label"] == "Contracts"
    made.draw(people, by=bai)
    assert sorted(rules.shares([one.successor_id or 0 for one in made.items()]).values()) == [13, 14, 14]
    made.decide(by=bai)
    assert pointing_at(su) == {"spells": 0, "customers": 0, "tasks": 0, "deadlines": 0, "contracts": 0, "letters": 0}
    heirs = {one.customer_id: one.successor_id for one in made.items() if one.part == "main"}
    assert {one: made.owners()[one] for one in mine} == heirs
    kinds = select(Task.customer_id, Task.staff_id).where(Task.kind == "test.call", Task.state == "open")
    assert {row.customer_id: row.staff_id for row in db.session.execute(kinds)}.items() >= {
        one: heirs[one] for one in mine[:3]
    }.items()
    first = select(func.count()).where(Task.kind == "handovers.first_contact", Task.state == "open")
    assert db.session.scalar(first) == 41
    passed = select(func.count()).where(Entry.action == "owners.passed_on")
    assert db.session.scalar(passed) == 40
    assert made.latest().state == "decided"


def test_the_hand_over_is_done_when_all_have_signed_and_every_customer_was_contacted(bai: Actor) -> None:
    li, zhou = made.sales("李销", "周销")
    su = factories.actor("su")
    made.customers(3, su.staff_id)
    starting.start(NewHandover(su.staff_id or 0, "transfer", TODAY), by=bai)
    made.draw([li, zhou], by=bai)
    made.decide(by=bai)
    one = made.latest()
    assert signing.print_letters(one.id, by=bai)
    signing.sign_as_giver(one.id, by=su)
    with pytest.raises(Conflict):
        signing.sign_as_giver(one.id, by=bai)
    for staff_id in (li, zhou):
        taker = Actor(su.kind, "接手人", staff_id, su.grants)
        signing.sign_as_taker(one.id, by=taker)
        with pytest.raises(Refused, match="ahead"):
            signing.contact([1], TODAY + timedelta(1), by=taker)
        assert made.latest().state == "decided"
        own = [item for item in made.items() if item.successor_id == staff_id]
        signing.contact_reported(own[0].customer_id, staff_id, TODAY, by=taker)
        if len(own) > 1:
            signing.contact([item.id for item in made.items()], TODAY, by=taker)
    assert made.latest().state == "done"
    left = select(func.count()).where(Task.state == "open", Task.kind.startswith("handovers."))
    assert db.session.scalar(left) == 0
    assert all(item.letter_at and item.signed_by == "接手人" for item in made.items())


def test_a_draw_is_kept_for_good_and_a_second_one_says_why(bai: Actor) -> None:
    li, zhou = made.sales("李销", "周销")
    made.customers(5, factories.staff_id("su"))
    starting.start(NewHandover(factories.staff_id("su"), "transfer", TODAY), by=bai)
    made.draw([li, zhou], by=bai)
    kept = db.session.scalars(select(HandoverDraw)).one()
    assert [one.successor_id for one in made.items()] == rules.draw(kept.customers, kept.people, kept.seed)
    with pytest.raises(Refused, match="Say why"):
        made.draw([li, zhou], by=bai)
    made.draw([li, zhou], by=bai, reason="周销当日请假，重新抽签")
    assert db.session.scalar(select(func.count(HandoverDraw.id))) == 2
    one, drawn = made.latest(), made.items()[0]
    with pytest.raises(Refused, match="Say why"):
        choosing.name_successor(one.id, one.version, zhou, [drawn.id], None, by=bai)
    choosing.name_successor(one.id, one.version, zhou, [drawn.id], "客户指名", by=bai)
    assert (made.items()[0].successor_id, made.items()[0].chosen_by) == (zhou, "name")


def test_whoever_is_away_or_gone_is_not_offered(bai: Actor) -> None:
    li, zhou, zheng = made.sales("李销", "周销", "郑销")
    made.customers(1, factories.staff_id("su"))
    record_absence(li, "leave", TODAY, TODAY + timedelta(2), by=OPERATOR)
    deactivate(zhou, 1, TODAY, by=OPERATOR)
    one = starting.start(NewHandover(factories.staff_id("su"), "transfer", TODAY), by=bai)
    offered = [person.id for person in successors(one, bai)]
    assert zheng in offered
    assert not {li, zhou, factories.staff_id("su")} & {*offered}
    with pytest.raises(Refused, match="not here"):
        made.draw([zheng, li], by=bai)


def test_customers_of_somebody_long_away_return_to_him(bai: Actor) -> None:
    [li] = made.sales("李销")
    su = factories.staff_id("su")
    [customer_id] = made.customers(1, su)
    made.a_task(su, customer_id)
    record_absence(su, "sick", TODAY, TODAY + timedelta(9), by=OPERATOR)
    assert db.session.scalar(select(func.count(Handover.id))) == 0
    away = record_absence(su, "leave", TODAY + timedelta(20), TODAY + timedelta(60), by=OPERATOR)
    assert away
    assert (made.latest().cause, made.latest().back_on) == ("absence", TODAY + timedelta(61))
    one = made.latest()
    choosing.name_successor(one.id, one.version, li, None, None, by=bai)
    made.decide(by=bai)
    assert made.owners()[customer_id] == li
    assert db.session.scalars(select(Spell.ground).where(Spell.until_at.is_(None))).one() == "covered"
    back = db.session.scalars(select(Task).where(Task.kind == "handovers.return")).one()
    assert (back.due_on, back.staff_id) == (TODAY + timedelta(61), bai.staff_id)
    one = made.latest()
    returning.return_customers(one.id, one.version, by=bai, language="en")
    assert (made.owners()[customer_id], made.latest().state) == (su, "returned")
    assert pointing_at(li) == {"spells": 0, "customers": 0, "tasks": 0, "deadlines": 0, "contracts": 0, "letters": 0}
    assert db.session.get_one(Task, back.id, populate_existing=True).state == "done"


def test_whoever_was_transferred_leaves_his_customers_to_the_department_he_comes_from(bai: Actor) -> None:
    su = factories.staff_id("su")
    made.customers(2, su)
    change_staff(su, 1, {"name": "苏销", "department_id": factories.department_id("财务部")}, by=OPERATOR)
    assert (made.latest().cause, made.latest().department_id) == ("transfer", factories.department_id("销售部"))
    assert lists.one(made.latest().id, bai).person == "苏销"


def test_a_manager_sees_the_hand_overs_of_his_departments_only(bai: Actor) -> None:
    made.customers(1, factories.staff_id("kong"))
    starting.start(NewHandover(factories.staff_id("kong"), "transfer", TODAY), by=OPERATOR)
    one = made.latest()
    assert lists.listing(lists.Filters(), bai).rows == []
    for ask in (lambda: lists.one(one.id, bai), lambda: choosing.cancel(one.id, one.version, "x", by=bai)):
        with pytest.raises(NoResultFound):
            ask()
    with pytest.raises(Refused, match="your departments"):
        starting.start(NewHandover(factories.staff_id("kong"), "transfer", TODAY), by=bai)
    assert [row[0].id for row in lists.listing(lists.Filters(), factories.actor("gao")).rows] == [one.id]
    assert lists.waiting_for(factories.actor("su")) == []


def test_whoever_leaves_keeps_no_customer(bai: Actor) -> None:
    su = factories.staff_id("su")
    made.customers(2, su)
    starting.start(NewHandover(su, "transfer", TODAY), by=bai)
    deactivate(su, 1, TODAY, by=OPERATOR)
    one = made.latest()
    assert one.cause == "left"
    with pytest.raises(Refused, match="keeps no customer"):
        choosing.leave_out(one.id, one.version, [item.id for item in made.items()], "留用", by=bai)
    with pytest.raises(Refused, match="keeps no customer"):
        choosing.cancel(one.id, one.version, "不办", by=bai)
    with pytest.raises(Refused, match="without a successor: 2"):
        made.decide(by=bai)


def test_customers_taken_over_by_somebody_who_leaves_too_go_on_with_his_own_hand_over(bai: Actor) -> None:
    li, zhou = made.sales("李销", "周销")
    made.customers(2, factories.staff_id("su"))
    starting.start(NewHandover(factories.staff_id("su"), "transfer", TODAY), by=bai)
    one = made.latest()
    choosing.name_successor(one.id, one.version, li, None, None, by=bai)
    made.decide(by=bai)
    signing.sign_as_giver(one.id, by=bai)
    deactivate(li, 1, TODAY, by=OPERATOR)
    two = made.latest()
    choosing.name_successor(two.id, two.version, zhou, None, None, by=bai)
    made.decide(by=bai)
    waiting = select(Task.staff_id).where(Task.kind == "handovers.first_contact", Task.state == "open")
    assert list(db.session.scalars(waiting)) == [zhou, zhou]
    assert db.session.get_one(Handover, one.id, populate_existing=True).state == "done"


STEPS = st.lists(st.tuples(st.sampled_from(["give", "hand", "away", "back"]), st.integers(0, 9)), max_size=5)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_ledger_and_files_always_agree(bai: Actor, steps: list[tuple[str, int]]) -> None:
    if not made.owners():
        made.customers(4, made.sales("甲", "乙", "丙")[0])
    for step, n in steps:
        _do(step, n, bai)
        assert made.ledger() == made.owners()
        homes = select(func.count()).where(Customer.department_id != factories.department_id("销售部"))
        assert db.session.scalar(homes) == 0


def _do(step: str, n: int, bai: Actor) -> None:
    people = sorted(set(db.session.scalars(select(Spell.staff_id))) | {factories.staff_id("su")})
    owner = people[n % len(people)]
    deeds: dict[str, Callable[[], None]] = {
        "give": lambda: _give(n, owner, bai),
        "hand": lambda: _hand(owner, people[(n + 1) % len(people)], "transfer", bai),
        "away": lambda: _hand(owner, people[(n + 1) % len(people)], "absence", bai),
        "back": lambda: _back(bai),
    }
    try:
        deeds[step]()
    except Refused:
        db.session.rollback()


def _give(n: int, owner: int, bai: Actor) -> None:
    customer_id = sorted(made.owners())[n % 4]
    version = db.session.get_one(Customer, customer_id, populate_existing=True).version
    give_to(customer_id, owner, reason="调整", version=version, by=bai)


def _hand(owner: int, heir: int, cause: str, bai: Actor) -> None:
    starting.start(NewHandover(owner, cause, TODAY, TODAY + timedelta(40) if cause == "absence" else None), by=bai)
    one = made.latest()
    choosing.name_successor(one.id, one.version, heir, None, None, by=bai)
    made.decide(by=bai)


def _back(bai: Actor) -> None:
    one = made.latest() if db.session.scalar(select(func.count(Handover.id))) else None
    if one is not None:
        returning.return_customers(one.id, one.version, by=bai, language="en")
