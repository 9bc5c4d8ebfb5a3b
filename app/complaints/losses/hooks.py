"""What losses answer to features that do not know them.

They keep no complaint from being closed: it may be closed while the time to resell runs (D-35), in 13 or 17 days.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for
from sqlalchemy import select

from app import clock
from app.complaints.cases.kinds import Step
from app.complaints.cases.models import Complaint
from app.complaints.losses import queries, rules
from app.complaints.losses.feature import ENTER, SEE
from app.complaints.losses.models import Loss
from app.complaints.losses.service import drop, keep_open
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.history.models import Entry
from app.web.hooks import Notice

JUDGEMENT = "judgement:"  # what is written down of who bears a loss


def complaint_moved(complaint_id: int, _stage_key: str, *, by: Actor) -> None:
    """A complaint went on: once it is decided, its loss is opened (K-40)."""
    keep_open(complaint_id, by=by)


def complaint_closed(complaint_id: int, *, by: Actor) -> None:
    """A complaint was closed: its loss is open at the latest now (D-35)."""
    keep_open(complaint_id, by=by)


def complaint_cancelled(complaint_id: int, *, by: Actor) -> None:
    """A complaint was entered by mistake: nothing of it is to be counted."""
    drop(complaint_id, by=by)


def complaint_steps(complaint_id: int, _stage_kind: str, actor: Actor) -> list[Step]:
    """The loss to be opened or fixed, for whoever counts losses, at whatever stage the decided complaint is."""
    if not actor.may(ENTER.name):
        return []
    case, loss = db.session.get_one(Complaint, complaint_id), queries.loss_of(complaint_id)
    if loss is None:
        wanted = case.decided_on is not None and not case.no_loss and case.upheld is not False
        return [_step(Text("Count the loss"), "losses.of_complaint", complaint_id)] if wanted else []
    ripe = rules.standing(loss.state, loss.resale_until, clock.today()) == rules.RIPE
    return [_step(Text("Fix the loss"), "losses.fix", complaint_id)] if ripe else []


def closing_facts(complaint_id: int) -> dict[str, Any]:
    """What a complaint cost, where it is fixed when it is closed; mostly it is not yet (D-35)."""
    loss = queries.fixed(complaint_id)
    return {"loss_fen": loss.loss_fen} if loss is not None else {}


def notices(actor: Actor) -> list[Notice]:
    """Losses whose time to resell is over (hook `today`, K-40)."""
    if not actor.may(ENTER.name):
        return []
    ripe, url = queries.standing(rules.RIPE, actor), url_for("losses.listing", state=rules.RIPE)
    return [Notice(Text("Losses to be fixed"), ripe, url, "orange", 50)]


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what was done to a loss; None for other subjects (O-12)."""
    loss_id = queries.id_in(subject)
    if loss_id is None:
        return None
    query = select(Loss.id).join(Complaint, Complaint.id == Loss.complaint_id)
    return db.session.scalar(query.where(Loss.id == loss_id, queries.seen(actor))) is not None


def entries_unread(actor: Actor, entries: Sequence[Entry]) -> dict[int, Text]:
    """What readers of the journal who may not see losses learn of them: that something was done (hook)."""
    if actor.may(SEE.name):
        return {}
    covered = Text("Something was done about what a complaint cost")
    return {one.id: covered for one in entries if one.subject.startswith((queries.KIND, JUDGEMENT))}


def _step(label: Text, endpoint: str, complaint_id: int) -> Step:
    return Step(label, url_for(endpoint, complaint_id=complaint_id), primary=False)
