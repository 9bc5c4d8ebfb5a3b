"""The rota and the visitors together: whoever goes away, leaves or is refused, and a rota that opens and closes."""

from __future__ import annotations

import pytest

from app import clock
from app.domain.actor import OPERATOR, Actor
from app.domain.errors import Refused
from app.office.access.service.people import deactivate
from app.office.staff.queries import person
from app.reception.queue import queries, service
from app.reception.queue.models import Visit
from app.reception.rota import queries as rota_queries
from app.reception.rota import service as rota
from app.reception.rota.rules import State
from tests import factories
from tests.reception import factories_queue as here

REPS = ("su", "bai", "kong")


@pytest.fixture(autouse=True)
def ids(context: object) -> list[int]:
    """The shipped desks, and a rota of three who are on duty; su comes first."""
    here.open_office()
    found = [factories.staff_id(one) for one in REPS]
    for one in found:
        rota.add_member(one, by=OPERATOR)
    rota.open_day(clock.today(), by=OPERATOR)
    for one in found:
        rota.sign_in(one, by=OPERATOR)
    return found


def state() -> State:
    found = rota_queries.state(clock.today())
    assert found is not None
    return found


def receiver(visit: Visit) -> int | None:
    return queries.row(visit.id).staff_id


def fang() -> Actor:
    return factories.actor("fang")


def received(visit: Visit, name: str) -> Visit:
    return service.receive(visit.id, None, by=factories.actor(name))


def test_a_visitor_given_to_somebody_who_is_not_there_goes_to_the_next_and_the_turn_is_lost(ids: list[int]) -> None:
    visit = here.come("王一", "sales")
    with pytest.raises(Refused, match="still has a visitor"):
        rota.pause(ids[0], "lunch", by=factories.actor("su"))  # nobody chooses his visitors
    rota.pause(ids[0], "absent", by=fang())
    assert (receiver(visit), queries.row(visit.id).state) == (ids[1], "waiting")
    assert state().order == (ids[2], ids[0], ids[1])
    rota.leave(ids[0], by=fang())
    rota.pause(ids[1], "business", by=fang())
    rota.pause(ids[2], "business", by=fang())
    assert receiver(visit) is None  # nobody is there; he waits for whoever comes first
    rota.back(ids[1], by=fang())
    assert receiver(visit) == ids[1]


def test_whom_somebody_was_given_by_hand_waits_for_that_person(ids: list[int]) -> None:
    visit = here.come("王一", "sales")
    visit = service.assign(visit.id, visit.version, ids[2], "会方言", by=fang())
    rota.pause(ids[2], "lunch", by=fang())
    assert receiver(visit) == ids[2]


def test_whoever_leaves_the_office_is_given_no_visitor_any_more(ids: list[int]) -> None:
    visit = here.come("王一", "sales")
    deactivate(ids[0], person(ids[0]).version, clock.today(), by=OPERATOR)
    assert receiver(visit) == ids[1]
    assert ids[0] not in state().order


def test_what_ends_and_begins_while_the_rota_is_closed_is_known_when_it_opens_again(ids: list[int]) -> None:
    first = received(here.come("王一", "sales"), "su")
    waits = here.come("李二", "sales")
    rota.close_day(clock.today(), by=OPERATOR)
    service.finish(first.id, first.version, by=factories.actor("su"))
    assert service.leave(waits.id, None, by=fang()).state == "left"
    second = here.come("钱三", "sales")
    assert receiver(second) is None
    service.call(second.id, second.version, reason="没开轮排", by=factories.actor("bai"))
    rota.open_day(clock.today(), by=OPERATOR)
    assert [state().people[one].visits for one in ids] == [(), (second.id,), ()]
    assert state().order == (ids[1], ids[2], ids[0])  # su has used a turn, bai has it still
    service.undo(second.id, None, by=factories.actor("bai"))
    assert state().people[ids[1]].visits == (second.id,)  # back in the line, and now it is his turn


def test_a_reception_on_hold_has_used_its_turn_when_the_visitor_is_sent_on(ids: list[int]) -> None:
    visit = received(here.come("王一", "sales"), "su")
    visit = service.hold(visit.id, visit.version, "取证件", by=factories.actor("su"))
    service.transfer(visit.id, visit.version, purpose_id=here.purpose("payment"), reason="缴费", by=fang())
    assert state().order == (ids[1], ids[2], ids[0])
    assert state().people[ids[0]].visits == ()


def test_undoing_what_gave_a_turn_back_restores_the_line_exactly(ids: list[int]) -> None:
    rota.pause(ids[0], "business", by=OPERATOR)
    first, second = here.come("王一", "sales"), here.come("李二", "sales")
    rota.back(ids[0], by=OPERATOR)
    before = state()
    assert before.people[ids[0]].credits == 1
    visit = service.assign(first.id, first.version, ids[2], "会方言", by=fang())
    assert (state().people[ids[0]].credits, state().people[ids[2]].visits) == (0, (second.id, first.id))
    service.undo(visit.id, visit.version, by=fang())
    assert state() == before
    visit = service.leave(first.id, None, "走了", by=fang())
    service.undo(visit.id, visit.version, by=fang())
    assert state() == before
