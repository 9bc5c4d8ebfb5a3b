"""What deadlines tell pages that do not know them: flags of customers, lines of the first page, who may see what."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, func, select

from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.deadlines.feature import SEE_ALL, SEE_DEPARTMENT
from app.office.deadlines.models import Deadline
from app.office.deadlines.queries.desk import knows_of
from app.office.deadlines.queries.lists import LATE, OPEN, first_in_time, is_state, late_by_customer
from app.office.tasks.queries.desk import desk_of
from app.web.converters import id_in
from app.web.hooks import Flag, Notice

MOST_COUNTED = 999


def flags(ids: list[int], _actor: Actor) -> dict[int, list[Flag]]:
    """Which of these customers wait for something that is late: whoever sees a customer may know how often."""
    late = late_by_customer(ids)
    return {one: [Flag(Text("Overdue: %(count)s", count=late[one]), "red", _list(customer=one))] for one in late}


def notices(actor: Actor) -> list[Notice]:
    """Own deadlines that are late or due today, and those of the department that are late (hook `today`)."""
    mine, late = Deadline.staff_id.in_(desk_of(actor).people), is_state(LATE)
    today = is_state(OPEN) & Deadline.paused.is_(False) & (Deadline.due_on == first_in_time())
    lines = [
        (Text("Own deadlines that are late"), mine & late, _list(state=LATE, person=actor.staff_id), "red"),
        (Text("Own deadlines due next"), mine & today, _list(person=actor.staff_id), "yellow"),
        *((label, of & late, _list(state=LATE), "red") for label, of in _of_others(actor)),
    ]
    counted = ((label, _count(condition), url, colour) for label, condition, url, colour in lines)
    return [
        Notice(label, str(count), url, colour, 30 + n) for n, (label, count, url, colour) in enumerate(counted) if count
    ]


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a deadline, such as its timeline; None for other subjects (O-12)."""
    found = id_in(subject, "deadline")
    return None if found is None else knows_of(found, actor, desk_of(actor))


def _list(**values: Any) -> str:
    return url_for("deadlines.listing", **values)


def _of_others(actor: Actor) -> list[tuple[Text, ColumnElement[bool]]]:
    if actor.may(SEE_ALL.name):
        return [(Text("Late deadlines of the office"), Deadline.id > 0)]
    departments = sorted(actor.departments(SEE_DEPARTMENT.name))
    return [(Text("Late deadlines of the department"), Deadline.department_id.in_(departments))] if departments else []


def _count(condition: ColumnElement[bool]) -> int:
    some = select(Deadline.id).where(condition).limit(MOST_COUNTED).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0
