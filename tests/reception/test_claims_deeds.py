"""The deeds of claims through the queue: deciding, registering, recognising, cases, open days, warnings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app import clock
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.approvals.models import Approval, ApprovalSeat
from app.office.approvals.service import approve, refuse, seed
from app.office.policy.service import set_values, switch_profile
from app.office.tasks.models import Task
from app.reception.claims import queries, service
from app.reception.claims.models import ClaimCase, Evidence, Reception, Registration
from app.reception.claims.nightly import ask_once_a_day
from app.reception.claims.queries.receptions import ledger_of, why_of
from app.reception.claims.rules import Arrival
from app.reception.claims.service import NewCase
from app.reception.queue import service as queue
from app.reception.queue.models import Visit
from app.reception.rota import queries as rota_queries
from app.reception.rota import rules as rota_rules
from app.reception.rota import service as rota
from app.reception.rota.looks import fairness
from tests import factories
from tests.reception import factories_queue

TODAY = date(2026, 11, 20)
PHONE = "13800138000"
REPS = ("su", "kong", "ma")


def rep(username: str) -> int:
    return factories.staff_id(username)


def open_rota(*usernames: str) -> None:
    """A rota of today with these people signed in, in this order."""
    for username in usernames:
        rota.add_member(rep(username), by=OPERATOR)
    rota.open_day(TODAY, by=OPERATOR)
    for username in usernames:
        rota.sign_in(rep(username), by=OPERATOR)


@pytest.fixture
def floor(context: Any) -> None:
    """The shipped desks, and a rota in which three may receive; su comes first."""
    factories_queue.open_office()
    open_rota(*REPS)


def come(name: str = "王小明", phone: str | None = PHONE, **more: Any) -> Visit:
    return factories_queue.come(name, "sales", phone=phone, **more)


def receive(visit: Visit) -> Visit:
    found = db.session.get_one(Visit, visit.id, populate_existing=True)
    return queue.receive(found.id, found.version, by=factories.actor(username_of(found.staff_id)))


def username_of(staff_id: int | None) -> str:
    return next(one for one in REPS if rep(one) == staff_id)


def fresh(visit: Visit) -> Visit:
    return db.session.get_one(Visit, visit.id, populate_existing=True)


def away(username: str) -> None:
    rota.pause(rep(username), "business", by=OPERATOR)


def standing(of: int | None = None) -> list[Registration]:
    query = select(Registration).where(Registration.state == "standing").order_by(Registration.id)
    rows = db.session.scalars(query.execution_options(populate_existing=True))
    return [one for one in rows if of is None or one.staff_id == of]


def finish(visit: Visit) -> None:
    found = fresh(visit)
    queue.finish(found.id, found.version, None, by=factories.actor(username_of(found.staff_id)))


def decide_request(subject: str, *, yes: bool = True) -> None:
    """Let whoever is asked approve or refuse, step by step."""
    people = {rep(username): factories.actor(username) for username in factories.CAST}
    for _ in range(3):
        query = select(Approval).where(Approval.subject == subject).execution_options(populate_existing=True)
        one = db.session.scalars(query).one()
        seats = select(ApprovalSeat.acting_id).where(
            ApprovalSeat.approval_id == one.id, ApprovalSeat.state == "waiting"
        )
        who = people.get(db.session.scalars(seats.order_by(ApprovalSeat.id)).first())
        if one.state != "waiting" or who is None:
            return
        (approve if yes else refuse)(one.id, one.version, "已核实。", by=who)


def test_a_new_customer_takes_the_turn_and_is_registered_and_comes_back_without_one(floor: None) -> None:
    first = receive(come())
    assert first.staff_id == rep("su")
    registration = standing()[0]
    assert (registration.staff_id, registration.phone) == (rep("su"), PHONE)
    assert (registration.day, registration.valid_until) == (TODAY, date(2026, 12, 20))
    finish(first)
    again = fresh(come(again=True))
    assert again.staff_id == rep("su")
    decision = why_of(again.id)[-1]
    assert (decision.basis.msgid, decision.cost, decision.case) == ("Is his customer", 0, "CM-1")
    assert [line.cost for line in ledger_of(again.id)] == [0]
    receive(again)
    assert len(standing()) == 1


def test_while_the_owner_is_away_the_last_of_the_rota_helps_and_both_are_told(floor: None) -> None:
    finish(receive(come()))
    away("su")
    again = receive(come(again=True))
    assert again.staff_id == rep("ma")
    tasks = db.session.scalars(select(Task).where(Task.subject == f"visit:{again.id}").order_by(Task.id)).all()
    assert [(one.kind, one.staff_id) for one in tasks] == [
        ("claims.reach_owner", rep("ma")),
        ("claims.was_here", rep("su")),
    ]
    assert [one.staff_id for one in standing()] == [rep("su")]
    service.noted(again.id, by=factories.actor("ma"))
    left = select(Task.staff_id).where(Task.subject == f"visit:{again.id}", Task.state == "open")
    assert db.session.scalars(left).all() == [rep("su")]


def test_only_whoever_helps_now_is_to_reach_the_owner(floor: None) -> None:
    finish(receive(come()))
    away("su")
    again = come(again=True)
    away("ma")  # who was to help, and is not there
    assert fresh(again).staff_id == rep("kong")
    query = select(Task.kind, Task.staff_id).where(Task.subject == f"visit:{again.id}", Task.state == "open")
    assert [tuple(one) for one in db.session.execute(query.order_by(Task.id))] == [
        ("claims.reach_owner", rep("kong")),
        ("claims.was_here", rep("su")),
    ]


def test_a_visitor_waits_once_for_a_helper_and_gets_the_first_who_is_free(floor: None) -> None:
    finish(receive(come()))
    for username in REPS:
        away(username)
    again = come(again=True)
    assert fresh(again).staff_id is None
    queue.assign_waiting(by=OPERATOR)
    assert [one.basis.msgid for one in why_of(again.id)] == ["Waits for somebody to be free"]
    rota.back(rep("kong"), by=OPERATOR)
    assert fresh(again).staff_id == rep("kong")


def test_who_decides_by_hand_says_why_and_it_is_kept(floor: None) -> None:
    visit = fresh(come())
    arrival = arrival_of(visit)
    with pytest.raises(Refused):
        service.assign_by_hand(arrival, rep("ma"), " ", by=OPERATOR)
    reception = service.assign_by_hand(arrival, rep("chen"), "他懂技术", by=factories.actor("bai"))
    assert (reception.basis, reception.cost, reception.reason) == ("manual", 0, "他懂技术")
    assert rota_queries.state(TODAY).people.get(rep("chen")) is None  # type: ignore[union-attr]


def arrival_of(visit: Visit) -> Arrival:
    return Arrival(visit.id, visit.customer_id, visit.name, visit.phone)


def test_without_a_rota_it_is_decided_that_a_desk_calls_him(context: Any) -> None:
    reception = service.decide(Arrival(1, name="王小明", asked_for=(rep("su"),)), by=OPERATOR)
    assert (reception.staff_id, reception.basis) == (None, "desk")
    assert db.session.scalars(select(Evidence.kind)).all() == ["asked_for"]
    same = service.decide(Arrival(1, name="王小明", asked_for=(rep("su"),)), by=OPERATOR)
    assert same.id == reception.id


def test_a_forgotten_rep_recognised_the_same_day_takes_over_and_the_customer_is_his(floor: None) -> None:
    finish(receive(come("李女士", None)))
    visit = receive(come("李女士", None, forgot=True, first_time="no", again=True))
    assert visit.staff_id == rep("kong")
    new = NewCase("recognised", "李女士", "在洽谈区认出", visit_id=visit.id, first_id=rep("su"))
    case = service.recognised(new, closed=False, by=factories.actor("fang"))
    assert (case.commission_case, case.outcome, case.state) == ("CM-3a", "first", "decided")
    assert fresh(visit).staff_id == rep("su")
    assert [one.staff_id for one in standing() if one.visit_id == visit.id] == [rep("su")]
    assert db.session.scalars(select(Evidence.kind).where(Evidence.case_id == case.id)).all() == ["recognised"]
    with pytest.raises(Refused):
        service.recognised(new, closed=False, by=factories.actor("fang"))


def test_an_old_customer_who_insists_on_another_is_moved_once_the_manager_allows_it(floor: None) -> None:
    seed(by=OPERATOR)
    factories.make_posts()
    factories.appoint("bai", "sales_manager")
    switch_profile("showroom_b", valid_from=TODAY, reason="试行", by=OPERATOR)
    visit = receive(come())
    new = NewCase(
        "designated", visit.name, "坚持要马抄接待", visit.id, None, PHONE, first_id=rep("su"), second_id=rep("ma")
    )
    case = service.open_case(new, by=factories.actor("fang"))
    assert (case.state, case.outcome, case.commission_case) == ("waiting", "second", "CM-4e")
    assert fresh(visit).staff_id == rep("su")
    decide_request(f"claim_case:{case.id}")
    db.session.refresh(case)
    assert (case.state, case.decided_by) == ("decided", "白管")
    assert fresh(visit).staff_id == rep("ma")
    assert [one.staff_id for one in standing()] == [rep("ma")]
    assert queries.known(None, PHONE, TODAY).owner_id == rep("ma")


def refuse_rep(visit: Visit, **more: Any) -> ClaimCase:
    """The customer refuses su absolutely, and the sales manager grants it."""
    new = NewCase("change_rep", visit.name, "拒绝", visit.id, None, visit.phone, rep("su"), fault="refusal", **more)
    case = service.open_case(new, by=factories.actor("fang"))
    decide_request(f"claim_case:{case.id}")
    db.session.refresh(case)
    return case


@pytest.fixture
def manager(floor: None) -> None:
    """白管 decides as the sales manager."""
    seed(by=OPERATOR)
    factories.make_posts()
    factories.appoint("bai", "sales_manager")


def line() -> rota_rules.State:
    state = rota_queries.state(TODAY)
    assert state is not None
    return state


def test_an_absolute_refusal_empties_the_turn_and_the_rota_goes_on_until_it_is_undone(manager: None) -> None:
    visit = receive(come(phone=None))
    before = line()
    case = refuse_rep(visit)
    assert (case.outcome, case.commission_case, case.second_id) == ("replacement", "CM-4i", rep("kong"))
    assert (fresh(visit).staff_id, fresh(visit).state) == (rep("kong"), "waiting")
    assert standing(rep("su")) == []  # found by the visit: nobody knows his telephone
    assert [one.what.msgid for one in ledger_of(visit.id)] == ["Takes the turn", "Empty turn", "Takes the turn"]
    queue.undo(visit.id, None, by=factories.actor("bai"))
    assert (fresh(visit).staff_id, fresh(visit).state, line()) == (rep("su"), "serving", before)


def test_whoever_was_refused_does_not_get_the_visitor_again_though_nobody_else_is_free(manager: None) -> None:
    rule("reception.rota.void_priority", "first")
    away("kong")
    visit = receive(come())
    away("ma")
    assert refuse_rep(visit).second_id is None
    assert fresh(visit).staff_id is None
    assert come("李二", None).staff_id == rep("su")
    rota.back(rep("ma"), by=OPERATOR)
    assert fresh(visit).staff_id == rep("ma")


def test_a_courtesy_that_the_manager_allows_counts_as_one_and_uses_no_turn(manager: None) -> None:
    visit = receive(come())
    new = NewCase("designated", visit.name, "坚持要马抄", visit.id, None, PHONE, rep("su"), rep("ma"))
    case = service.open_case(new, by=factories.actor("fang"))
    assert case.commission_case == "CM-4d"
    decide_request(f"claim_case:{case.id}")
    assert fresh(visit).staff_id == rep("ma")
    had = fairness(TODAY, TODAY)["", rep("ma")]
    assert (had.courtesy, had.turns) == (1, 0)
    assert [one.staff_id for one in standing()] == [rep("su")]


def test_a_friend_who_was_announced_is_registered_for_the_absent_host_and_not_for_the_helper(floor: None) -> None:
    away("su")
    visit = receive(come(announced_for_id=rep("su")))
    assert visit.staff_id == rep("ma")
    assert [one.staff_id for one in standing()] == [rep("su")]


def test_a_dispute_gives_the_customer_to_whom_the_decision_names(manager: None) -> None:
    receive(come())
    both = {"first_id": rep("ma"), "second_id": rep("su")}
    case = service.open_case(NewCase("ownership", "王小明", "先到访", phone=PHONE, **both), by=factories.actor("fang"))
    service.give_opinion(case.id, 1, "马抄先接待", "first", by=factories.actor("bai"))
    decide_request(f"claim_case:{case.id}")
    assert [one.staff_id for one in standing()] == [rep("ma")]


def test_what_an_undone_reception_had_replaced_stands_again(floor: None) -> None:
    rule("reception.claims.another", "follow")
    finish(receive(come()))
    again = receive(come(asked_for=(rep("ma"),), again=True))
    assert [one.staff_id for one in standing()] == [rep("ma")]
    queue.undo(again.id, None, by=factories.actor("ma"))
    assert [one.staff_id for one in standing()] == [rep("su")]


def test_whoever_may_not_receive_today_does_not_receive_his_old_customers_either(floor: None) -> None:
    finish(receive(come()))
    rota.check_readiness(rep("su"), {"仪容": False}, consequence="bar", by=factories.actor("bai"))
    assert fresh(come(again=True)).staff_id == rep("ma")  # a courtesy, as if he were absent


def rule(name: str, value: str) -> None:
    set_values({name: value}, valid_from=TODAY, reason="test", by=OPERATOR)


def test_a_refused_request_leaves_everything_with_the_first(floor: None) -> None:
    seed(by=OPERATOR)
    factories.make_posts()
    visit = receive(come())
    new = NewCase("complaint_on_rep", visit.name, "投诉", visit.id, None, PHONE, rep("su"), rep("ma"))
    case = service.open_case(new, by=factories.actor("fang"))
    assert case.commission_case == "CM-4g"
    decide_request(f"claim_case:{case.id}", yes=False)
    db.session.refresh(case)
    assert (case.state, case.outcome, case.commission_case) == ("refused", "first", None)
    assert fresh(visit).staff_id == rep("su")


def test_a_dispute_needs_an_opinion_and_a_quarrel_gives_it_to_the_department(context: Any) -> None:
    seed(by=OPERATOR)
    factories.make_posts()
    both = {"first_id": rep("su"), "second_id": rep("ma")}
    case = service.open_case(NewCase("ownership", "王小明", "各执一词", **both), by=factories.actor("su"))
    assert (case.state, case.outcome) == ("open", None)
    with pytest.raises(Refused):
        service.give_opinion(case.id, case.version, " ", "first", by=factories.actor("bai"))
    case = service.give_opinion(case.id, 1, "双方争吵", "first", quarrel=True, by=factories.actor("bai"))
    assert (case.outcome, case.commission_case) == ("department", "CM-11")
    with pytest.raises(Conflict):
        service.give_opinion(case.id, 1, "再来", "first", by=factories.actor("bai"))
    decide_request(f"claim_case:{case.id}")
    db.session.refresh(case)
    assert case.state == "decided"


def test_two_spouses_are_settled_by_the_rules_at_once(context: Any) -> None:
    both = {"first_id": rep("su"), "second_id": rep("ma")}
    case = service.open_case(NewCase("family", "王先生", "夫妻先后来访", **both), by=factories.actor("fang"))
    assert (case.state, case.outcome, case.commission_case) == ("decided", "both", "CM-6a")


def test_open_days_hold_once_they_are_approved_and_refuse_others_beside_them(floor: None) -> None:
    seed(by=OPERATOR)
    factories.make_posts()
    days = service.plan_days("秋季开盘", TODAY, TODAY, "rota", None, by=factories.actor("su"))
    assert queries.event_on(TODAY) is None
    with pytest.raises(Refused):
        service.plan_days("另一场", TODAY, TODAY, "free", None, by=factories.actor("su"))
    decide_request(f"open_days:{days.id}")
    assert queries.event_on(TODAY) is not None
    finish(receive(come()))
    again = come(again=True)
    assert why_of(again.id)[-1].basis.msgid == "Rule of open days"
    assert receive(again).staff_id == rep("kong")
    assert [one.staff_id for one in standing()] == [rep("su"), rep("kong")]
    assert queries.known(None, PHONE, TODAY).owner_id == rep("su")


def test_an_undone_reception_has_registered_nobody(floor: None) -> None:
    visit = receive(come())
    assert len(standing()) == 1
    queue.undo(visit.id, fresh(visit).version, by=factories.actor("su"))
    assert standing() == []
    receive(visit)
    assert [one.staff_id for one in standing()] == [rep("su")]


def test_review_makes_valid_a_void_one_ends_and_a_call_counts_by_policy(floor: None) -> None:
    switch_profile("showroom_b", valid_from=TODAY, reason="试行", by=OPERATOR)
    made = service.register_call(5, rep("su"), customer_id=None, name="王小明", phone=PHONE, by=OPERATOR)
    assert made is not None
    assert made.valid_until == date(2027, 1, 20)
    assert service.register_call(6, rep("ma"), customer_id=None, name="王小明", phone=PHONE, by=OPERATOR) is None
    assert service.reviewed(TODAY, by=factories.actor("bai")) == 1
    db.session.refresh(made)
    assert made.reviewed_at is not None
    with pytest.raises(Refused):
        service.void_registration(made.id, made.version, "", by=OPERATOR)
    service.void_registration(made.id, made.version, "重复登记", by=OPERATOR)
    with pytest.raises(Conflict):
        service.void_registration(made.id, made.version - 1, "再次", by=OPERATOR)
    assert queries.known(None, PHONE, TODAY).owner_id is None


def test_a_registration_that_expires_soon_is_brought_to_mind_once_and_no_more_when_it_is_over(
    floor: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish(receive(come()))
    query = select(Task).where(Task.kind == "claims.expiring").execution_options(populate_existing=True)
    for day in (TODAY, date(2026, 12, 18), date(2026, 12, 19), date(2026, 12, 21)):
        monkeypatch.setattr(clock, "today", lambda day=day: day)
        ask_once_a_day()
        found = db.session.scalars(query).all()
        if day == TODAY:
            assert found == []
        else:
            assert len(found) == 1
            assert found[0].staff_id == rep("su")
    assert found[0].state == "cancelled"


def test_every_decision_stays_and_is_never_changed(floor: None) -> None:
    visit = come()
    row = db.session.scalars(select(Reception).where(Reception.visit_id == visit.id)).one()
    assert row.facts["here"][0] == {"id": rep("su"), "free": True}
    assert row.facts["rules"]["owner_absent"] == "courtesy"
    assert db.session.scalars(select(ClaimCase)).all() == []
