from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app import clock
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.live.kinds import kind_of
from app.office.approvals import service as approvals
from app.office.approvals.models import Approval
from app.office.conduct.models import ConductCase
from app.office.policy.service import set_values
from app.reception.rota import hooks, looks, queries, service, showing
from app.reception.rota.models import RotaDay, RotaRequest, TurnEntry
from app.reception.rota.rules import State
from app.unit_of_work import revision_of, unit_of_work
from tests import factories
from tests.support import count_queries

PEOPLE = ("su", "bai", "kong", "chen")


@pytest.fixture
def ids(context: None) -> list[int]:
    """Four people in the rota of today, all signed in."""
    found = [factories.staff_id(one) for one in PEOPLE]
    for one in found:
        service.add_member(one, by=OPERATOR)
    service.open_day(clock.today(), by=OPERATOR)
    for one in found:
        service.sign_in(one, by=OPERATOR)
    return found


def state() -> State:
    found = queries.state(clock.today())
    assert found is not None
    return found


def rule(name: str, value: str) -> None:
    set_values({f"reception.rota.{name}": value}, valid_from=clock.today(), reason="test", by=OPERATOR)


def test_a_turn_writes_who_was_passed_over_and_why_and_undoing_the_step_restores_the_line(ids: list[int]) -> None:
    service.pause(ids[0], "business", by=OPERATOR)
    before, revision = state(), revision_of("rota")
    choice = service.take_turn(1, 11, by=OPERATOR)
    assert choice.staff_id == ids[1]
    [explained] = looks.why(1)
    assert [str(one) for one in explained.sentences] == [
        "苏销 is passed over: out on company business. Is made up later.",
        "白管 is the first of the line who is free",
    ]
    assert explained.before == ("苏销", "白管", "孔诉", "陈收")
    assert explained.entry.facts["rules"]["treatments"]["business"] == "made_up"
    assert revision_of("rota") > revision
    service.undo_interval(11, by=OPERATOR)
    assert state() == before
    assert not looks.why(1)[0].counts


def test_where_nobody_is_free_nothing_is_written(ids: list[int]) -> None:
    for visit in range(4):
        service.take_turn(visit, visit, by=OPERATOR)
    lines = len(queries.entries(clock.today()))
    assert service.take_turn(9, 9, by=OPERATOR).staff_id is None
    assert len(queries.entries(clock.today())) == lines
    service.reception_ended(2, ids[2], by=OPERATOR)
    assert service.take_turn(9, 9, by=OPERATOR).staff_id == ids[2]


def test_a_turn_given_back_is_given_back_wholly_and_its_undoing_brings_it_back(ids: list[int]) -> None:
    before = state()
    service.take_turn(1, 11, by=OPERATOR)
    taken = state()
    for _ in range(2):
        service.give_turn_back(1, "推销员", interval_id=12, by=OPERATOR)
        assert state() == before
        service.undo_interval(12, by=OPERATOR)
        assert state() == taken
    rule("gives_back", "no")
    service.give_turn_back(1, "推销员", by=OPERATOR)
    assert state().order == taken.order
    assert not state().people[ids[0]].busy


def test_an_empty_turn_is_lost_and_may_give_priority_to_the_one_who_replaces(ids: list[int]) -> None:
    rule("void_priority", "second")
    service.take_turn(1, 11, by=OPERATOR)
    service.void_turn(1, by=OPERATOR)
    assert service.take_turn(1, 12, by=OPERATOR).staff_id == ids[1]
    service.reception_ended(1, ids[1], by=OPERATOR)
    assert state().order == (ids[1], ids[2], ids[3], ids[0])
    rule("void_used", "no")
    service.take_turn(2, 21, by=OPERATOR)
    service.void_turn(2, by=OPERATOR)
    assert state().order[0] == ids[1]
    with pytest.raises(Refused):
        service.void_turn(3, by=OPERATOR)


