"""Tasks that the program makes: opened and closed in few statements, as part of the deed that asks for them."""

from __future__ import annotations

import time
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.domain.actor import OPERATOR
from app.domain.text import Text
from app.extensions import db
from app.office.history.models import Entry
from app.office.tasks.kinds import NewTask, Party, TaskKind
from app.office.tasks.models import Task
from app.office.tasks.service import close_tasks, close_tasks_of, move_tasks_due, open_task, open_tasks
from tests import factories
from tests.support import count_queries

CALL = TaskKind("test.call", Text("Call"), Text("Call %(name)s"))
WRITE = TaskKind("test.write", Text("Write"), Text("Write to %(name)s"))
FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)

pytestmark = pytest.mark.usefixtures("context")


def opened(subject: str = "visit:1", username: str = "su", kind: TaskKind = CALL, due_on: date | None = MONDAY) -> int:
    """A task of one of the cast."""
    to = Party(staff_id=factories.staff_id(username))
    return open_task(kind, subject, facts={"name": "张三"}, url="/visits/1", to=to, due_on=due_on, by=OPERATOR)


def stored(task_id: int) -> Task:
    db.session.expire_all()
    return db.session.scalars(select(Task).where(Task.id == task_id)).one()


def test_it_stands_with_the_person_and_with_his_department() -> None:
    task = stored(opened())
    assert (task.state, task.url, task.version) == ("open", "/visits/1", 1)
    assert [task.department_id] == list(factories.actor("bai").departments("office.tasks.see_department"))


def test_a_department_that_is_given_holds_before_the_persons_own() -> None:
    home = stored(opened(username="kong")).department_id
    to = Party(staff_id=factories.staff_id("su"))
    task_id = open_task(CALL, "visit:2", facts={}, url="/", to=to, due_on=None, department_id=home, by=OPERATOR)
    assert stored(task_id).department_id == home


def test_a_task_for_a_role_stands_with_the_department_within_which_it_is_held() -> None:
    task_id = open_task(
        CALL, "visit:2", facts={}, url="/", to=Party(role_id=1, department_id=2), due_on=None, by=OPERATOR
    )
    assert (stored(task_id).staff_id, stored(task_id).role_id, stored(task_id).department_id) == (None, 1, 2)


def test_it_is_brought_to_mind_a_working_day_before_its_own() -> None:
    assert stored(opened(due_on=MONDAY)).remind_on == FRIDAY
    assert stored(opened(due_on=None)).remind_on is None


def test_days_and_sentences_among_the_facts_are_kept_as_json_holds_them() -> None:
    facts = {"on": FRIDAY, "what": Text("Call %(name)s", name="张三")}
    task_id = open_task(CALL, "visit:3", facts=facts, url="/", to=Party(role_id=1), due_on=None, by=OPERATOR)
    assert stored(task_id).facts == {
        "on": "2026-11-27",
        "what": {"msgid": "Call %(name)s", "params": {"name": "张三"}},
    }


def test_thousands_are_opened_in_few_statements_and_fast(app: Flask) -> None:
    people = [factories.staff_id(name) for name in ("su", "kong", "chen")]
    new = [
        NewTask(CALL, f"visit:{n}", f"/visits/{n}", Party(staff_id=people[n % 3]), {"name": str(n)}, MONDAY)
        for n in range(2000)
    ]
    with count_queries(app) as counted:
        started = time.perf_counter()
        assert open_tasks(new, by=OPERATOR) == 2000
        seconds = time.perf_counter() - started
    assert len(counted) <= 8
    assert seconds < 1
    assert db.session.scalar(select(func.count()).select_from(Task)) == 2000


def test_nothing_to_open_opens_nothing() -> None:
    assert open_tasks([], by=OPERATOR) == 0


def test_the_deed_closes_every_open_task_of_its_subject_and_no_other() -> None:
    mine, other = opened(), opened("visit:2")
    su = factories.actor("su")
    assert close_tasks("visit:1", by=su) == 1
    assert (stored(mine).state, stored(mine).ended_by, stored(mine).version) == ("done", su.name, 2)
    assert stored(mine).ended_at is not None
    assert stored(other).state == "open"
    assert close_tasks("visit:1", by=su) == 0


def test_only_one_persons_or_one_kinds_tasks_may_be_closed() -> None:
    first, second, third = opened(), opened(username="kong"), opened(kind=WRITE)
    assert close_tasks("visit:1", staff_id=factories.staff_id("kong"), by=OPERATOR) == 1
    assert close_tasks("visit:1", kind=WRITE, outcome="cancelled", by=OPERATOR) == 1
    assert [stored(one).state for one in (first, second, third)] == ["open", "done", "cancelled"]


def test_the_tasks_of_many_things_are_closed_together(app: Flask) -> None:
    open_tasks([NewTask(CALL, f"visit:{n}", "/", Party(role_id=1)) for n in range(1200)], by=OPERATOR)
    with count_queries(app) as counted:
        assert close_tasks_of([f"visit:{n}" for n in range(1000)], by=OPERATOR) == 1000
    assert len(counted) <= 5


def test_a_moved_day_moves_the_reminder_too() -> None:
    task_id = opened(due_on=FRIDAY)
    assert move_tasks_due("visit:1", MONDAY, by=OPERATOR) == 1
    assert (stored(task_id).due_on, stored(task_id).remind_on) == (MONDAY, FRIDAY)
    assert move_tasks_due("visit:1", None, by=OPERATOR) == 1
    assert (stored(task_id).due_on, stored(task_id).remind_on) == (None, None)


def test_what_has_ended_is_not_moved() -> None:
    task_id = opened(due_on=FRIDAY)
    close_tasks("visit:1", by=OPERATOR)
    assert move_tasks_due("visit:1", MONDAY, by=OPERATOR) == 0
    assert stored(task_id).due_on == FRIDAY


def test_a_task_that_the_program_makes_leaves_no_history_of_its_own() -> None:
    opened()
    close_tasks("visit:1", by=OPERATOR)
    assert db.session.scalar(select(func.count()).select_from(Entry).where(Entry.subject.like("task:%"))) == 0
