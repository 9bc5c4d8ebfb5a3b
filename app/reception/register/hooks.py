"""What the registers tell others: the first page, the matrix of approvals, and who may see what hangs on a day."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for
from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.approvals.kinds import Matter
from app.office.policy import queries as policy
from app.reception.register.feature import CLOSE, MINUTES, SEE
from app.reception.register.models import PlannedCall
from app.reception.register.policy import RegisterPolicy
from app.reception.register.queries import call_list, days
from app.reception.register.service.reviews import MATTER, settled
from app.web.converters import id_in
from app.web.hooks import Notice


def matters() -> list[Matter]:
    """The register of the day (A-08)."""
    return [Matter(MATTER, Text("Visitor register of the day"), "A-08", settled=settled)]


def notices(actor: Actor) -> list[Notice]:
    """Days not handed in, the evening meeting not minuted, calls to make (hook `today`)."""
    today, settings = clock.today(), policy.of(RegisterPolicy)
    found = []
    if actor.may(CLOSE.name):
        late = clock.local(clock.now()).time() > settings.hand_in_by
        if missing := days.not_handed_in(today, with_today=late):
            label = Text("Registers of the day not handed in")
            found.append(Notice(label, str(len(missing)), url_for("register.index"), "red", 30))
    yesterday = today - timedelta(days=1)
    if settings.minutes_required and actor.may(MINUTES.name) and days.without_minutes(yesterday):
        url = url_for("register.begin_minutes", day=yesterday.isoformat())
        found.append(Notice(Text("Evening meeting of yesterday not minuted"), "1", url, "yellow", 31))
    if actor.may(SEE.name) and (waiting := call_list.open_calls(actor.staff_id, today)):
        found.append(Notice(Text("Calls to make today"), str(waiting), url_for("register.call_list"), "blue", 32))
    return found


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a day, minutes or a planned call; None for other subjects (O-12)."""
    planned = id_in(subject, "planned_call")
    if planned is None and id_in(subject, "register_day") is None and id_in(subject, "minutes") is None:
        return None
    if planned is not None and not actor.may(MINUTES.name):
        own = select(PlannedCall.id).where(PlannedCall.id == planned, PlannedCall.staff_id == actor.staff_id)
        return db.session.scalar(own) is not None
    return actor.may(SEE.name)
