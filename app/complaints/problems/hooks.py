"""What the problem list answers to others: the first page, and complaints that came of a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from sqlalchemy import select, update

from app.complaints.cases import queries as cases
from app.complaints.cases.feature import TAKEN as COMPLAINT_TAKEN
from app.complaints.cases.models import Complaint
from app.complaints.problems import queries, rules
from app.complaints.problems.models import Problem
from app.complaints.problems.tasks import PASSED
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.tasks.service import close_tasks
from app.unit_of_work import current_work
from app.web.converters import id_in
from app.web.hooks import Notice


def notices(actor: Actor) -> list[Notice]:
    """Problems that were passed on to this user and are not solved (hook `today`)."""
    label, url = Text("Problems passed on to me"), url_for("problems.listing", open="y")
    return [Notice(label, queries.passed_to(actor), url, "yellow", order=65)]


def origin(subject: str, actor: Actor) -> Mapping[str, Any] | None:
    """What a complaint that comes of a line begins with (hook `complaint_origin`); a tip-off becomes none (K-63)."""
    found = id_in(subject, queries.KIND)
    query = select(Problem).where(Problem.id == found, Problem.kind != rules.TIP_OFF, queries.visible(actor))
    one = db.session.scalars(query).one_or_none() if found is not None else None
    if one is None:
        return None
    label = Text("Problem list of %(day)s", day=one.day)
    return {"customer_id": one.customer_id, "facts": one.words, "label": label, "url": queries.page_url(one.id)}


def recorded(action: str, subject: str, _customer_id: int | None, by: Actor) -> None:
    """Keep with a line the complaint that came of it: that takes care of it from then on (hook `recorded`)."""
    complaint_id = cases.id_in(subject) if action == COMPLAINT_TAKEN.name else None
    if complaint_id is None:
        return
    session = current_work().session
    came_from = session.scalar(select(Complaint.came_from).where(Complaint.id == complaint_id)) or ""
    if problem_id := id_in(came_from, queries.KIND):
        mine = update(Problem).where(Problem.id == problem_id)
        kept = mine.values(complaint_id=complaint_id, solved=True, version=Problem.version + 1)
        session.execute(kept.execution_options(synchronize_session="fetch"))
        close_tasks(queries.subject_of(problem_id), kind=PASSED, by=by)
