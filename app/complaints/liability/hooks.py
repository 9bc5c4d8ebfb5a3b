"""What liability answers to features that do not know it."""

from __future__ import annotations

from sqlalchemy import select

from app.complaints.liability import queries, rules
from app.complaints.liability.models import Judgement
from app.complaints.liability.service import void_unproposed
from app.complaints.liability.service.judging import PROPOSED
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db


def loss_obstacles(loss_id: int) -> list[Text]:
    """A loss of which something was proposed can no longer be made void."""
    query = select(Judgement.id).where(Judgement.loss_id == loss_id, Judgement.state != rules.VOID)
    return [PROPOSED for one in db.session.scalars(query) if queries.is_proposed(one)]


def loss_voided(loss_id: int, *, by: Actor) -> None:
    """What was judged of a void loss is void with it."""
    void_unproposed(loss_id, by=by)
