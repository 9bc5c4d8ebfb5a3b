"""Visitors whom the rota gives to somebody: assigned, received, given back, undone, and nobody forgotten."""

from __future__ import annotations

import pytest
from flask import g
from sqlalchemy import func, select

from app import clock
from app.domain.actor import OPERATOR, Actor
from app.domain.errors import Refused
from app.extensions import db
from app.office.policy.service import switch_profile
from app.reception.claims.models import Reception, Registration
from app.reception.queue import queries, service
from app.reception.queue.models import Visit
from app.reception.rota import queries as rota_queries
from app.reception.rota import service as rota
from tests import factories
from tests.reception import factories_queue as here

pytestmark = pytest.mark.usefixtures("context")
REPS = ("su", "bai", "kong")


@pytest.fixture(autouse=True)
def office(context: object) -> None:
    here.open_office()
    for one in REPS:
        rota.add_member(factories.staff_id(one), by=OPERATOR)
    rota.open_day(clock.today(), by=OPERATOR)
    for one in REPS:
        rota.sign_in(factories.staff_id(one), by=OPERATOR)


def ids(*names: str) -> list[int]:
    return [factories.staff_id(one) for one in names]


def order() -> list[int]:
    state = rota_queries.state(clock.today())
    assert state is not None
    return list(state.order)


def busy(name: str) -> tuple[int, ...]:
    state = rota_queries.state(clock.today())
    assert state is not None
    return state.people[factories.staff_id(name)].visits


def fang() -> Actor:
    return factories.actor("fang")


def received(visit: Visit, name: str) -> Visit:
    return service.receive(visit.id, None, by=factories.actor(name))


def test_new_visitors_go_to_whose_turn_it_is_and_the_rest_wait_until_somebody_is_free() -> None:
    visits = [here.come(f"客{n}", "sales") for n in range(5)]
    assert [one.staff_id for one in visits] == [*ids("su", "bai", "kong"), None, None]
    su = factories.actor("su")
    assert service.call_next(ids("chen")[0], by=factories.actor("chen")) is None  # nobody may pick from the rota's
    visit = received(visits[0], "su")
    service.finish(visit.id, visit.version, "follow_up", by=su)
    assert [queries.row(one.id).staff_id for one in visits[3:]] == [ids("su")[0], None]
    assert queries.row(visits[3].id).state == "waiting"
    assert busy("su") == (visits[3].id,)


def test_a_reception_is_registered_and_says_why() -> None:
    visit = received(here.come("王一", "sales", phone="13800138000"), "su")
    assert db.session.scalars(select(Registration.staff_id)).all() == ids("su")
    assert db.session.scalars(select(Reception.basis).where(Reception.visit_id == visit.id)).all() == ["rota"]


def test_who_needed_no_reception_gives_the_turn_back_and_an_undo_takes_it_again() -> None:
    before = order()
    visit = here.come("送货的", "sales")
    assert order() != before
    after = order()
    visit = service.not_needed(visit.id, visit.version, "供应商", by=fang())
    assert (order(), busy("su")) == (before, ())
    visit = service.undo(visit.id, visit.version, by=fang())
    assert (order(), busy("su"), visit.staff_id) == (after, (visit.id,), ids("su")[0])


def test_an_undone_end_lets_the_reception_go_on_in_the_rota_too() -> None:
    visit = received(here.come("王一", "sales"), "su")
    line = order()
    visit = service.finish(visit.id, visit.version, by=factories.actor("su"))
    assert busy("su") == ()
    visit = service.undo(visit.id, visit.version, by=factories.actor("su"))
    assert (visit.state, busy("su"), order()) == ("serving", (visit.id,), line)


def test_a_choice_of_the_rules_is_not_undone_but_decided_otherwise_by_hand_with_a_reason() -> None:
    visit = here.come("王一", "sales")
    with pytest.raises(Refused, match="registration is not undone"):
        service.undo(visit.id, visit.version, by=fang())
    with pytest.raises(Refused, match="say why"):
        service.assign(visit.id, visit.version, ids("kong")[0], "", by=fang())
    visit = service.assign(visit.id, visit.version, ids("kong")[0], "会方言", by=fang())
    assert (visit.staff_id, busy("su"), busy("kong")) == (ids("kong")[0], (), (visit.id,))
    assert order() == ids(*REPS)  # by hand no turn is used
    assert here.come("李二", "sales").staff_id == ids("su")[0]


def test_a_visitor_sent_to_the_line_of_the_rota_gets_a_turn_and_an_undo_takes_both_back() -> None:
    before = order()
    visit = here.come("王一", "payment")
    visit = service.transfer(visit.id, visit.version, purpose_id=here.purpose("sales"), reason="想看房", by=fang())
    assert (visit.staff_id, queries.intervals(visit.id)[-1].step) == (ids("su")[0], "assign")
    visit = service.undo(visit.id, visit.version, by=fang())
    assert (visit.staff_id, visit.purpose_id, order(), busy("su")) == (None, here.purpose("payment"), before, ())


def test_a_rep_who_receives_another_visitor_is_busy_for_the_rota() -> None:
    here.come("王一", "payment")
    visit = service.call_next(ids("su")[0], by=factories.actor("su"))
    assert visit is not None
    assert busy("su") == (visit.id,)
    assert here.come("李二", "sales").staff_id == ids("bai")[0]
    service.undo(visit.id, visit.version, by=factories.actor("su"))
    assert busy("su") == ()


def test_without_an_open_rota_and_at_a_service_desk_the_plain_queue_works_alone() -> None:
    rota.close_day(clock.today(), by=OPERATOR)
    first = here.come("王一", "sales")
    assert first.staff_id is None
    chen = factories.actor("chen")
    found = service.call_next(ids("chen")[0], by=chen)
    assert found is not None
    assert found.id == first.id
    service.finish(found.id, found.version, by=chen)
    rota.open_day(clock.today(), by=OPERATOR)
    switch_profile("service_desk", valid_from=clock.today(), reason="test", by=OPERATOR)
    g.pop("office", None)  # every request reads it anew
    second = here.come("李二", "sales")
    assert second.staff_id is None
    found = service.call_next(ids("chen")[0], by=chen)
    assert found is not None
    assert found.id == second.id
    assert db.session.scalar(select(func.count()).select_from(Reception)) == 0


def test_the_closing_of_the_day_gives_nobody_to_whoever_it_sets_free() -> None:
    visits = [here.come(f"客{n}", "sales") for n in range(5)]
    before = order()
    service.close_leftovers(clock.today(), by=fang())
    ended = [db.session.get_one(Visit, one.id) for one in visits]
    assert {one.state for one in ended} == {"left"}
    assert [one.staff_id for one in ended[3:]] == [None, None]
    assert (sorted(order()), [busy(one) for one in REPS]) == (sorted(before), [(), (), ()])
