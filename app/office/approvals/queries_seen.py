"""Who may see which requests: one condition for every list, search and page."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from app.domain.actor import Actor
from app.extensions import db
from app.office.approvals.feature import SEE_ALL
from app.office.approvals.kinds import matters
from app.office.approvals.models import Approval, ApprovalSeat
from app.office.approvals.rules import below
from app.office.positions.queries import organisation


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on an Approval that this actor may know of it.

    He submitted it, he is or was asked or stands in for somebody who is, he stands above the submitter (but for
    confidential matters), or he may see all.
    """
    if actor.may(SEE_ALL.name):
        return true()
    me = actor.staff_id
    if me is None:
        return false()
    asked = select(ApprovalSeat.approval_id).where(or_(ApprovalSeat.staff_id == me, ApprovalSeat.acting_id == me))
    return or_(Approval.submitter_id == me, Approval.id.in_(asked), _from_below(me))


def may_open(actor: Actor, approval_id: int) -> bool:
    """Whether the page of this request opens for the actor: how it stands is seen by more people, beside its thing."""
    return db.session.scalar(select(Approval.id).where(Approval.id == approval_id, visible(actor))) is not None


def _from_below(staff_id: int) -> ColumnElement[bool]:
    people = below(organisation(), staff_id)
    if not people:
        return false()
    confidential = [one.key for one in matters().values() if one.confidential]
    return and_(Approval.submitter_id.in_(people), Approval.matter.not_in(confidential))
