"""What improvements answer to features that do not know them.

They keep no complaint from being closed: a measure runs longer than the 13 or 17 days in which a case is closed, and
its effect is checked with the monthly review (K-30).
"""

from __future__ import annotations

from flask import url_for

from app.complaints.cases.kinds import Step
from app.complaints.cases.models import Complaint
from app.complaints.cases.moves import DECISION, WORK
from app.complaints.improvements import queries, rules, service
from app.complaints.improvements.feature import KEEP
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.web.hooks import Notice


def complaint_cancelled(complaint_id: int, *, by: Actor) -> None:
    """A complaint was entered by mistake: its open measures are given up."""
    service.drop_all(complaint_id, by=by)


def complaint_steps(complaint_id: int, stage_kind: str, actor: Actor) -> list[Step]:
    """Measures to be planned where the blocks are asked for and there is none yet (K-17)."""
    if stage_kind not in (WORK, DECISION) or not actor.may(KEEP.name):
        return []
    case = db.session.get_one(Complaint, complaint_id)
    tracked = case.track is not False and not (case.negligence and not case.track)
    if not tracked or not rules.asked_for(case.kind, case.severity) or queries.measures_of(complaint_id):
        return []
    return [Step(Text("Plan a measure"), url_for("improvements.plan", complaint_id=complaint_id))]


def notices(actor: Actor) -> list[Notice]:
    """Overdue measures and measures whose effect is to be judged (hook `today`, K-08)."""
    asked = [(rules.LATE, Text("Overdue improvements"), "red", actor.may(KEEP.name))]
    asked += [(rules.DONE, Text("Improvements whose effect is to be judged"), "orange", service.may_confirm(actor))]
    return [
        Notice(label, queries.standing(one, actor), url_for("improvements.listing", state=one), colour, 55)
        for one, label, colour, asks in asked
        if asks
    ]
