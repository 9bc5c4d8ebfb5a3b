"""The looks at letters, messages and return visits of complaints, and how far an answer is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.complaints.answers import rules
from app.complaints.answers.models import ComplaintVisit, ReplyLetter, StatusMessage
from app.complaints.answers.policy import AnswerPolicy
from app.complaints.cases.models import Complaint, ComplaintLink
from app.complaints.cases.queries import page_of, visible
from app.complaints.circulation.models import RouteStage
from app.complaints.decisions.models import ComplaintDecision
from app.complaints.decisions.queries import approved
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.policy import queries as policy

OPEN = "open"
NOT_ACCEPTED = "not_accepted"
MOST_SHOWN = 100
MOST_HITS = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """A letter with its complaint, as one reader may see it; `customer` is the name for who may know him."""

    letter: ReplyLetter
    complaint: Complaint
    customer: str | None


def called(complaint: Complaint) -> str:
    """What a complaint is called: its number, before it has one its place in the records."""
    return complaint.number or f"#{complaint.id}"


def letter_page(letter: ReplyLetter) -> str:
    """The address of a letter's page."""
    return f"{page_of(letter.complaint_id)}/letters/{letter.id}"


def letter(letter_id: int, actor: Actor, *, of: int | None = None) -> Seen:
    """A letter of a complaint that this actor may know of, of that one where it is named. Raises NoResultFound."""
    query = select(ReplyLetter, Complaint, Customer.name).join(Complaint, Complaint.id == ReplyLetter.complaint_id)
    query = query.outerjoin(Customer, (Customer.id == Complaint.customer_id) & customer_visible(actor))
    found = query.where(ReplyLetter.id == letter_id, visible(actor))
    found = found.where(ReplyLetter.complaint_id == of) if of is not None else found
    return Seen(*db.session.execute(found.execution_options(populate_existing=True)).one())


def visit(visit_id: int, actor: Actor) -> tuple[ComplaintVisit, Complaint, str | None]:
    """A return visit, its complaint and the customer's name. Raises NoResultFound where it is not his business."""
    query = select(ComplaintVisit, Complaint, Customer.name)
    query = query.join(Complaint, Complaint.id == ComplaintVisit.complaint_id)
    query = query.outerjoin(Customer, (Customer.id == Complaint.customer_id) & customer_visible(actor))
    row = db.session.execute(query.where(ComplaintVisit.id == visit_id, visible(actor))).one()
    return row[0], row[1], row[2]


def customer_of(complaint: Complaint, actor: Actor) -> str | None:
    """The name of the customer for whoever may know him."""
    query = select(Customer.name).where(Customer.id == complaint.customer_id, customer_visible(actor))
    return db.session.scalar(query)


def letters_of(complaint_id: int) -> Sequence[ReplyLetter]:
    """The letters of a complaint, the newest first."""
    return _newest(ReplyLetter, complaint_id)


def messages_of(complaint_id: int) -> Sequence[StatusMessage]:
    """What was told about a complaint, inside and outside, the newest first (K-79)."""
    return _newest(StatusMessage, complaint_id)


def visits_of(complaint_id: int) -> Sequence[ComplaintVisit]:
    """The return visits of a complaint, the newest first (K-67)."""
    return _newest(ComplaintVisit, complaint_id)


def followed_by(complaint_id: int, actor: Actor) -> Complaint | None:
    """The new form that was filled in because the outcome was not accepted, for who may know of it (K-20)."""
    links = select(ComplaintLink.complaint_id).where(
        ComplaintLink.earlier_id == complaint_id, ComplaintLink.relation == NOT_ACCEPTED
    )
    return db.session.scalars(select(Complaint).where(Complaint.id.in_(links), visible(actor)).limit(1)).first()


def attempts_of(complaint: Complaint) -> int:
    """How often it was tried to visit the customer since he was answered."""
    query = select(func.count()).where(ComplaintVisit.complaint_id == complaint.id)
    return db.session.scalar(query.where(ComplaintVisit.visited_on >= complaint.answered_on)) or 0


def decision_of(complaint: Complaint) -> ComplaintDecision | None:
    """The decision that may be told to the customer: approved, and after a reopening confirmed."""
    found = approved(complaint.id)
    return found if found is not None and not found.to_confirm else None


def decides(complaint: Complaint) -> bool:
    """Whether the route of a complaint has a stage of decision at all (K-21)."""
    return any(kind == "decision" for _, _, kind in _stages(complaint))


def may_promise(complaint: Complaint) -> bool:
    """Whether anything may be promised to the customer by now (K-21)."""
    return not decides(complaint) or decision_of(complaint) is not None


def standing(complaint: Complaint) -> rules.Standing:
    """How far the answer to a complaint is."""
    stages, decided, values = _stages(complaint), decision_of(complaint) is not None, policy.of(AnswerPolicy)
    needs = any(kind == "decision" for _, _, kind in stages)
    staged = any(key in rules.VISIT_STAGES for _, key, _ in stages)
    return rules.Standing(
        open=complaint.state == OPEN,
        decided=decided or not needs,
        must_answer=decided or not _decision_follows(stages, complaint.stage_key),
        answered_on=complaint.answered_on,
        accepted=complaint.accepted,
        asks_visit=values.visits == rules.ALL or (values.visits == rules.STAGED and staged),
        visited=complaint.return_visited_on is not None,
        drafts=_drafts(complaint.id),
    )


def draft_of(complaint_id: int) -> ReplyLetter | None:
    """The newest letter that is still a draft."""
    query = select(ReplyLetter).where(ReplyLetter.complaint_id == complaint_id, ReplyLetter.state == rules.DRAFT)
    return db.session.scalars(query.order_by(ReplyLetter.id.desc()).limit(1)).first()


def found(number: str, actor: Actor) -> Sequence[Any]:
    """The letters of this number with their complaints, for the search box."""
    query = select(ReplyLetter, Complaint).join(Complaint, Complaint.id == ReplyLetter.complaint_id)
    wanted = query.where(ReplyLetter.number == number.strip().upper(), visible(actor))
    return db.session.execute(wanted.limit(MOST_HITS)).all()


def _stages(complaint: Complaint) -> Sequence[Any]:
    query = select(RouteStage.position, RouteStage.key, RouteStage.kind).where(
        RouteStage.route_id == complaint.route_id
    )
    return db.session.execute(query.order_by(RouteStage.position)).all()


def _decision_follows(stages: Sequence[Any], key: str | None) -> bool:
    """Whether the decision comes only after this stage: then the customer cannot be told here (D-37)."""
    here = next((position for position, one, _ in stages if one == key), None)
    return here is not None and any(kind == "decision" and position > here for position, _, kind in stages)


def _drafts(complaint_id: int) -> int:
    query = select(func.count()).where(ReplyLetter.complaint_id == complaint_id, ReplyLetter.state == rules.DRAFT)
    return db.session.scalar(query) or 0


def _newest(table: Any, complaint_id: int) -> Sequence[Any]:
    query = select(table).where(table.complaint_id == complaint_id).order_by(table.id.desc())
    return db.session.scalars(query.limit(MOST_SHOWN).execution_options(populate_existing=True)).all()
