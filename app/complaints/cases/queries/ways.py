"""The way of a complaint: the stages of its route, its stays at them, and its clocks."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.complaints.cases.models import Complaint, ComplaintLink, ComplaintStage
from app.complaints.circulation.models import RouteStage
from app.extensions import db


def stages_of(route_id: int) -> list[RouteStage]:
    """The stages of a route in their order."""
    return list(
        db.session.scalars(select(RouteStage).where(RouteStage.route_id == route_id).order_by(RouteStage.position))
    )


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
