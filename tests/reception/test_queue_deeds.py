"""Visits from the door to the door, without a rota."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from app import clock
from app.customers.files.rules import NewCustomer
from app.customers.files.service import open_customer
from app.domain.actor import OPERATOR, Actor
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.policy.service import change_value
from app.reception.counters import service as counters
from app.reception.queue import hooks, queries, service
from app.reception.queue.models import Visit, VisitInterval
from app.reception.queue.rules import AlreadyHere, NewVisit, StillServing, standing
from app.unit_of_work import revision_of
from tests import factories
from tests.reception import factories_queue as here
from tests.reception.crowd import visitors
from tests.support import count_queries

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture(autouse=True)
def office(context: object) -> None:
    here.open_office()


def chen() -> Actor:
    return factories.actor("chen")


def fang() -> Actor:
    return factories.actor("fang")


def calls(who: Actor, then: str = "ask") -> Visit | None:
    assert who.staff_id is not None
    return service.call_next(who.staff_id, then=then, by=who)


def called(who: Actor, then: str = "ask") -> Visit:
    found = calls(who, then)
    assert found is not None
    return found


def check_whole(visit_id: int) -> None:
    """What the visit shows is what its intervals say, and they follow each other without a gap."""
    visit = db.session.get_one(Visit, visit_id, populate_existing=True)
    moment = asdict(standing(queries.steps_of(visit_id)))
    assert {name: getattr(visit, name) for name in moment} == moment
    laps = [one for one in queries.intervals(visit_id) if one.undone_at is None]
    assert all(one.ended == two.began for one, two in pairwise(laps))
    assert [one for one in laps if one.ended is None] == laps[-1:]


def test_numbers_begin_with_the_prefix_and_restart_each_day_and_a_cancelled_one_stays_used() -> None:
    first, second = here.come(), here.come("李二")
    service.cancel(first.id, first.version, "点错了", by=fang())
    third, other = here.come("张三"), here.come("赵四", "sales")
    assert [one.number for one in (first, second, third, other)] == ["B001", "B002", "B003", "A001"]
    here.later(days=1)
    assert here.come("钱五").number == "B001"


def test_the_next_one_is_called_in_the_order_of_the_line_to_the_desk() -> None:
    first, second = here.come(), here.come("李二")
    found = called(chen())
    assert (found.id, found.state, found.calls) == (first.id, "called", 1)
    assert queries.row(found.id).desk == "窗口 1"
    found = service.receive(found.id, found.version, by=chen())
    assert found.state == "serving"
    assert called(fang()).id == second.id
    assert calls(factories.actor("su")) is None
    found = service.finish(found.id, found.version, "settled", "发票已开", by=chen())
    assert (found.state, found.outcome, found.ended_at) == ("done", "settled", found.state_at)
    check_whole(found.id)


def test_whoever_still_receives_is_asked_and_may_finish_and_call_in_one() -> None:
    first, second = here.come(), here.come("李二")
    called(chen())
    with pytest.raises(StillServing) as asked:
        calls(chen())
    assert (asked.value.status, asked.value.visit_id) == (409, first.id)
    assert called(chen(), "finish").id == second.id
    assert queries.row(first.id).state == "done"


def test_whoever_comes_second_is_told_who_did_what() -> None:
    visit = here.come()
    service.call(visit.id, visit.version, by=chen())
    with pytest.raises(Conflict, match="陈收 to 窗口 1"):
        service.call(visit.id, 1, by=fang())
    check_whole(visit.id)


def test_a_desk_calls_only_for_its_purposes_and_those_sent_to_it() -> None:
    counters.change_desk(
        here.desk("窗口 1"), 1, name="窗口 1", purpose_ids=[here.purpose("payment")], place=1, by=OPERATOR
    )  # fmt: skip
    complaint, paying = here.come("投诉者", "complaint"), here.come("王一")
    assert called(chen()).id == paying.id
    sent = service.transfer(complaint.id, complaint.version, desk_id=here.desk("窗口 1"), reason="指定窗口", by=fang())
    assert calls(fang()) is None
    assert called(chen(), "finish").id == sent.id


def test_out_of_order_needs_the_right_and_a_reason() -> None:
    here.come()
    second = here.come("李二")
    with pytest.raises(Refused, match="not the next one"):
        service.call(second.id, second.version, reason="熟人", by=chen())
    with pytest.raises(Refused, match="say why"):
        service.call(second.id, second.version, by=fang())
    assert service.call(second.id, second.version, reason="孕妇", by=fang()).state == "called"
    assert queries.steps_of(second.id)[-1].reason == "孕妇"


def test_nobody_is_written_off_before_he_was_called_often_enough_and_comes_back_to_his_place() -> None:
    first, second = here.come(), here.come("李二")
    visit = called(chen())
    with pytest.raises(Refused, match="Seconds between"):
        service.recall(visit.id, visit.version, by=chen())
    for _ in range(2):
        with pytest.raises(Refused, match="must be called: 3"):
            service.no_show(visit.id, visit.version, by=chen())
        here.later(seconds=11)
        visit = service.recall(visit.id, visit.version, by=chen())
    visit = service.no_show(visit.id, visit.version, by=chen())
    assert (visit.state, visit.calls) == ("no_show", 3)
    visit = service.bring_back(visit.id, visit.version, by=fang())
    assert (visit.state, visit.staff_id, visit.calls, visit.place) == ("waiting", None, 0, first.arrived_at)
    assert called(chen()).id == first.id != second.id
    check_whole(first.id)


def test_a_hold_keeps_the_reception_and_another_visitor_may_be_called_meanwhile() -> None:
    first, second = here.come(), here.come("李二")
    visit = called(chen())
    visit = service.receive(visit.id, visit.version, by=chen())
    with pytest.raises(Refused, match="say why"):
        service.hold(visit.id, visit.version, " ", by=chen())
    visit = service.hold(visit.id, visit.version, "去取证件", by=chen())
    other = called(chen())
    with pytest.raises(StillServing):
        service.take_back(visit.id, visit.version, by=chen())
    service.finish(other.id, other.version, by=chen())
    visit = service.take_back(visit.id, visit.version, by=chen())
    assert (visit.state, visit.staff_id, other.id) == ("serving", factories.staff_id("chen"), second.id)
    check_whole(first.id)


def test_a_transfer_keeps_arrival_and_place_and_goes_before_those_who_came_later() -> None:
    first = here.come("王一", "complaint")
    here.later(minutes=7)
    later = here.come("李二")
    visit = service.transfer(first.id, first.version, purpose_id=here.purpose("payment"), reason="先缴费", by=fang())
    assert (visit.place, visit.arrived_at, visit.state_at) == (first.arrived_at,) * 3
    assert called(chen()).id == first.id
    change_value("reception.queue.place_of_transferred", "end", valid_from=clock.today(), reason="test", by=OPERATOR)
    moved = service.transfer(first.id, None, staff_id=factories.staff_id("chen"), reason="回窗口", by=chen())
    assert moved.place > later.place
    back = service.undo(moved.id, moved.version, by=chen())
    assert (back.state, back.place) == ("called", first.arrived_at)
    check_whole(first.id)


def test_an_undo_brings_everything_back_with_its_times() -> None:
    visit = here.come()
    here.later(minutes=3)
    visit = called(chen())
    at_call = visit.called_at, visit.state_at, visit.desk_id
    here.later(minutes=1)
    visit = service.receive(visit.id, visit.version, by=chen())
    here.later(minutes=2)
    visit = service.finish(visit.id, visit.version, "deal", by=chen())
    with pytest.raises(Refused, match="Only whoever took this step"):
        service.undo(visit.id, visit.version, by=factories.actor("kong"))
    visit = service.undo(visit.id, visit.version, by=chen())
    assert (visit.state, visit.outcome, visit.ended_at) == ("serving", None, None)
    visit = service.undo(visit.id, visit.version, by=fang())  # who manages the line may
    assert (visit.called_at, visit.state_at, visit.desk_id) == at_call
    here.later(minutes=11)
    with pytest.raises(Refused, match="too old"):
        service.undo(visit.id, visit.version, by=chen())
    check_whole(visit.id)
    kept = db.session.scalar(select(func.count()).select_from(VisitInterval).where(VisitInterval.visit_id == visit.id))
    assert kept == 4


def test_an_undo_does_not_give_somebody_two_visitors() -> None:
    first, _ = here.come(), here.come("李二")
    visit = called(chen())
    visit = service.receive(visit.id, visit.version, by=chen())
    called(chen(), "finish")
    with pytest.raises(StillServing):
        service.undo(first.id, None, by=chen())


def test_the_same_person_is_registered_twice_only_if_confirmed() -> None:
    customer = open_customer(
        NewCustomer(kind="person", name="王小明", category="key", phone="138 0013 8000"), by=fang()
    )
    first = here.come("", phone="13800138000", customer_id=customer.id)
    assert (first.name, first.vip, first.phone) == ("王小明", True, "13800138000")
    with pytest.raises(AlreadyHere) as found:
        here.come("王先生", phone="138-0013-8000")
    assert (found.value.visit_id, found.value.field) == (first.id, "again")
    assert here.come("王先生", phone="13800138000", again=True).number == "B002"
    door = queries.door("13800138000", fang())
    assert door.one is not None
    assert (door.one.customer_id, door.one.vip) == (customer.id, True)
    assert door.here is not None


def test_name_and_number_typed_in_one_find_the_customer_and_are_kept_apart() -> None:
    known = open_customer(NewCustomer(kind="person", name="张三", phone="13900001234"), by=fang())
    typed = queries.door("老张 13900001234", fang())
    assert (typed.one and typed.one.customer_id) == known.id
    other = queries.door("张三 13900009999", fang())
    assert (other.one, [one.customer_id for one in other.known]) == (None, [known.id])


def test_it_is_told_how_long_ago_somebody_went_away() -> None:
    visit = here.come()
    here.later(minutes=5)
    service.leave(visit.id, visit.version, by=fang())
    here.later(minutes=12)
    assert [row.minutes for row in queries.board_of(clock.today()).ended] == [12]


def test_who_needs_no_reception_ends_unconfirmed() -> None:
    visit = here.come("送货的", "sales")
    visit = service.not_needed(visit.id, visit.version, "供应商", by=fang())
    assert (visit.state, visit.outcome, visit.confirmed) == ("done", "not_needed", False)
    assert service.undo(visit.id, visit.version, by=fang()).confirmed is True


def test_yesterdays_visitors_are_left_over_and_never_in_todays_line() -> None:
    old = here.come()
    here.later(days=1)
    new = here.come("李二")
    line = queries.board_of(clock.today())
    assert ([one.id for one in line.rows], [one.id for one in line.leftovers]) == ([new.id], [old.id])
    assert called(chen()).id == new.id
    assert service.close_leftovers(clock.today() - timedelta(days=1), by=fang()) == 1
    assert queries.leftovers(clock.today()) == []
    assert queries.row(old.id).state == "left"
    assert queries.row(new.id).state == "called"
    check_whole(old.id)


def test_who_still_receives_at_midnight_is_asked_to_finish_before_he_receives_another() -> None:
    here.come()
    old = called(chen())
    old = service.receive(old.id, old.version, by=chen())
    here.later(days=1)
    new = here.come("李二")
    with pytest.raises(StillServing):
        service.receive(new.id, new.version, by=chen())
    assert called(chen(), "finish").id == new.id
    assert queries.row(old.id).state == "done"
    check_whole(old.id)


def test_the_line_is_found_by_the_index_of_those_who_are_here(app: Flask) -> None:
    with count_queries(app) as counted:
        queries.board_of(clock.today())
    line = next(one for one in counted.statements if "FROM visits" in one and "'hold'" in one)
    assert "ix_visits_here" in str(db.session.execute(text(f"EXPLAIN QUERY PLAN {line}")).all())


def test_a_clock_that_goes_back_makes_no_negative_wait_and_no_other_order() -> None:
    first = here.come()
    here.later(minutes=-30)
    second = here.come("李二")
    visit = called(chen())
    assert visit.id == second.id  # by place, whatever the ids say
    service.finish(visit.id, visit.version, by=chen())
    visit = called(chen())
    assert visit.id == first.id
    assert visit.state_at >= visit.arrived_at
    assert all(row.minutes >= 0 for row in queries.board_of(clock.today()).rows)
    check_whole(first.id)


def test_a_registered_visit_keeps_what_it_led_to() -> None:
    visit = here.come("新客户", "file", phone="13900139000")
    called(fang())
    visit = service.receive(visit.id, None, by=fang())
    customer = open_customer(NewCustomer(kind="person", name="新客户", category="ordinary"), by=fang())
    assert queries.row(visit.id).customer_id == customer.id
    open_customer(NewCustomer(kind="person", name="另一个", category="ordinary"), by=fang())
    assert [one.subject for one in queries.deeds(visit.id)] == [f"customer:{customer.id}"]
    led = queries.led_to(f"customer:{customer.id}")
    assert led is not None
    assert led.id == visit.id


def test_a_helper_joins_only_where_he_is_invited() -> None:
    here.come()
    visit = called(chen())
    with pytest.raises(Refused):
        service.invite_helper(visit.id, factories.staff_id("kong"), by=chen())
    visit = service.receive(visit.id, visit.version, by=chen())
    service.invite_helper(visit.id, factories.staff_id("kong"), "会计问题", by=chen())
    with pytest.raises(Refused, match="invited already"):
        service.invite_helper(visit.id, factories.staff_id("kong"), by=chen())
    assert queries.row(visit.id).helpers == ("孔诉",)


def test_every_deed_moves_the_line_and_the_desks_it_concerns() -> None:
    here.come()
    before = revision_of("queue"), revision_of(f"desk:{factories.staff_id('chen')}")
    visit = called(chen())
    after = revision_of("queue"), revision_of(f"desk:{factories.staff_id('chen')}")
    assert after == (before[0] + 1, before[1] + 1)
    service.transfer(visit.id, visit.version, staff_id=factories.staff_id("su"), reason="懂行", by=chen())
    assert revision_of(f"desk:{factories.staff_id('su')}") == 1


def test_details_change_while_the_visitor_is_here_and_no_longer() -> None:
    visit = here.come()
    visit = service.change_visitor(visit.id, visit.version, {"name": "王大明", "party": 3}, by=fang())
    assert (visit.name, visit.party) == ("王大明", 3)
    visit = service.leave(visit.id, visit.version, by=fang())
    with pytest.raises(Refused, match="Correct the register"):
        service.change_visitor(visit.id, visit.version, {"name": "王小明"}, by=fang())


def test_a_purpose_out_of_use_and_an_unknown_channel_are_refused() -> None:
    with pytest.raises(Refused):
        service.register(NewVisit(purpose_id=99), by=fang())
    with pytest.raises(Refused):
        here.come(channel="by balloon")
    with pytest.raises(Refused):
        here.come(party=0)


def test_the_line_of_two_hundred_visitors_costs_eight_queries(app: Flask) -> None:
    visitors(200)
    visit = called(chen())
    service.receive(visit.id, visit.version, by=chen())
    with count_queries(app) as counted:
        line = queries.board_of(clock.today())
    assert (len(line.rows), line.counts) == (200, {"serving": 1, "waiting": 199})
    assert len(counted) <= 8
    assert queries.ahead_of(queries.visit(line.of("waiting")[7].id, chen())) == 7


def test_visitors_are_found_by_the_search_box_and_announced_on_the_first_page(app: Flask) -> None:
    visit = here.come("欧阳修", phone="13800138123")
    service.assign(visit.id, visit.version, factories.staff_id("chen"), "点名", by=fang())
    here.come("李二")
    with app.test_request_context():
        for typed in ("b001", "8123", "欧阳", "ouyang"):
            assert [hit.title for hit in hooks.hits(chen(), typed)] == ["B001 欧阳修"]
        assert [(str(one.label), one.figure) for one in hooks.notices(chen())] == [
            ("Visitors who wait for me", "1"),
            ("Visitors who wait", "1"),
        ]
        assert hooks.hits(factories.actor("wu"), "b001") == hooks.notices(factories.actor("wu")) == []
