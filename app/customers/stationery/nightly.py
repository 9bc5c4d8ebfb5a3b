"""Once a day: whoever keeps a kind of stationery is asked for the request of the next month, once (C-120)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from app.customers.stationery import rules
from app.customers.stationery.models import Blank, BlankMove, StationeryKind
from app.customers.stationery.policy import StationeryPolicy
from app.customers.stationery.queries import months
from app.customers.stationery.rules_need import month_after
from app.customers.stationery.service.asking import subject_of
from app.customers.stationery.tasks import REQUEST
from app.domain.actor import Actor
from app.extensions import db
from app.jobs import daily
from app.jobs.service import Running
from app.office.policy import queries as policy
from app.office.policy.switches import is_on
from app.office.staff.models import Staff
from app.office.tasks.kinds import Party
from app.office.tasks.models import Task
from app.office.tasks.service import open_task
from app.unit_of_work import unit_of_work

KIND = SUBJECT = "stationery.month"
PLACE = "/customers/stationery/requests/new"


def ask_once_a_day() -> None:
    """Ask for the look in the first minute of each day, also after the program was down (hook `every_minute`)."""
    if is_on("customers.stationery"):
        daily.ask_once_a_day(KIND, SUBJECT)


def look_job(running: Running) -> dict[str, Any]:
    """Ask the keepers, from the office's day of the month on; who was asked is not asked again."""
    day = date.fromisoformat(running.arguments["day"])
    if day.day < policy.of(StationeryPolicy).request_day:
        return {"asked": 0}
    return {"asked": sum(remind(one, month_after(day), day, by=running.by) for one in months.kinds())}


def remind(kind: StationeryKind, month: str, day: date, *, by: Actor) -> int:
    """Open the task for one kind, unless it was asked for or the task was opened before; returns 1 where it was."""
    keeper, subject = keeper_of(kind.id), subject_of(kind.id, month)
    known = months.request_of(kind.id, month) or db.session.scalar(select(Task.id).where(Task.subject == subject))
    if keeper is None or known:
        return 0
    with unit_of_work(by=by):
        open_task(
            REQUEST, subject, facts={"kind": kind.name, "month": month}, url=f"{PLACE}?kind_id={kind.id}",
            to=Party(staff_id=keeper), due_on=day, by=by,
        )  # fmt: skip
    return 1


def keeper_of(kind_id: int) -> int | None:
    """Who last drew this kind or took it into keeping, if he still works here."""
    query = select(BlankMove.staff_id).join(Blank, Blank.id == BlankMove.blank_id)
    query = query.join(Staff, Staff.id == BlankMove.staff_id).where(Blank.kind_id == kind_id, Staff.active)
    drawn = query.where(BlankMove.kind.in_((rules.DRAW, rules.TAKE)))
    return db.session.scalar(drawn.order_by(BlankMove.id.desc()).limit(1))
