"""What inspections tell others: complaints, the first page, the search box, and what hangs on an inspection."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy import select

from app.complaints.cases.kinds import Step
from app.complaints.inspections import queries, rules
from app.complaints.inspections.feature import CALL
from app.complaints.inspections.models import Inspection
from app.complaints.inspections.service.calling import end
from app.customers.files.queries import customer_of_thing
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.approvals.queries_seen import things_asked_about
from app.unit_of_work import unit_of_work
from app.web.hooks import Hit, Notice
from app.web.language import say

FIRST_STAGES = ("work", "number")


def notices(actor: Actor) -> list[Notice]:
    """Reports that are late, and for the general manager those that wait for his decision (hook `today`, K-13)."""
    url = url_for("inspections.listing", state=queries.LATE)
    lines = [Notice(Text("Late reports on inspections"), queries.late(actor), url, "red", order=52)]
    if queries.decides(actor):
        url = url_for("inspections.listing", state=rules.REPORTED)
        waiting = queries.reported(actor)
        lines.append(Notice(Text("Reports on inspections to decide on"), waiting, url, "yellow", order=53))
    return lines


def closing_obstacles(complaint_id: int) -> list[Text]:
    """An inspection that is not over: its report and the decision on it belong to the complaint (K-13)."""
    return [
        Text("Inspection %(number)s is not over: %(state)s.", number=one.number, state=Text(rules.STATES[one.state]))
        for one in queries.open_of(complaint_id)
    ]


def complaint_over(complaint_id: int, *, by: Actor) -> None:
    """Call off what has not taken place when a complaint is closed, referred or cancelled."""
    with unit_of_work(by=by):
        for one in queries.open_of(complaint_id):
            if rules.may_follow(one.state, rules.CANCEL):
                end(one, one.version, say(Text("The complaint is over.")), by)


def complaint_steps(complaint_id: int, stage_kind: str, actor: Actor) -> list[Step]:
    """Call a joint inspection while the cause is looked for (K-12)."""
    if stage_kind not in FIRST_STAGES or not actor.may(CALL.name) or queries.open_of(complaint_id):
        return []
    return [Step(Text("Call a joint inspection"), url_for("inspections.new_of_complaint", complaint_id=complaint_id))]


def complaints_asked(actor: Actor) -> list[Any]:
    """Complaints to whose inspection this person is or was asked to appoint who goes (hook, A-25)."""
    asked = things_asked_about(actor.staff_id or 0, "inspection")
    return [select(Inspection.complaint_id).where(Inspection.id.in_(asked), Inspection.complaint_id.is_not(None))]


def hits(actor: Actor, query: str) -> list[Hit]:
    """The inspection of this number (hook `search`)."""
    number = query.strip().upper()
    if not number.startswith("HK"):
        return []
    found = select(Inspection).where(Inspection.number == number, queries.visible(actor))
    return [
        Hit(Text("Inspection"), f"{one.number} {one.place}", one.party or "", queries.page_url(one.id))
        for one in db.session.scalars(found)
    ]


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on an inspection, such as its photos; None for other subjects (O-12)."""
    inspection_id = queries.id_in(subject)
    if inspection_id is None:
        return None
    query = select(Inspection.id).where(Inspection.id == inspection_id, queries.visible(actor))
    return db.session.scalar(query) is not None


def may_change_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may hang something on an inspection: whoever goes on with it, until it is over (O-12)."""
    inspection_id = queries.id_in(subject)
    if inspection_id is None:
        return None
    query = select(Inspection).where(Inspection.id == inspection_id, queries.visible(actor))
    one = db.session.scalars(query).one_or_none()
    return one is not None and one.state in rules.OPEN and queries.works_on(one, actor)


def customer_of_subject(subject: str) -> int | None:
    """Whose inspection this is; None for other subjects."""
    return customer_of_thing(subject, "inspection", Inspection)
