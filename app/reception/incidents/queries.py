"""Looks at questions and incidents, and who could be called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select, true
from sqlalchemy.orm import aliased

from app import clock
from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.extensions import db
from app.office.absence.queries import stand_ins
from app.office.access.models import RolePermission, StaffRole
from app.office.conduct.models import ConductCase
from app.office.conduct.queries.cases import visible as case_visible
from app.office.policy import queries as policy
from app.office.positions.queries import organisation, position
from app.office.positions.rules import line_of
from app.office.staff.models import Staff
from app.office.tasks.queries.desk import desk_of
from app.reception.incidents.feature import ANSWER, ASK, RECORD, SEE
from app.reception.incidents.models import Incident, Question
from app.reception.incidents.policy import IncidentPolicy
from app.reception.incidents.rules import ANSWERED, OPEN, moves, who_is_called
from app.web.paging import Order, Page, page_of


@dataclass(frozen=True, slots=True)
class QuestionFilters:
    """What the list of questions is narrowed to: a state, words of the topic, the question or the answer."""

    state: str | None = None
    q: str = ""


@dataclass(frozen=True, slots=True)
class IncidentFilters:
    """What the list of incidents is narrowed to; days are those of the incident, both included."""

    state: str | None = None
    kind: str | None = None
    staff_id: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SeenQuestion:
    """A question with who asked, who was called, the customer where he may be seen, and whether one may answer it."""

    question: Question
    asker: str
    called: str | None
    customer: str | None
    may_answer: bool


@dataclass(frozen=True, slots=True)
class SeenIncident:
    """An incident with whose violation it is, what one may do with it, and its conduct case where one may see it."""

    incident: Incident
    person: str | None
    moves: frozenset[str]
    case: tuple[int, str] | None


def question_of(subject_id: int) -> str:
    """What hangs on a question: "question:12"."""
    return f"question:{subject_id}"


def incident_of(subject_id: int) -> str:
    """What hangs on an incident: "incident:12"."""
    return f"incident:{subject_id}"


def question_page(question_id: int) -> str:
    """The address of a question's page."""
    return f"/reception/incidents/questions/{question_id}"


def incident_page(incident_id: int) -> str:
    """The address of an incident's page."""
    return f"/reception/incidents/{incident_id}"


def called_for(asker_id: int) -> int | None:
    """Who is called for a question: of the office's post for it who is here, else the next superior (R-26).

    Whoever is away is represented by his stand-in; None where nobody is here.
    """
    away = stand_ins(clock.today())
    return who_is_called(_in_charge(asker_id, away), away.keys(), (asker_id,))


def manager_for(staff_id: int, *but: int | None) -> int | None:
    """Who is to look into what happened at this person's: the nearest in charge who is here and may see incidents."""
    away = stand_ins(clock.today())
    query = select(StaffRole.staff_id).join(RolePermission, RolePermission.role_id == StaffRole.role_id)
    seeing = set(db.session.scalars(query.where(RolePermission.permission == SEE.name).order_by(StaffRole.staff_id)))
    known = [one for one in _in_charge(staff_id, away) if one in seeing]
    return who_is_called(known, away.keys(), (staff_id, *but))


