"""Once a day: warn whoever looks after a customer before a paper expires (C-59, O-18)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import update

from app.customers.files.models import Customer
from app.customers.papers import queries, rules
from app.customers.papers.feature import WARNED
from app.customers.papers.models import Paper, PaperKind
from app.customers.papers.policy import PaperPolicy
from app.customers.papers.tasks import EXPIRES, subject_of
from app.extensions import db
from app.jobs import daily
from app.jobs.service import Running
from app.office.calendar.queries import whole_calendar
from app.office.history.service import Deed, record_many
from app.office.policy import queries as policy
from app.office.policy.switches import is_on
from app.office.tasks.kinds import NewTask, Party
from app.office.tasks.service import close_tasks_of, open_tasks
from app.unit_of_work import current_work, in_short_units

KIND = SUBJECT = "papers.warn"

Due = tuple[int, Deed, NewTask | None, int]


def ask_once_a_day() -> None:
    """Ask for the look in the first minute of each day, also after the program was down (hook `every_minute`)."""
    if is_on("customers.papers"):
        daily.ask_once_a_day(KIND, SUBJECT)


def warn_job(running: Running) -> dict[str, Any]:
    """Give every warning that is due and was not given; what was given is not found again by another run."""
    due = due_on(date.fromisoformat(running.arguments["day"]))
    db.session.rollback()
    running.expect(len(due))
    in_short_units(due, lambda part: _warn(part, running), by=running.by)
    return {"warned": len(due)}


def due_on(today: date) -> list[Due]:
    """The papers to be warned of on a day: id, what history keeps, the task of the owner, which warning it is."""
    steps, calendar = policy.of(PaperPolicy).warnings, whole_calendar()
    found = []
    for paper, kind, customer in queries.to_be_warned_of(today, steps):
        step = rules.warning_due(paper.expires_on, today, steps, paper.warned_days, calendar)
        if step is not None:
            found.append((paper.id, _deed(paper, kind, customer), _task(paper, kind, customer), step))
    return found


def _warn(part: Sequence[Due], running: Running) -> None:
    """One task at a time for each paper: the second warning takes the place of the first."""
    work = current_work()
    close_tasks_of([deed.subject for _, deed, _, _ in part], outcome="cancelled", kind=EXPIRES, by=running.by)
    open_tasks([task for _, _, task, _ in part if task is not None], by=running.by)
    for step in sorted({step for _, _, _, step in part}):
        ids = [paper_id for paper_id, _, _, of in part if of == step]
        warned = update(Paper).where(Paper.id.in_(ids)).values(warned_days=step)
        work.session.execute(warned.execution_options(synchronize_session=False))
    record_many(WARNED, [deed for _, deed, _, _ in part])


def _deed(paper: Paper, kind: PaperKind, customer: Customer) -> Deed:
    facts = {"kind": queries.name_of(kind), "number": customer.number, "until": paper.expires_on}
    return Deed(subject_of(paper.id), customer.id, facts)


def _task(paper: Paper, kind: PaperKind, customer: Customer) -> NewTask | None:
    """A customer whom nobody looks after gives nobody a task: he stands in the list."""
    if customer.owner_id is None:
        return None
    facts = {"kind": queries.name_of(kind), "customer": customer.name, "until": paper.expires_on}
    to, url = Party(staff_id=customer.owner_id), f"/customers/papers/{paper.id}"
    return NewTask(EXPIRES, subject_of(paper.id), url, to, facts, paper.expires_on, customer.id)
