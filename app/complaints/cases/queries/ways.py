"""The way of a complaint: its stays at the stages of its route, and what it is linked with."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.complaints.cases.models import Complaint, ComplaintClosing, ComplaintLink, ComplaintStage
from app.extensions import db


def stays(complaint_id: int) -> Sequence[ComplaintStage]:
    """The stays of a complaint at its stages, the oldest first (流转记录)."""
    query = select(ComplaintStage).where(ComplaintStage.complaint_id == complaint_id).order_by(ComplaintStage.id)
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def stay_now(one: Complaint) -> ComplaintStage | None:
    """The stay of an open complaint where it is now."""
    query = select(ComplaintStage).where(ComplaintStage.complaint_id == one.id, ComplaintStage.left_at.is_(None))
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def links(complaint_id: int) -> Sequence[ComplaintLink]:
    """What a complaint is linked with, on either side, the oldest first (K-20)."""
    either = (ComplaintLink.complaint_id == complaint_id) | (ComplaintLink.earlier_id == complaint_id)
    return db.session.scalars(select(ComplaintLink).where(either).order_by(ComplaintLink.id)).all()


def closings(complaint_id: int) -> Sequence[ComplaintClosing]:
    """How a complaint was closed and reopened, the oldest first (结案记录)."""
    query = select(ComplaintClosing).where(ComplaintClosing.complaint_id == complaint_id)
    return db.session.scalars(query.order_by(ComplaintClosing.id)).all()
