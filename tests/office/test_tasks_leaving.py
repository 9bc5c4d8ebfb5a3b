"""What somebody who leaves has to do, and the commands he gave, go to his superior."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from app.domain.actor import OPERATOR
from app.extensions import db
from app.office.access.service.people import deactivate
from app.office.history.models import Entry
from app.office.tasks import service
from app.office.tasks.kinds import Party
from app.web import registry
from tests import factories
from tests.office.factories_tasks import CALL, TODAY, command, person, role, stored, task

OWN_SEATS = replace(CALL, key="test.seats", reseated=True)

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture(autouse=True)
def kinds(context: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """One kind of task whose feature moves its tasks itself."""
    before = registry.hooked

    def hooked(name: str) -> list[Any]:
        return [*before(name), lambda: [CALL, OWN_SEATS]] if name == "task_kinds" else before(name)

    monkeypatch.setattr(registry, "hooked", hooked)


def leave(username: str) -> None:
    deactivate(factories.staff_id(username), 1, TODAY, by=OPERATOR)


def entries(action: str) -> list[Entry]:
    return list(db.session.scalars(select(Entry).where(Entry.action == action).order_by(Entry.id)))


def test_his_open_tasks_go_to_his_superior_and_history_says_so() -> None:
    factories.make_posts()
    first, second = task(person("su")), command(to="su")
    ended = task(person("su"), "李四")
    service.close_tasks("visit:李四", by=OPERATOR)
    leave("su")
    bai = factories.staff_id("bai")
    assert (stored(first).staff_id, stored(second).staff_id) == (bai, bai)
    assert stored(first).version == 2
    assert stored(ended).staff_id == factories.staff_id("su")
    told = entries("tasks.handed_on")
    assert [one.subject for one in told] == [f"task:{first}", f"task:{second}"]
    assert told[1].facts == {
        "number": "ZL2611-001",
        "what": "核对 2 单元的用户资料",
        "from": "苏销",
        "to": "白管",
        "left_on": "2026-11-20",
    }


def test_without_a_superior_they_go_to_the_administrators() -> None:
    task_id = task(person("su"))
    leave("su")
    found = stored(task_id)
    assert Party(found.staff_id, found.role_id, found.department_id) == role("administrator")
    assert entries("tasks.handed_on")[0].facts["to"] == {"msgid": "Administrator", "params": {}}


def test_the_commands_that_he_gave_are_looked_after_by_his_superior() -> None:
    factories.make_posts()
    running, done = command(), command()
    service.finish(done, 1, "好了", by=factories.actor("su"))
    leave("bai")
    gao = factories.actor("gao")
    assert (stored(running).given_by_id, stored(running).given_by) == (gao.staff_id, "白管")
    service.confirm(done, 3, None, by=gao)
    assert stored(done).state == "confirmed"
    assert [one.facts["to"] for one in entries("tasks.inherited")] == ["高总", "高总"]


def test_the_commands_of_who_had_no_superior_are_looked_after_by_an_administrator() -> None:
    factories.make_posts()
    task_id = command("gao", "bai")
    leave("gao")
    assert stored(task_id).given_by_id == factories.staff_id("admin")


def test_tasks_whose_feature_moves_them_itself_are_left_to_it() -> None:
    factories.make_posts()
    task_id = task(person("su"), kind=OWN_SEATS)
    leave("su")
    assert stored(task_id).staff_id == factories.staff_id("su")
    assert entries("tasks.handed_on") == []


def test_who_has_nothing_to_do_leaves_nothing() -> None:
    leave("wu")
    assert entries("tasks.handed_on") == []
