"""Making a request void because the thing itself or its amount has changed."""

from __future__ import annotations

from sqlalchemy import func, select, update

from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.money import Fen
from app.domain.text import Text
from app.office.approvals.feature import VOIDED
from app.office.approvals.models import Approval
from app.office.approvals.service.engine import RUNNING, end
from app.office.approvals.service.telling import speak, tell
from app.unit_of_work import current_work, unit_of_work

HOLDS = (*RUNNING, "approved")


def void(subject: str, why: str, *, matter: str | None = None, by: Actor) -> int:
    """Make the latest request about a thing void, where it waits or was approved, because the thing has changed.

    Of every matter, or only of this one. Returns how many; their `settled` is called with the state void.
    """
    with unit_of_work(by=by):
        found = _holding(subject, matter)
        for approval in found:
            _make_void(approval, why, by)
    return len(found)


def amount_changed(subject: str, amount: Fen | None, *, matter: str | None = None, by: Actor) -> int:
    """Make void what was asked or approved for another amount in fen; returns how many (000 §4(十一))."""
    with unit_of_work(by=by):
        found = [one for one in _holding(subject, matter) if one.amount_fen != amount]
        for approval in found:
            _make_void(approval, None, by, new_fen=amount)
    return len(found)


def _holding(subject: str, matter: str | None) -> list[Approval]:
    latest = select(func.max(Approval.id)).where(Approval.subject == subject).group_by(Approval.matter)
    query = select(Approval).where(Approval.id.in_(latest), Approval.state.in_(HOLDS)).order_by(Approval.id)
    if matter is not None:
        query = query.where(Approval.matter == matter)
    return list(current_work().session.scalars(query.execution_options(populate_existing=True)))


def _make_void(approval: Approval, why: str | None, by: Actor, **facts: int | None) -> None:
    session = current_work().session
    as_seen = update(Approval).where(Approval.id == approval.id, Approval.version == approval.version)
    claimed = as_seen.values(version=approval.version + 1).returning(Approval.id)
    if session.scalar(claimed.execution_options(synchronize_session=False)) is None:
        raise Conflict(Text("Somebody has just decided on request %(number)s. Try again.", number=approval.number))
    session.refresh(approval)
    speak(approval, "void", words=why)
    tell(VOIDED, approval, reason=why, **facts)
    end(approval, "void", by=by)
