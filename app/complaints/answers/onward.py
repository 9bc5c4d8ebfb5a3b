"""What a complaint may do by itself once the customer was told or visited, and for which forms it is offered."""

from __future__ import annotations

from typing import Any

from app.complaints.answers import rules
from app.complaints.cases import moves
from app.complaints.cases.queries.page import Case, case_of
from app.complaints.circulation.words import FACTORY
from app.domain.actor import Actor


def offer_to_go_on(form: Any, complaint_id: int, actor: Actor) -> None:
    """Leave the box that passes the complaint on with a letter only where it stands at the answer and is this user's.

    It is ticked where nothing else is carried out at that stage: at a factory goods and money follow there (K-15).
    """
    case = case_of(complaint_id, actor)
    if not _moves(case) or case.here is None or case.here.kind != moves.ANSWER:
        del form.onward
    elif not form.is_submitted():
        form.onward.data = case.route.form != FACTORY


def offer_to_close(form: Any, complaint_id: int, actor: Actor) -> None:
    """Leave the box that closes the complaint with a visit only where the visit is its last stage but one (K-67)."""
    case = case_of(complaint_id, actor)
    if not _moves(case) or not _closes_next(case):
        del form.close
        del form.lessons


def _moves(case: Case) -> bool:
    return case.seat.may_move and not case.one.paused


def _closes_next(case: Case) -> bool:
    if case.here is None or case.here.key not in rules.VISIT_STAGES:
        return False
    return moves.targets(case.stages, case.here.key)[0].kind == moves.CLOSE