def test_the_next_day_does_not_go_on_by_itself_and_carries_on_when_it_is_opened(
    ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    service.pause(ids[1], "business", by=OPERATOR)
    service.take_turn(1, 11, by=OPERATOR)
    service.take_turn(2, 21, by=OPERATOR)
    now, today = clock.now(), clock.today()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))
    assert not queries.is_open(clock.today())
    assert service.take_turn(3, 31, by=OPERATOR).staff_id is None
    service.reception_ended(2, ids[2], by=OPERATOR)
    service.open_day(clock.today(), by=OPERATOR)
    assert not queries.is_open(today)
    assert state().order == (ids[3], ids[0], ids[1], ids[2])
    assert state().people[ids[1]].credits == 1  # carried over
    assert {one.status for one in state().people.values()} == {"expected"}
    with pytest.raises(Refused):
        service.open_day(clock.today(), by=OPERATOR)


def test_a_clock_that_jumps_back_does_not_reorder_the_ledger(ids: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    service.take_turn(1, 11, by=OPERATOR)
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now - timedelta(hours=1))
    assert service.take_turn(2, 21, by=OPERATOR).staff_id == ids[1]
    assert state().order == (ids[2], ids[3], ids[0], ids[1])
    monkeypatch.setattr(clock, "now", lambda: now - timedelta(days=1))
    assert service.take_turn(3, 31, by=OPERATOR).staff_id is None


def test_closing_deletes_nothing_and_opening_again_goes_on_as_it_was(ids: list[int]) -> None:
    service.take_turn(1, 11, by=OPERATOR)
    before = state()
    for _ in range(2):
        service.close_day(clock.today(), by=OPERATOR)
        assert not queries.is_open(clock.today())
        assert service.take_turn(2, 21, by=OPERATOR).staff_id is None
        service.open_day(clock.today(), by=OPERATOR)
        assert state() == before


def test_everybody_signs_for_himself_and_the_front_desk_for_others(ids: list[int]) -> None:
    su, fang, bai = (factories.actor(one) for one in ("su", "fang", "bai"))
    service.pause(ids[0], "lunch", by=su)
    with pytest.raises(Refused):
        service.pause(ids[1], "lunch", by=su)
    with pytest.raises(Refused):
        service.pause(ids[0], "lunch", by=su)
    service.back(ids[0], by=fang)
    service.pause(ids[0], "errand", by=bai)  # a manager verifies with it
    assert state().people[ids[0]].verified
    service.take_turn(1, 11, by=OPERATOR)
    with pytest.raises(Refused):
        service.leave(ids[1], by=bai)  # in the middle of a reception
    with pytest.raises(Refused):
        service.sign_in(factories.staff_id("wu"), by=fang)


def test_duty_is_as_planned_and_whoever_is_off_joins_at_the_end(ids: list[int]) -> None:
    with unit_of_work(by=OPERATOR) as work:
        service.close_day(clock.today(), by=OPERATOR)
        work.session.execute(update(RotaDay).values(day=clock.today() - timedelta(days=1)))
    for one, shift in zip(ids, ("off", "full", "late", None), strict=True):
        service.plan_duty(one, clock.today(), shift, by=OPERATOR)
    service.open_day(clock.today(), by=OPERATOR)
    assert [one.status for one in state().people.values()] == ["off", "expected", "later", "off"]
    service.sign_in(ids[0], by=OPERATOR)
    assert state().order == (ids[1], ids[0])


def test_a_swap_is_decided_by_the_matrix_and_changes_the_line_once_approved(ids: list[int]) -> None:
    factories.make_posts()
    su, gao = factories.actor("su"), factories.actor("gao")
    with pytest.raises(Refused):
        service.ask("cancel_turn", ids[1], reason="仪容", by=su)
    row = service.ask("swap", ids[0], other_id=ids[2], reason="要接孩子", by=su)
    assert state().order[0] == ids[0]
    [approval] = db.session.scalars(select(Approval)).all()
    assert (approval.matter, approval.subject) == ("rota.swap", f"rota_request:{row.id}")
    approvals.approve(approval.id, approval.version, None, by=gao)
    assert state().order == (ids[2], ids[1], ids[0], ids[3])
    assert db.session.scalars(select(RotaRequest.state)).all() == ["approved"]


