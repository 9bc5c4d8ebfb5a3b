"""Looks at decisions on complaints, the meetings before them and the objections after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.complaints.cases.models import Complaint, ComplaintStage
from app.complaints.cases.queries import held, visible
from app.complaints.circulation.models import RouteStage
from app.complaints.decisions import rules
from app.complaints.decisions.models import ComplaintDecision, ComplaintMeeting, ComplaintObjection
from app.domain.actor import Actor
from app.extensions import db
from app.office.approvals.models import Approval
from app.office.approvals.queries_seen import visible as may_know
from app.web.paging import Order, Page, page_of

DECISION, OBJECTION = "complaint_decision", "complaint_objection"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a complaint is on its route, and where its decision belongs; None where it has no such stage."""

    name: str | None
    position: int | None
    decision_at: int | None


def approved(complaint_id: int) -> ComplaintDecision | None:
    """The decision that holds for a complaint; None where nothing is decided (K-16)."""
    return _newest(complaint_id, rules.APPROVED)


def open_decision(complaint_id: int) -> ComplaintDecision | None:
    """The decision that waits for whoever has the authority; None where none does."""
    return _newest(complaint_id, rules.PROPOSED)


def standing_decision(complaint_id: int) -> ComplaintDecision | None:
    """The decision that waits or holds; None where one is to be proposed."""
    return _newest(complaint_id, *rules.STANDING)


def needs_decision(complaint: Complaint) -> bool:
    """Whether a complaint needs a decision: its route has a stage for it (K-14)."""
    return decision_stage(complaint) is not None


def opinion_wanted(complaint: Complaint) -> bool:
    """Whether the route asks somewhere for the combined opinion, which then stands before the decision (K-16)."""
    asks = db.session.scalars(select(RouteStage.asks).where(RouteStage.route_id == complaint.route_id))
    return any("combined_opinion" in one for one in asks)


def place_of(complaint: Complaint) -> Place:
    """Where a complaint is on its route."""
    now = select(RouteStage.name, RouteStage.position).join(ComplaintStage, ComplaintStage.stage_id == RouteStage.id)
    row = db.session.execute(now.where(ComplaintStage.id == complaint.stage_id)).one_or_none()
    at = db.session.scalar(select(func.min(RouteStage.position)).where(_is_decision(complaint)))
    return Place(row.name if row else None, row.position if row else None, at)


def decision_stage(complaint: Complaint) -> str | None:
    """The key of the stage at which a complaint is decided; None where its route has none."""
    query = select(RouteStage.key).where(_is_decision(complaint)).order_by(RouteStage.position).limit(1)
    return db.session.scalar(query)


def is_past_decision(complaint: Complaint) -> bool:
    """Whether a complaint stands behind the stage of its decision."""
    place = place_of(complaint)
    return place.decision_at is not None and place.position is not None and place.position > place.decision_at


def decision(decision_id: int, actor: Actor) -> tuple[ComplaintDecision, Complaint]:
    """A decision with its complaint, which this actor may know of; held in a unit of work. Raises NoResultFound."""
    query = select(ComplaintDecision, Complaint).join(Complaint, Complaint.id == ComplaintDecision.complaint_id)
    row = db.session.execute(held(query.where(ComplaintDecision.id == decision_id, visible(actor)))).one()
    return row[0], row[1]


def decision_sheet(decision_id: int, actor: Actor) -> tuple[ComplaintDecision, Complaint]:
    """A decision for its sheet: also for whoever is asked to decide it. Raises NoResultFound."""
    query = select(ComplaintDecision, Complaint).join(Complaint, Complaint.id == ComplaintDecision.complaint_id)
    seen = or_(visible(actor), _asked(ComplaintDecision.approval_id, actor))
    row = db.session.execute(_fresh(query.where(ComplaintDecision.id == decision_id, seen))).one()
    return row[0], row[1]


