"""Commands with their six parts: given down the line, done, looked at, sent back, given back, cancelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import NoResultFound

from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.access.models import StaffRole
from app.office.history.models import Entry
from app.office.tasks import queries, service
from app.office.tasks.kinds import Party
from app.office.tasks.models import Command, Task
from app.office.tasks.service.changing import changed_by
from app.unit_of_work import unit_of_work
from tests import factories
from tests.office.factories_tasks import CALL, TODAY, command, person, role, stored, task, words

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture(autouse=True)
def posts(context: None) -> None:
    factories.make_posts()


def told(action: str) -> Entry:
    """The newest entry of history with this action."""
    query = select(Entry).where(Entry.action == action).order_by(Entry.id.desc()).limit(1)
    return db.session.scalars(query).one()


def test_a_command_has_six_parts_a_number_and_an_entry_in_history() -> None:
    task_id = command()
    found = stored(task_id)
    said = db.session.scalars(select(Command).where(Command.task_id == task_id)).one()
    assert (said.number, said.form, said.place) == ("ZL2611-001", "written", "红旗小区")
    assert (found.subject, found.state, found.given_by_id) == (f"task:{task_id}", "open", factories.staff_id("bai"))
    assert told("tasks.given").facts == {
        "number": "ZL2611-001",
        "what": "核对 2 单元的用户资料",
        "to": "苏销",
        "due_on": "2026-11-27",
    }


def test_numbers_follow_each_other() -> None:
    command()
    second = db.session.scalars(select(Command).where(Command.task_id == command())).one()
    assert second.number == "ZL2611-002"


@pytest.mark.parametrize("part", ["what", "place", "plan", "control"])
def test_a_command_without_one_of_its_parts_is_refused_beside_the_field(part: str) -> None:
    with pytest.raises(Refused) as refused:
        service.give_command(replace(words(person("su")), **{part: "  "}), by=factories.actor("bai"))
    assert refused.value.field == part


@pytest.mark.parametrize(
    ("more", "field"), [({"due_on": TODAY - timedelta(days=1)}, "due_on"), ({"way": "shouted"}, "way")]
)
def test_a_day_that_is_over_and_an_unknown_way_are_refused(more: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        command(**more)
    assert refused.value.field == field


@pytest.mark.parametrize(("to", "field"), [(Party(), "staff_id"), (Party(staff_id=1, role_id=1), "role_id")])
def test_a_command_for_nobody_or_for_two_is_refused(to: Party, field: str) -> None:
    with pytest.raises(Refused) as refused:
        service.give_command(words(to), by=factories.actor("bai"))
    assert refused.value.field == field


def refused_to(giver: str, to: Party) -> str | None:
    """The field beside which a command from one of the cast is refused; None where it is given."""
    try:
        service.give_command(words(to), by=factories.actor(giver))
    except Refused as refused:
        return refused.field
    return None


def test_commands_go_down_the_line_and_into_the_departments_of_the_right_never_up() -> None:
    assert refused_to("bai", person("su")) is None  # his department
    assert refused_to("bai", person("kong")) is None  # heads it, though the right is for another department
    assert refused_to("gao", person("bai")) is None
    assert refused_to("bai", person("xu")) == "staff_id"  # neither below him nor in his department
    assert refused_to("bai", person("gao")) == "staff_id"  # above him
    assert refused_to("bai", person("bai")) == "staff_id"
    assert refused_to("gao", person("admin")) is None


def test_a_superior_in_the_department_of_the_right_is_not_commanded() -> None:
    home = factories.department_id("销售部")
    with unit_of_work(by=OPERATOR) as work:
        work.session.add(
            StaffRole(staff_id=factories.staff_id("su"), role_id=role("department_manager").role_id, department_id=home)
        )
    assert refused_to("su", person("bai")) == "staff_id"


def test_a_role_is_commanded_only_where_everybody_who_holds_it_takes_commands() -> None:
    assert refused_to("bai", role("sales", "销售部")) is None
    assert refused_to("bai", role("finance", "财务部")) == "role_id"
    assert refused_to("bai", role("general_manager", "销售部")) == "role_id"
    assert refused_to("bai", role("sales", "财务部")) == "role_id"  # nobody holds it there
    assert refused_to("bai", role("department_manager", "销售部")) == "role_id"  # only he himself


def test_without_a_post_and_without_the_right_for_the_department_nobody_is_commanded() -> None:
    assert refused_to("su", person("chen")) == "staff_id"
    assert service.heirs(stored(task(person("chen"))), by=factories.actor("chen")) != []


def test_done_by_one_and_confirmed_by_the_other() -> None:
    task_id, bai, su = command(), factories.actor("bai"), factories.actor("su")
    service.finish(task_id, 1, "都核对了\n两户无人", by=su)
    done = stored(task_id)
    assert (done.state, done.result, done.ended_by) == ("done", "都核对了\n两户无人", su.name)
    assert told("tasks.finished").facts["result"] == "都核对了"
    service.confirm(task_id, done.version, "抽查合格", by=bai)
    assert (stored(task_id).state, stored(task_id).version) == ("confirmed", 3)
    assert told("tasks.confirmed").reason == "抽查合格"


def test_what_is_not_done_well_is_sent_back_and_open_again() -> None:
    task_id = command()
    service.finish(task_id, 1, "好了", by=factories.actor("su"))
    service.send_back(task_id, 2, "电话打不通", by=factories.actor("bai"))
    again = stored(task_id)
    assert (again.state, again.ended_at, again.ended_by, again.version) == ("open", None, None, 3)
    assert told("tasks.sent_back").reason == "电话打不通"
    assert told("tasks.sent_back").facts["to"] == "苏销"


def test_what_cannot_be_done_is_given_back_and_given_to_somebody_else() -> None:
    task_id, bai = command(), factories.actor("bai")
    service.give_back(task_id, 1, "我下周出差", by=factories.actor("su"))
    assert stored(task_id).state == "returned"
    assert told("tasks.given_back").facts["to"] == bai.name
    service.hand_on(task_id, 2, factories.staff_id("kong"), "请孔诉代办", by=bai)
    found = stored(task_id)
    assert (found.state, found.staff_id) == ("open", factories.staff_id("kong"))
    assert found.department_id == factories.department_id("客户服务部")


def test_the_giver_may_insist_on_what_was_given_back() -> None:
    task_id = command()
    service.give_back(task_id, 1, "忙", by=factories.actor("su"))
    service.hand_on(task_id, 2, factories.staff_id("su"), "还是你", by=factories.actor("bai"))
    assert stored(task_id).state == "open"


def test_the_giver_cancels_with_a_reason() -> None:
    task_id = command()
    service.cancel(task_id, 1, "客户撤回了", by=factories.actor("bai"))
    assert stored(task_id).state == "cancelled"
    assert told("tasks.cancelled").reason == "客户撤回了"


def test_whoever_has_it_hands_it_on_to_a_colleague_but_not_to_the_giver() -> None:
    task_id, su = command(), factories.actor("su")
    with pytest.raises(Refused) as refused:
        service.hand_on(task_id, 1, factories.staff_id("bai"), "您来", by=su)
    assert refused.value.field == "to"
    service.hand_on(task_id, 1, factories.staff_id("fang"), "方前顺路", by=su)
    assert (told("tasks.handed_on").facts["from"], told("tasks.handed_on").facts["to"]) == ("苏销", "方前")
    assert told("tasks.handed_on").reason == "方前顺路"


@pytest.mark.parametrize(
    ("verb", "who"),
    [
        ("finish", "bai"),
        ("confirm", "bai"),
        ("send_back", "bai"),
        ("give_back", "bai"),
        ("cancel", "su"),
        ("confirm", "su"),
    ],
)
def test_what_is_not_for_him_to_do_is_refused(verb: str, who: str) -> None:
    task_id = command()
    with pytest.raises(Refused) as refused:
        getattr(service, verb)(task_id, 1, "x", by=factories.actor(who))
    assert refused.value.status == 422
    assert stored(task_id).state == "open"


def test_who_may_not_know_of_it_finds_nothing() -> None:
    with pytest.raises(NoResultFound):
        service.finish(command(), 1, "x", by=factories.actor("chen"))


def test_of_two_who_finish_at_once_the_second_is_told() -> None:
    task_id = service.give_command(words(role("sales", "销售部")), by=factories.actor("gao"))
    su = factories.actor("su")
    service.finish(task_id, 1, "我做的", by=su)
    with pytest.raises(Conflict):
        service.finish(task_id, 1, "我也做了", by=su)
    assert stored(task_id).result == "我做的"


def test_whoever_changes_the_row_in_between_makes_the_other_start_again() -> None:
    task_id = command()
    with pytest.raises(Conflict), changed_by(task_id, 1, "finish", by=factories.actor("su")) as change:
        change.work.session.execute(update(Task).where(Task.id == task_id).values(version=2))
        change.to({"state": "done"})
    assert (stored(task_id).state, stored(task_id).version) == ("open", 1)


def test_what_the_program_made_is_not_finished_here() -> None:
    task_id = task(person("su"))
    with pytest.raises(Refused):
        service.finish(task_id, 1, "好了", by=factories.actor("su"))
    assert queries.shown(task_id, factories.actor("su")).moves == frozenset()


def test_only_what_its_kind_allows_is_handed_on() -> None:
    task_id = task(person("su"))
    with pytest.raises(Refused):
        service.hand_on(task_id, 1, factories.staff_id("chen"), "忙", by=factories.actor("su"))
    assert CALL.may_hand_on is False


def test_only_a_member_of_staff_gives_commands() -> None:
    with pytest.raises(Refused):
        service.give_command(words(person("su")), by=OPERATOR)