def test_a_place_kept_after_an_errand_comes_with_the_approval(ids: list[int]) -> None:
    factories.make_posts()
    service.pause(ids[0], "errand", by=factories.actor("su"))
    service.take_turn(1, 11, by=OPERATOR)
    service.back(ids[0], by=factories.actor("su"))
    service.ask("keep_place", ids[0], reason="送合同", by=factories.actor("su"))
    [approval] = db.session.scalars(select(Approval)).all()
    approvals.approve(approval.id, approval.version, None, by=factories.actor("gao"))
    assert state().order[0] == ids[0]


def test_a_turn_is_taken_away_once_that_is_approved(ids: list[int]) -> None:
    factories.make_posts()
    service.ask("cancel_turn", ids[0], reason="仪容不整", by=factories.actor("bai"))
    assert state().people[ids[0]].cancelled == 0
    [approval] = db.session.scalars(select(Approval)).all()
    assert approval.matter == "rota.cancel_turn"
    approvals.approve(approval.id, approval.version, None, by=factories.actor("gao"))
    assert service.take_turn(1, 11, by=OPERATOR).staff_id == ids[1]
    assert state().order == (ids[2], ids[3], ids[0], ids[1])
    assert state().people[ids[0]].cancelled == 0


def test_the_first_two_of_the_line_who_are_here_staff_the_desk_at_lunch(
    ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    service.pause(ids[0], "lunch", by=OPERATOR)
    morning = showing.strip(clock.today())
    assert morning is not None
    assert (morning.lunch, morning.lunch_duty) == ((), ("白管", "孔诉"))
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=3))  # at noon
    noon = showing.strip(clock.today())
    assert noon is not None
    assert noon.lunch == ("白管", "孔诉")


def test_a_swap_of_another_day_swaps_the_planned_duty(ids: list[int]) -> None:
    factories.make_posts()
    day = clock.today() + timedelta(days=2)
    with pytest.raises(Refused):
        service.ask("swap", ids[0], other_id=ids[2], day=day, reason="有事", by=factories.actor("su"))
    service.plan_duty(ids[0], day, "early", by=OPERATOR)
    service.plan_duty(ids[2], day, "off", by=OPERATOR)
    service.ask("swap", ids[0], other_id=ids[2], day=day, reason="有事", by=factories.actor("su"))
    [approval] = db.session.scalars(select(Approval)).all()
    approvals.approve(approval.id, approval.version, None, by=factories.actor("gao"))
    assert queries.planned(day, day) == {(ids[0], day): "off", (ids[2], day): "early"}


def test_a_manager_overrules_with_a_reason_that_stands_in_the_ledger(ids: list[int]) -> None:
    bai = factories.actor("bai")
    service.overrule("to_front", ids[3], reason="客户指定", by=bai)
    service.overrule("credit", ids[2], reason="上周漏排", by=bai)
    assert state().order[0] == ids[3]
    assert service.take_turn(1, 11, by=OPERATOR).staff_id == ids[2]
    assert [one.note for one in queries.entries(clock.today()) if one.note] == ["客户指定", "上周漏排"]
    with pytest.raises(Refused):
        service.overrule("debit", ids[2], reason="多记", by=bai)
    with pytest.raises(Refused):
        service.overrule("to_front", ids[0], reason="我要先", by=factories.actor("su"))
    total = looks.fairness(clock.today(), clock.today())
    assert (total["", ids[2]].made_up, total["", ids[2]].overruled) == (1, 1)


