"""Matters of several departments: brought up, spoken to, submitted, arbitrated, carried out (K-78)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import update

from app import clock
from app.complaints.cases.queries import complaint_of
from app.complaints.disputes import feature as actions
from app.complaints.disputes import queries, rules
from app.complaints.disputes.deadlines import DONE
from app.complaints.disputes.models import Dispute, DisputeDepartment, DisputeOpinion
from app.complaints.disputes.tasks import OPINION
from app.complaints.naming import departments_of
from app.domain.actor import Actor
from app.domain.deadlines import Unit
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.approvals.service import approve, submit
from app.office.deadlines.kinds import Term
from app.office.deadlines.service import start_deadline, stop_deadlines
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.positions.queries import organisation
from app.office.positions.rules import head_of
from app.office.tasks.kinds import NewTask, Party
from app.office.tasks.service import close_tasks, open_tasks
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action

QUICKER = Text("Somebody was quicker: this matter is no longer as you saw it. Look at it again.")
NOT_HIS = Text("You cannot do this with this matter.")


def bring(new: rules.NewDispute, *, by: Actor) -> Dispute:
    """Bring a matter of several departments up; the demanding one leads, the others are asked for their opinion (K-78).

    Raises Refused for what is missing or for a department that is not the actor's, NoResultFound for a complaint that
    he may not know of.
    """
    with unit_of_work(by=by):
        rules.check_new(new)
        if not by.has_every_right and new.lead_id not in queries.own_departments(by):
            raise Refused(Text("You lead matters of your own departments only."), field="lead")
        if new.complaint_id is not None:
            complaint_of(new.complaint_id, by)
        one = _stored(new, by)
        _say(one.id, new.lead_id, new.demand)
        _ask_others(one, [other for other in dict.fromkeys(new.others) if other != new.lead_id], by)
        _told(actions.BROUGHT, one, matter=one.matter)
    return one


def give_opinion(dispute_id: int, department_id: int, words: str, *, by: Actor) -> None:
    """Say what a department thinks; it may speak again.

    Raises NoResultFound, and Refused for whoever does not speak for it.
    """
    if not words.strip():
        raise Refused(Text("Please write the opinion of the department."), field="words")
    with _doing(dispute_id, None, rules.SPEAK, by) as found:
        if department_id not in found.standing.speaks_for:
            raise Refused(Text("You do not speak for this department."), field="department")
        _say(dispute_id, department_id, words)
        _close_opinion(found, department_id, by)
        _told(actions.SPOKEN, found.dispute, department=departments_of([department_id])[department_id])


def to_office(dispute_id: int, version: int, reason: str | None, *, by: Actor) -> None:
    """Submit the opinions to the office, because the disagreement makes it hard to go on (K-78, A-35).

    Raises NoResultFound, Conflict, and Refused before two departments have spoken or without the reason.
    """
    with _doing(dispute_id, version, rules.SUBMIT, by) as found:
        one, said = found.dispute, queries.opinions(dispute_id)
        rules.check_submission([opinion.department_id for opinion in said], found.concerned, reason)
        names = departments_of(found.concerned)
        close_tasks(queries.subject_of(one.id), outcome="cancelled", kind=OPINION, by=by)
        change(one, state=rules.BEFORE_OFFICE)
        _told(actions.SUBMITTED, one, reason=reason)
        request = submit(
            queries.MATTER,
            queries.subject_of(one.id),
            title=f"{one.number} {one.matter}",
            url=queries.page_url(one.id),
            snapshot=[(names[opinion.department_id], opinion.words) for opinion in said],
            department_id=one.lead_department_id,
            reason=reason,
            by=by,
        )
        change(one, approval_id=request.id)


def arbitrate(dispute_id: int, version: int, words: str, due_on: date, *, by: Actor) -> None:
    """Lay down how it is done and by when (K-78). Raises NoResultFound, Conflict, Refused for whoever is not asked."""
    rules.check_arbitration(words, due_on, clock.today())
    with _doing(dispute_id, version, rules.ARBITRATE, by) as found:
        change(found.dispute, arbitration=words.strip(), due_on=due_on)
        if found.request is not None and found.request.asks(by.staff_id):
            approve(found.request.id, found.request.version, words, by=by)
        else:
            hold(found.dispute, clock.today(), by=by)


def hold(one: Dispute, on: date, *, by: Actor) -> None:
    """Let an arbitration hold as of a day; until when it is carried out is watched (K-78). In the unit under way."""
    due_on = one.due_on or on
    change(one, state=rules.ARBITRATED, arbitrated_by=by.name, arbitrated_on=on)
    start_deadline(
        DONE,
        queries.subject_of(one.id),
        arrived_at=current_work().at,
        facts={"number": one.number, "matter": one.matter},
        url=queries.page_url(one.id),
        staff_id=_heads([one.lead_department_id]).get(one.lead_department_id),
        department_id=one.lead_department_id,
        term=Term(max((due_on - on).days, 0), Unit.CALENDAR),
        by=by,
    )
    _told(actions.ARBITRATED, one, due=due_on)


def give_back(one: Dispute, *, by: Actor) -> None:
    """Let a matter be between the departments again, refused or withdrawn. In the unit that is under way."""
    change(one, state=rules.OPEN, arbitration=None, due_on=None)
    record(actions.RETURNED, queries.subject_of(one.id), facts={"number": one.number, "by": by.name})


def finish(dispute_id: int, version: int, result: str, *, by: Actor) -> None:
    """Say how it was settled: among the departments, or as the office laid down. Raises as `to_office` does."""
    if not result.strip():
        raise Refused(Text("Please say how it was settled."), field="result")
    with _doing(dispute_id, version, rules.FINISH, by) as found:
        one = found.dispute
        change(one, state=rules.DONE, done_on=clock.today(), result=result.strip())
        stop_deadlines(queries.subject_of(one.id), by=by)
        close_tasks(queries.subject_of(one.id), outcome="cancelled", kind=OPINION, by=by)
        _told(actions.FINISHED, one)


def change(one: Dispute, **values: Any) -> None:
    """Change a matter if it still is as it was read, in the unit that is under way. Raises Conflict."""
    session = current_work().session
    as_seen = update(Dispute).where(Dispute.id == one.id, Dispute.version == one.version)
    changed = as_seen.values(**values, version=one.version + 1).returning(Dispute.id)
    if session.scalar(changed.execution_options(synchronize_session=False)) is None:
        raise Conflict(QUICKER)
    session.refresh(one)


@contextlib.contextmanager
def _doing(dispute_id: int, version: int | None, move: str, by: Actor) -> Iterator[queries.Seat]:
    with unit_of_work(by=by):
        found = queries.seat(dispute_id, by)
        if version is not None and found.dispute.version != version:
            raise Conflict(QUICKER)
        if move not in found.moves:
            raise Refused(NOT_HIS)
        yield found


def _stored(new: rules.NewDispute, by: Actor) -> Dispute:
    work, day = current_work(), clock.today()
    one = Dispute(matter=new.matter.strip(), lead_department_id=new.lead_id, complaint_id=new.complaint_id)
    one.number = rules.number_of(day, next_number("dispute", f"{day:%y%m}"))
    one.state, one.made_by, one.made_at = rules.OPEN, by.name, work.at
    work.session.add(one)
    work.session.flush()
    for department_id in dict.fromkeys((new.lead_id, *new.others)):
        work.session.add(DisputeDepartment(dispute_id=one.id, department_id=department_id))
        work.session.flush()
    return one


def _say(dispute_id: int, department_id: int, words: str) -> None:
    work = current_work()
    said = DisputeOpinion(dispute_id=dispute_id, department_id=department_id, words=words.strip())
    said.at, said.by = work.at, work.by.name
    work.session.add(said)
    work.session.flush()


def _ask_others(one: Dispute, others: list[int], by: Actor) -> None:
    facts = {"number": one.number, "matter": one.matter}
    facts["lead"] = departments_of([one.lead_department_id])[one.lead_department_id]
    subject, url = queries.subject_of(one.id), queries.page_url(one.id)
    open_tasks(
        [
            NewTask(OPINION, subject, url, Party(staff_id=head), facts, department_id=department_id)
            for department_id, head in _heads(others).items()
        ],
        by=by,
    )


def _close_opinion(found: queries.Seat, department_id: int, by: Actor) -> None:
    """Whoever heads several of the departments is asked until all of his have spoken."""
    heads = _heads(list(found.concerned))
    head = heads.get(department_id)
    spoken = {said.department_id for said in queries.opinions(found.dispute.id)}
    if head is not None and all(one in spoken for one, other in heads.items() if other == head):
        close_tasks(queries.subject_of(found.dispute.id), kind=OPINION, staff_id=head, by=by)


def _heads(departments: list[int]) -> dict[int, int]:
    """The heads of these departments; one without a head is left out."""
    office = organisation()
    found = ((one, head_of(office, one)) for one in departments)
    return {one: head for one, head in found if head is not None}


def _told(action: Action, one: Dispute, *, reason: str | None = None, **facts: Any) -> None:
    record(action, queries.subject_of(one.id), facts={"number": one.number, **facts}, reason=reason)
