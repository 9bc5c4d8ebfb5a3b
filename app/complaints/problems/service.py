"""The daily problem list: written down, passed on, counted once more, solved (K-64, F-81)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import update

from app import clock
from app.complaints.naming import home_of
from app.complaints.problems import feature as actions
from app.complaints.problems import queries, rules
from app.complaints.problems.models import Problem
from app.complaints.problems.tasks import PASSED
from app.customers.files.queries import seen
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import record
from app.office.staff.queries import person
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks, open_task
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action

QUICKER = Text("Somebody was quicker: this line is no longer as you saw it. Look at it again.")
NOT_HIS = Text("You cannot do this with this line.")
CONFIDENTIAL = Text("Confidential")


def enter(new: rules.NewProblem, *, by: Actor) -> Problem:
    """Write a line of today's list (K-64). Raises Refused for what is missing, NoResultFound for a hidden customer."""
    if by.staff_id is None:
        raise Refused(Text("Only a member of staff keeps the list. Say who you are with --by."))
    with unit_of_work(by=by) as work:
        rules.check_new(new)
        if new.customer_id is not None:
            seen(new.customer_id, by)
        one = Problem(day=clock.today(), kind=new.kind, words=new.words.strip(), customer_id=new.customer_id)
        one.times, one.department_id = new.times, home_of(by.staff_id)
        one.made_by, one.made_by_id, one.made_at = by.name, by.staff_id, work.at
        work.session.add(one)
        work.session.flush()
        _told(actions.ENTERED, one)
    return one


def count_again(problem_id: int, version: int, *, by: Actor) -> None:
    """It came up once more today. Raises NoResultFound, Conflict, Refused."""
    with _doing(problem_id, version, "again", by) as one:
        _store(one, times=one.times + 1)
        _told(actions.CAME_AGAIN, one, times=one.times)


def pass_on(problem_id: int, version: int, staff_id: int, *, by: Actor) -> None:
    """Pass a line to whoever is right for it; he gets a task (K-64). Raises NoResultFound, Conflict, Refused."""
    with _doing(problem_id, version, "pass", by) as one:
        to = person(staff_id)
        if not to.active:
            raise Refused(Text("%(name)s has left. Choose somebody else.", name=to.name), field="staff_id")
        close_tasks(queries.subject_of(one.id), outcome="cancelled", kind=PASSED, by=by)
        _store(one, passed_to_id=staff_id)
        kind = Text(rules.KINDS[one.kind]) if one.kind != rules.TIP_OFF else CONFIDENTIAL
        facts = {"from": by.name, "kind": kind, "words": rules.subject_words(one.kind, one.words)}
        url = queries.page_url(one.id)
        to_him = Party(staff_id=staff_id)
        open_task(PASSED, queries.subject_of(one.id), facts=facts, url=url, to=to_him, due_on=None, by=by)
        _told(actions.PASSED_ON, one, to=to.name)


def solve(problem_id: int, version: int, result: str, *, by: Actor) -> None:
    """Say what came of a line (K-63, K-64). Raises NoResultFound, Conflict, and Refused without a result."""
    if not result.strip():
        raise Refused(Text("Please say what came of it."), field="result")
    with _doing(problem_id, version, "solve", by) as one:
        _store(one, solved=True, result=result.strip())
        close_tasks(queries.subject_of(one.id), kind=PASSED, by=by)
        _told(actions.SOLVED, one)


@contextlib.contextmanager
def _doing(problem_id: int, version: int, move: str, by: Actor) -> Iterator[Problem]:
    with unit_of_work(by=by):
        found = queries.seat(problem_id, by)
        if found.problem.version != version:
            raise Conflict(QUICKER)
        if move not in found.moves:
            raise Refused(NOT_HIS)
        yield found.problem


def _store(one: Problem, **values: Any) -> None:
    session = current_work().session
    as_seen = update(Problem).where(Problem.id == one.id, Problem.version == one.version)
    changed = as_seen.values(**values, version=one.version + 1).returning(Problem.id)
    if session.scalar(changed.execution_options(synchronize_session=False)) is None:
        raise Conflict(QUICKER)
    session.refresh(one)


def _told(action: Action, one: Problem, **facts: Any) -> None:
    """Write the deed into history; of a tip-off neither its words nor that it is one, nor its customer (K-63)."""
    customer_id = one.customer_id if one.kind != rules.TIP_OFF else None
    about = {"words": rules.subject_words(one.kind, one.words), "day": one.day, **facts}
    record(action, queries.subject_of(one.id), customer_id=customer_id, facts=about)
