"""Who may see which requests: one condition for every list, search and page."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, cast, false, func, or_, select, true

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
    return or_(Approval.submitter_id == me, Approval.id.in_(_asked(me)), _from_below(me))


def things_asked_about(staff_id: int, kind: str) -> Select[Any]:
    """The ids of the things of a kind, such as "return:7", about which this person is or was asked to decide, himself
    or for whom he stands in for: whoever decides may read what he decides on."""
    about = func.substr(Approval.subject, 1, len(kind) + 1) == f"{kind}:"
    number = case((about, cast(func.substr(Approval.subject, len(kind) + 2), BigInteger)))  # cast only what is one
    return select(number).where(Approval.id.in_(_asked(staff_id)), about).correlate(None)


def may_open(actor: Actor, approval_id: int) -> bool:
    """Whether the page of this request opens for the actor: how it stands is seen by more people, beside its thing."""
    return db.session.scalar(select(Approval.id).where(Approval.id == approval_id, visible(actor))) is not None


def _asked(staff_id: int) -> Select[Any]:
    return select(ApprovalSeat.approval_id).where(
        or_(ApprovalSeat.staff_id == staff_id, ApprovalSeat.acting_id == staff_id)
    )


def _from_below(staff_id: int) -> ColumnElement[bool]:
    people = below(organisation(), staff_id)
    if not people:
        return false()
    confidential = [one.key for one in matters().values() if one.confidential]
    return and_(Approval.submitter_id.in_(people), Approval.matter.not_in(confidential))
