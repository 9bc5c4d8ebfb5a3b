"""The looks at losses: only for who may see what complaints cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from app import clock
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import held, visible
from app.complaints.losses import rules
from app.complaints.losses.feature import SEE
from app.complaints.losses.models import Loss, LossLine
from app.domain.actor import Actor
from app.extensions import db
from app.web.converters import id_in as id_of
from app.web.paging import Order, Page, page_of

KIND = "loss:"
STANDS = func.coalesce(Loss.resale_until, Loss.decided_on)


def subject_of(loss_id: int) -> str:
    """What history and deadlines call a loss: "loss:5"; who may not see losses learns nothing of it."""
    return f"{KIND}{loss_id}"


def id_in(subject: str) -> int | None:
    """The loss that a subject names; None for another thing."""
    return id_of(subject, "loss")


def url_of(complaint_id: int) -> str:
    """Where the loss of a complaint stands; the worker cannot ask for an address otherwise."""
    return f"/complaints/{complaint_id}/loss"


def seen(actor: Actor) -> ColumnElement[bool]:
    """The condition on Complaint under which this actor may see what it cost and who bears it (O-07)."""
    return visible(actor) if actor.may(SEE.name) else false()


def case_of(complaint_id: int, actor: Actor) -> Complaint:
    """A complaint of which this actor may know what it cost, as stored now; held in a unit of work. Raises
    NoResultFound for any other."""
    query = select(Complaint).where(Complaint.id == complaint_id, seen(actor))
    found: Complaint = db.session.scalars(held(query)).one()
    return found


def loss_of(complaint_id: int) -> Loss | None:
    """The loss of a complaint that is not void, as stored now; None before it is opened."""
    query = select(Loss).where(Loss.complaint_id == complaint_id, Loss.state != rules.VOID)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def fixed(complaint_id: int) -> Loss | None:
    """The fixed loss of a complaint; None while it waits or where there is none."""
    found = loss_of(complaint_id)
    return found if found is not None and found.state == rules.FIXED else None


def loss(loss_id: int, actor: Actor) -> Any:
    """A loss with its complaint: a row of Loss and Complaint. Raises NoResultFound for what this actor may not see."""
    query = _with_case(actor).where(Loss.id == loss_id)
    return db.session.execute(query.execution_options(populate_existing=True)).one()


def lines_of(loss_ids: Sequence[int]) -> dict[int, list[LossLine]]:
    """The parts of actual losses, by loss."""
    found: dict[int, list[LossLine]] = {one: [] for one in loss_ids}
    for line in db.session.scalars(select(LossLine).where(LossLine.loss_id.in_(loss_ids)).order_by(LossLine.id)):
        found[line.loss_id].append(line)
    return found


def losses_of(complaint_id: int) -> Sequence[Loss]:
    """Every loss of a complaint, what is void among them, newest first."""
    query = select(Loss).where(Loss.complaint_id == complaint_id).order_by(Loss.id.desc())
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def listing(stands: str | None, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """One page of losses that this actor may see: rows of Loss and Complaint (K-40, D-35).

    What waits by the end of its time to resell, everything else newest first.
    """
    query = _with_case(actor)
    if stands:
        query = query.where(_stands(stands))
    waits = stands in (rules.WAITING, rules.RIPE)
    order = [Order(STANDS), Order(Loss.id)] if waits else [Order(Loss.id, descending=True)]
    return page_of(db.session(), query, order, after=after)


def standing(stands: str, actor: Actor) -> Select[Any]:
    """The query of the losses that stand so, as far as this actor may see them."""
    found: Select[Any] = _with_case(actor).with_only_columns(Loss.id).where(_stands(stands))
    return found


def _stands(stands: str) -> ColumnElement[bool]:
    over = or_(Loss.resale_until.is_(None), Loss.resale_until < clock.today())
    if stands == rules.RIPE:
        return and_(Loss.state == rules.WAITING, over)
    return and_(Loss.state == stands, ~over) if stands == rules.WAITING else Loss.state == stands


def _with_case(actor: Actor) -> Select[Any]:
    query: Any = select(Loss, Complaint).join(Complaint, Complaint.id == Loss.complaint_id)
    found: Select[Any] = query.where(seen(actor))
    return found
