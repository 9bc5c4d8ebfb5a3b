"""What liability answers to features that do not know it.

It keeps no complaint from being closed: a loss is mostly fixed, and judged, after the closing (D-35).
"""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app.complaints.cases.kinds import Step
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import id_in, page_of, visible
from app.complaints.liability import queries, rules
from app.complaints.liability.feature import JUDGE
from app.complaints.liability.forms import STANDINGS, TO_JUDGE, TO_PROPOSE
from app.complaints.liability.models import Judgement
from app.complaints.liability.month import standing
from app.complaints.liability.service import may_judge, to_propose, void_unproposed
from app.complaints.liability.service.judging import PROPOSED
from app.complaints.losses.feature import SEE
from app.complaints.losses.queries import fixed
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.conduct.kinds import Source
from app.web.hooks import Notice


def loss_obstacles(loss_id: int) -> list[Text]:
    """A loss of which something was proposed can no longer be made void."""
    query = select(Judgement.id).where(Judgement.loss_id == loss_id, Judgement.state != rules.VOID)
    return [PROPOSED for one in db.session.scalars(query) if queries.is_proposed(one)]


def loss_voided(loss_id: int, *, by: Actor) -> None:
    """What was judged of a void loss is void with it."""
    void_unproposed(loss_id, by=by)


def complaint_steps(complaint_id: int, _stage_kind: str, actor: Actor) -> list[Step]:
    """The liability to be judged, settled or proposed, once the loss is fixed."""
    loss = fixed(complaint_id) if _judges(actor) else None
    if loss is None or not loss.loss_fen:
        return []
    found = queries.judgement_of(complaint_id)
    if found is None:
        return [_step(Text("Judge the liability"), "liability.judge", complaint_id)]
    if found.state == rules.DRAFT:
        return [_step(Text("Settle the liability"), "liability.of_complaint", complaint_id)]
    left = any(to_propose(one) for line in queries.lines(found.id) for one in line.members)
    return [_step(Text("Propose the deductions"), "liability.propose", complaint_id)] if left else []


def notices(actor: Actor) -> list[Notice]:
    """Fixed losses that are to be shared, and shares that are to be proposed (hook `today`, K-41)."""
    if not _judges(actor):
        return []
    return [
        Notice(Text(STANDINGS[one]), standing(one, actor), url_for("liability.listing", state=one), "orange", 52)
        for one in (TO_JUDGE, TO_PROPOSE)
    ]


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what was done to a judgement; None for other subjects (O-12)."""
    judgement_id = queries.id_in(subject)
    if judgement_id is None:
        return None
    try:
        queries.judgement(judgement_id, actor)
    except NoResultFound:
        return False
    return True


def conduct_source(actor: Actor, source: str) -> Source | None:
    """The complaint from which a case of conduct comes, as its page shows it; None for other things."""
    complaint_id = id_in(source)
    if complaint_id is None:
        return None
    query = select(Complaint.number, Complaint.matter, Complaint.id.in_(select(Complaint.id).where(visible(actor))))
    row = db.session.execute(query.where(Complaint.id == complaint_id)).one_or_none()
    if row is None:
        return None
    number, matter, may_open = row
    return Source(Text("Complaint %(number)s", number=number or matter), page_of(complaint_id) if may_open else None)


def closing_facts(complaint_id: int) -> dict[str, Any]:
    """Who bears the loss, where that is settled when the complaint is closed; without people and sums."""
    shares = [
        {"bearer": one.bearer, "department_id": one.department_id, "cause_id": one.cause_id, "share": one.share}
        for one in queries.shares_of(complaint_id)
    ]
    return {"shares": shares} if shares else {}


def _judges(actor: Actor) -> bool:
    return actor.may(JUDGE.name) and actor.may(SEE.name) and may_judge(actor)


def _step(label: Text, endpoint: str, complaint_id: int) -> Step:
    return Step(label, url_for(endpoint, complaint_id=complaint_id))
