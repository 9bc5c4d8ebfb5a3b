"""Losses in the demo office: opened for what is decided, fixed where nothing is to be resold or the month is over."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app import clock
from app.complaints.cases.models import Complaint
from app.complaints.losses import queries, rules, service
from app.complaints.losses.rules import NOTHING, RESOLD, UNSOLD, Line, Outcome
from app.domain.actor import Actor
from app.domain.money import Fen
from app.extensions import db

OUTCOMES = (
    Outcome(NOTHING, lines=(Line("labour", Fen(120_000)), Line("freight", Fen(60_000), None))),
    Outcome(NOTHING, lines=(Line("material", Fen(420_000)), Line("other", Fen(180_000), "复检费"))),
    Outcome(NOTHING, lines=(Line("allowance", Fen(850_000)),)),
)
RIPE_FIXED = 1  # of those whose goods had their time to be sold
RESOLD_FOR = Outcome(RESOLD, Fen(2_600_000), Fen(1_940_000))
UNSOLD_FOR = Outcome(UNSOLD, lines=(Line("material", Fen(960_000)), Line("scrap", Fen(240_000))))


def build(cast: Mapping[str, Actor]) -> None:
    """Open the loss of every decided complaint; fix one of those that are ripe, and three with nothing to resell."""
    decided = select(Complaint.id).where(
        Complaint.decided_on.is_not(None), Complaint.no_loss.is_(False), Complaint.upheld.is_not(False)
    )
    at_once, fixed = list(OUTCOMES), 0
    for complaint_id in db.session.scalars(decided.order_by(Complaint.id)).all():
        loss = service.open_loss(complaint_id, by=cast["kong"])
        ripe = rules.standing(loss.state, loss.resale_until, clock.today()) == rules.RIPE
        if loss.state == rules.WAITING and ripe and fixed < RIPE_FIXED:
            fixed += 1
            _fix(complaint_id, RESOLD_FOR if complaint_id % 2 else UNSOLD_FOR, cast["xu"])
        elif loss.state == rules.WAITING and not ripe and at_once:
            _fix(complaint_id, at_once.pop(), cast["kong"])


def _fix(complaint_id: int, outcome: Outcome, by: Actor) -> None:
    loss = queries.loss_of(complaint_id)
    if loss is not None:
        service.fix(
            complaint_id, version=loss.version, outcome=outcome, reason="按领料单、工时单和运费单据核算。", by=by
        )