def questions_visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Question under which this actor may read it (R-26).

    What was answered is known to all who may ask; what is open to who asked, who was called and who may answer.
    """
    if actor.may(ANSWER.name):
        return true()
    people = desk_of(actor).people
    own = or_(Question.asked_by_id.in_(people), Question.called_id.in_(people)) if people else false()
    return or_(own, Question.state == ANSWERED) if actor.may(ASK.name) else own


def questions(filters: QuestionFilters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """One page of questions, the newest first: rows of Question, who asked, who was called."""
    query = _with_people().where(questions_visible(actor))
    if filters.state:
        query = query.where(Question.state == filters.state)
    for word in filters.q.split():
        texts = (Question.topic, Question.text, Question.answer)
        query = query.where(or_(*(text.icontains(word, autoescape=True) for text in texts)))
    return page_of(db.session(), query, (Order(Question.id, descending=True),), after=after)


def question(question_id: int, actor: Actor) -> SeenQuestion:
    """One question. Raises NoResultFound for what is not there or not his business."""
    query = _with_people().where(Question.id == question_id, questions_visible(actor))
    found, asker, called = db.session.execute(query.execution_options(populate_existing=True)).one()
    card = select(Customer.name).where(Customer.id == found.customer_id, customer_visible(actor))
    answers = actor.may(ANSWER.name) or found.called_id in desk_of(actor).people
    return SeenQuestion(found, asker, called, db.session.scalar(card), answers and found.state == OPEN)


def topics() -> list[str]:
    """Topics under which questions were put so far, at most fifty, for choosing."""
    query = select(Question.topic).where(Question.topic.is_not(None)).distinct().order_by(Question.topic).limit(50)
    return [one for one in db.session.scalars(query) if one]


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Incident under which this actor may know of it: with the right all, else his own records."""
    if actor.may(SEE.name):
        return true()
    return Incident.made_by_id == actor.staff_id if actor.may(RECORD.name) else false()


def incidents(filters: IncidentFilters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """One page of incidents, the newest first: rows of Incident and whose violation it is."""
    query: Any = select(Incident, Staff.name).outerjoin(Staff, Staff.id == Incident.staff_id).where(visible(actor))
    plain = ((Incident.state, filters.state), (Incident.kind, filters.kind), (Incident.staff_id, filters.staff_id))
    query = query.where(*(column == wanted for column, wanted in plain if wanted))
    if filters.since:
        query = query.where(Incident.day >= filters.since)
    if filters.until:
        query = query.where(Incident.day <= filters.until)
    return page_of(db.session(), query, (Order(Incident.id, descending=True),), after=after)


def incident(incident_id: int, actor: Actor) -> SeenIncident:
    """One incident. Raises NoResultFound for what is not there or not his business."""
    query: Any = select(Incident, Staff.name).outerjoin(Staff, Staff.id == Incident.staff_id)
    query = query.where(Incident.id == incident_id, visible(actor))
    one, person = db.session.execute(query.execution_options(populate_existing=True)).one()
    allowed = moves(
        one.kind,
        one.state,
        led_away=one.removed_at is not None,
        sees=actor.may(SEE.name),
        maker=one.made_by_id == actor.staff_id,
        concerned=one.staff_id is not None and one.staff_id == actor.staff_id,
    )
    return SeenIncident(one, person, allowed, _case(one.conduct_case_id, actor))


def _in_charge(staff_id: int, away: Mapping[int, int | None]) -> list[int]:
    """The holders of the office's post for questions, those of the own department first, then the superiors.

    After each stands whoever stands in for him.
    """
    office, post = organisation(), position(policy.of(IncidentPolicy).called)
    held = [key for key in office.holders if post is not None and key[0] == post.id]
    home = office.home.get(staff_id)
    near = sorted(held, key=lambda key: (key[1] != home, key[1] or 0))
    wanted = [one for key in near for one in office.holders[key]] + list(line_of(office, staff_id))
    return [one for person in wanted for one in (person, away.get(person)) if one is not None]


def _case(case_id: int | None, actor: Actor) -> tuple[int, str] | None:
    query = select(ConductCase.id, ConductCase.number).where(ConductCase.id == case_id, case_visible(actor))
    row = db.session.execute(query).one_or_none() if case_id else None
    return (row.id, row.number) if row else None


def _with_people() -> Select[Any]:
    asker, called = aliased(Staff), aliased(Staff)
    query: Any = select(Question, asker.name.label("asker"), called.name.label("called"))
    query = query.join(asker, asker.id == Question.asked_by_id).outerjoin(called, called.id == Question.called_id)
    found: Select[Any] = query
    return found