def objection_sheet(objection_id: int, actor: Actor) -> tuple[ComplaintObjection, Complaint]:
    """An objection for its petition: also for whoever is asked to decide on it. Raises NoResultFound."""
    query = select(ComplaintObjection, Complaint).join(Complaint, Complaint.id == ComplaintObjection.complaint_id)
    seen = or_(visible(actor), _asked(ComplaintObjection.approval_id, actor))
    row = db.session.execute(_fresh(query.where(ComplaintObjection.id == objection_id, seen))).one()
    return row[0], row[1]


def decisions_of(complaint_id: int) -> Sequence[ComplaintDecision]:
    """The decisions on a complaint, the newest first."""
    query = select(ComplaintDecision).where(ComplaintDecision.complaint_id == complaint_id)
    return _all(query.order_by(ComplaintDecision.id.desc()))


def objections_of(complaint_id: int) -> Sequence[ComplaintObjection]:
    """The objections to decisions on a complaint, the newest first."""
    query = select(ComplaintObjection).where(ComplaintObjection.complaint_id == complaint_id)
    return _all(query.order_by(ComplaintObjection.id.desc()))


def open_objection(complaint_id: int) -> ComplaintObjection | None:
    """The objection that waits for a decision; None where none does."""
    return next((one for one in objections_of(complaint_id) if one.state == rules.SUBMITTED), None)


def meetings_of(complaint_id: int) -> Sequence[ComplaintMeeting]:
    """The special meetings on a complaint, the newest first (K-57)."""
    query = select(ComplaintMeeting).where(ComplaintMeeting.complaint_id == complaint_id)
    return _all(query.order_by(ComplaintMeeting.id.desc()))


def refused_open() -> ColumnElement[bool]:
    """The condition on ComplaintDecision that it was refused and none came after it."""
    later = aliased(ComplaintDecision)
    after = select(later.id).where(later.complaint_id == ComplaintDecision.complaint_id)
    return and_(ComplaintDecision.state == rules.REFUSED, ~after.where(later.id > ComplaintDecision.id).exists())


def to_confirm() -> ColumnElement[bool]:
    """The condition on ComplaintDecision that its complaint was reopened and nobody has said that it still holds."""
    return and_(ComplaintDecision.state == rules.APPROVED, ComplaintDecision.to_confirm)


def of_open(which: ColumnElement[bool], actor: Actor) -> Select[Any]:
    """The query of such decisions on open complaints that this actor may know of."""
    query: Any = select(ComplaintDecision.id).join(Complaint, Complaint.id == ComplaintDecision.complaint_id)
    found: Select[Any] = query.where(which, Complaint.state == "open", visible(actor))
    return found


def listing(state: str | None, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """One page of decisions on complaints that this actor may know of, the newest first; rows with the complaint."""
    query: Any = select(ComplaintDecision, Complaint).join(Complaint, Complaint.id == ComplaintDecision.complaint_id)
    if state:
        query = query.where(ComplaintDecision.state == state)
    return page_of(
        db.session(), query.where(visible(actor)), [Order(ComplaintDecision.id, descending=True)], after=after
    )


def _newest(complaint_id: int, *states: str) -> ComplaintDecision | None:
    query = select(ComplaintDecision).where(
        ComplaintDecision.complaint_id == complaint_id, ComplaintDecision.state.in_(states)
    )
    newest = query.order_by(ComplaintDecision.id.desc()).limit(1)
    found: ComplaintDecision | None = db.session.scalars(_fresh(newest)).first()
    return found


def _asked(approval_id: Any, actor: Actor) -> ColumnElement[bool]:
    wanted: ColumnElement[bool] = approval_id.in_(select(Approval.id).where(may_know(actor)))
    return wanted


def _is_decision(complaint: Complaint) -> ColumnElement[bool]:
    return (RouteStage.route_id == complaint.route_id) & (RouteStage.kind == rules.DECISION_STAGE)


def _fresh(query: Any) -> Any:
    return query.execution_options(populate_existing=True)


def _all(query: Select[Any]) -> Sequence[Any]:
    return db.session.scalars(_fresh(query)).all()
