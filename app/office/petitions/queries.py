"""Who may read which petitions, and the looks at one and at many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, false, func, literal, or_, select
from sqlalchemy.orm import aliased

from app.domain.actor import Actor
from app.domain.money import Fen
from app.extensions import db
from app.office.approvals.feature import SEE_ALL
from app.office.approvals.models import Approval, ApprovalSeat
from app.office.attachments.queries import attached_to
from app.office.petitions.models import Petition
from app.office.petitions.rules import Place, Words
from app.office.petitions.tasks import ENDED
from app.office.positions.queries import organisation
from app.office.positions.rules import Organisation, line_of
from app.office.staff.models import Department, Staff
from app.office.tasks.models import Task
from app.office.tasks.rules import OPEN
from app.web.converters import id_in
from app.web.paging import Order, Page
from app.web.paging import page_of as page_by

KIND = "petition"
DRAFT = "draft"
NEWEST_FIRST = (Order(Petition.id, descending=True),)


@dataclass(frozen=True, slots=True)
class Seen:
    """A petition as a reader sees it; `state` is that of its request for approval, draft before it was sent."""

    petition: Petition
    author: str
    department: str | None
    follows: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: one's own or all that one may read, a state, words of the subject or number."""

    own: bool = True
    state: str | None = None
    q: str = ""


def subject_of(petition_id: int) -> str:
    """What everything about a petition hangs on: "petition:12"."""
    return f"{KIND}:{petition_id}"


def page_of(petition_id: int) -> str:
    """The address of a petition's page; the worker, which has no request, cannot ask for it otherwise."""
    return f"/office/petitions/{petition_id}"


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Petition under which this actor may read it (F-67, O-07).

    His own; and of what was sent, what he is or was asked about, for himself or for somebody who is away. Who is
    passed over by an appeal, and whoever else stands above the author, reads only what he is asked about.
    """
    if actor.may(SEE_ALL.name):
        return or_(own_by(actor), Petition.sent_at.is_not(None))
    seats = select(ApprovalSeat.approval_id)
    mine = seats.where(or_(ApprovalSeat.staff_id == actor.staff_id, ApprovalSeat.acting_id == actor.staff_id))
    asked = select(Approval.id).where(_request(), Approval.id.in_(mine)).correlate(Petition).exists()
    return or_(own_by(actor), and_(Petition.sent_at.is_not(None), asked))


def own_by(actor: Actor) -> ColumnElement[bool]:
    """The condition on Petition that this actor wrote it and has not thrown it away."""
    if actor.staff_id is None:
        return false()
    return and_(Petition.author_id == actor.staff_id, Petition.discarded_at.is_(None))


def seen(petition_id: int, actor: Actor) -> Seen:
    """The petition for a reader. Raises NoResultFound for what is not there or not his business."""
    row = db.session.execute(_seen().where(Petition.id == petition_id, visible(actor))).one()
    return Seen(*row)


def draft_of(petition_id: int, actor: Actor) -> Petition:
    """The actor's own draft. Raises NoResultFound, also for one that was sent."""
    query = select(Petition).where(Petition.id == petition_id, own_by(actor), Petition.sent_at.is_(None))
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def own(petition_id: int, actor: Actor) -> Seen:
    """The actor's own petition, draft or sent. Raises NoResultFound."""
    return Seen(*db.session.execute(_seen().where(Petition.id == petition_id, own_by(actor))).one())


def words_of(petition: Petition) -> Words:
    """What a petition says, as its author typed it."""
    amount = None if petition.amount_fen is None else Fen(petition.amount_fen)
    return Words(petition.subject, petition.body, amount, petition.route, tuple(petition.chain))


def files_of(petition_id: int) -> list[str]:
    """The names of the files that hang on a petition, oldest first."""
    return [one.filename for one in reversed(attached_to(subject_of(petition_id))) if one.removed_at is None]


def number_of(petition_id: int | None) -> str | None:
    """The number of a petition; None for a draft and for none."""
    return db.session.scalar(select(Petition.number).where(Petition.id == petition_id))


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """Petitions that this actor may read, newest first, as rows of the fields of `Seen`."""
    query = _seen().where(own_by(actor) if filters.own else visible(actor))
    if filters.state == DRAFT:
        query = query.where(Petition.sent_at.is_(None))
    elif filters.state:
        query = query.where(Approval.state == filters.state)
    if filters.q:
        words = or_(Petition.subject.icontains(filters.q, autoescape=True), Petition.number == filters.q.upper())
        query = query.where(words)
    return page_by(db.session(), query, NEWEST_FIRST, after=after)


def waits_to_be_noted(petition_id: int, author_id: int) -> bool:
    """Tell whether the author has still to take note of how the petition ended."""
    mine = (Task.subject == subject_of(petition_id), Task.staff_id == author_id, Task.kind == ENDED.key)
    return db.session.scalar(select(Task.id).where(*mine, Task.state == OPEN).limit(1)) is not None


def called(number: str, actor: Actor) -> Seen | None:
    """The petition of this number, for who may read it."""
    row = db.session.execute(_seen().where(Petition.number == number, visible(actor))).one_or_none()
    return Seen(*row) if row else None


def place_of(staff_id: int, office: Organisation | None = None) -> Place:
    """Where an author stands today, in this office or in that of today: his superiors, names, and who works here."""
    office = office or organisation()
    people = db.session.execute(select(Staff.id, Staff.name).order_by(Staff.id))
    names = {row.id: row.name for row in people}
    return Place(staff_id, line_of(office, staff_id), names, frozenset(office.home))


def people_choices(place: Place, *, keep: Sequence[int] = ()) -> list[tuple[int, str]]:
    """Who may be named, by name: all who work here but the author; `keep` stays, so that it can be refused by name."""
    wanted = (place.working - {place.author_id}) | set(keep)
    return sorted(
        ((one, place.names[one]) for one in wanted if one in place.names), key=lambda pair: (pair[1], pair[0])
    )


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may read what hangs on a petition, such as attachments; None for other subjects (O-12)."""
    petition_id = _id_in(subject)
    if petition_id is None:
        return None
    return db.session.scalar(select(Petition.id).where(Petition.id == petition_id, visible(actor))) is not None


def may_change_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may add files to a petition or take them off: its author, until it is sent (F-67)."""
    petition_id = _id_in(subject)
    if petition_id is None:
        return None
    draft = select(Petition.id).where(Petition.id == petition_id, own_by(actor), Petition.sent_at.is_(None))
    return db.session.scalar(draft) is not None


def _id_in(subject: str) -> int | None:
    return id_in(subject, KIND)


def _request() -> ColumnElement[bool]:
    return and_(Approval.matter == KIND, Approval.subject == literal(f"{KIND}:") + cast(Petition.id, String))


def _seen() -> Select[Any]:
    earlier = aliased(Petition)
    return (
        select(Petition, Staff.name.label("author"), Department.name.label("department"))
        .add_columns(earlier.number.label("follows"), func.coalesce(Approval.state, DRAFT).label("state"))
        .join(Staff, Staff.id == Petition.author_id)
        .outerjoin(Department, Department.id == Petition.department_id)
        .outerjoin(earlier, earlier.id == Petition.follows_id)
        .outerjoin(Approval, _request())
    )