def test_whoever_is_not_ready_does_not_receive_and_only_a_manager_reports_it(ids: list[int]) -> None:
    bai = factories.actor("bai")
    ticks = dict.fromkeys(queries.ready_items(clock.today()), True)
    assert len(ticks) == 4
    bad = {**ticks, next(iter(ticks)): False}
    with pytest.raises(Refused):
        service.check_readiness(ids[0], bad, by=bai)
    service.check_readiness(ids[0], bad, consequence="correct", by=bai)
    assert service.take_turn(1, 11, by=OPERATOR).staff_id == ids[1]
    assert db.session.scalars(select(ConductCase)).all() == []
    row = service.check_readiness(ids[2], bad, consequence="bar", violation=True, by=bai)
    assert [one.source for one in db.session.scalars(select(ConductCase))] == [f"rota:{row.id}"]
    assert state().people[ids[2]].barred
    service.check_readiness(ids[0], ticks, by=bai)
    assert state().people[ids[0]].ready


def test_the_strip_tells_who_is_next_and_goes_out_by_itself(
    app: Flask, ids: list[int], sign_in: Callable[[str], FlaskClient]
) -> None:
    service.take_turn(1, 11, by=OPERATOR)
    shown = showing.strip(clock.today())
    assert shown is not None
    roles = {one.staff_id: one.role for one in shown.lines}
    assert roles == {ids[0]: "serving", ids[1]: "next", ids[2]: "deck", ids[3]: "free"}
    su = factories.actor("su")
    kind = kind_of("rota")
    assert kind is not None
    assert (list(kind.names(su)), kind.audience(su, "rota")) == (["rota"], "see")
    with app.test_request_context():
        assert hooks.notices(su) == []
        parts = kind.parts("rota", "see")
    assert isinstance(parts, str)
    assert 'id="strip"' in parts
    assert "csrf" not in parts
    service.undo_interval(11, by=OPERATOR)
    with app.test_request_context():
        assert [str(one.label) for one in hooks.notices(su)] == ["Your turn is next"]
    browser = sign_in("fang")
    with count_queries(app) as counted:
        browser.get("/reception/rota/")
    assert len(counted) <= 20


def test_the_ledger_keeps_what_was_written(ids: list[int]) -> None:
    service.take_turn(1, 11, by=OPERATOR)
    with pytest.raises(Exception, match="frozen"), unit_of_work(by=OPERATOR) as work:
        work.session.execute(update(TurnEntry).values(note="x"))
    replayed, upto, lines = looks.replayed(clock.today(), 3)
    assert replayed is not None
    assert (upto, lines) == (3, 6)
    assert [one.status for one in replayed.people.values()] == ["here", "here", "expected", "expected"]


@pytest.mark.parametrize(
    ("profile", "why", "then"),
    [
        ("showroom_b", "business", "BBDABC"),
        ("showroom_a", "absent", "DABCDA"),
        ("showroom_a", "business", "DABCDA"),
        ("showroom_a", "errand", "BDACBD"),
    ],
)
def test_worked_example_one_under_the_profiles_of_both_manuals(
    ids: list[int], profile: str, why: str, then: str
) -> None:
    set_values({"office.profile": profile}, valid_from=clock.today(), reason="test", by=OPERATOR)
    bai, visits = factories.actor("bai"), iter(range(1, 20))
    for one in ids:
        service.check_readiness(one, {"仪容": True}, by=bai)

    def received(number: int) -> str:
        found = ""
        for visit in (next(visits) for _ in range(number)):
            staff_id = service.take_turn(visit, visit, by=OPERATOR).staff_id or 0
            service.reception_ended(visit, staff_id, by=OPERATOR)
            found += "ABCD"[ids.index(staff_id)]
        return found

    assert received(1) == "A"
    service.pause(ids[1], why, by=OPERATOR if why != "errand" else factories.actor("gao"))
    assert received(4) == "CDAC"
    service.back(ids[1], by=OPERATOR)
    assert received(6) == then
