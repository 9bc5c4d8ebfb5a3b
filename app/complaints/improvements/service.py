"""Planning measures, reporting them as done, and judging whether they worked."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.complaints.cases.feature import REGISTER
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import complaint_of
from app.complaints.cases.queries import subject_of as case_subject
from app.complaints.causes.models import ComplaintCause
from app.complaints.improvements import feature, queries, rules
from app.complaints.improvements.deadlines import DUE
from app.complaints.improvements.feature import KEEP
from app.complaints.improvements.models import Improvement
from app.complaints.improvements.rules import NewMeasure
from app.domain.actor import Actor
from app.domain.deadlines import Unit
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.deadlines.kinds import Term
from app.office.deadlines.service import start_deadline, stop_deadlines
from app.office.history.service import record
from app.office.staff.models import Staff
from app.office.tasks.queries.desk import desk_of
from app.unit_of_work import Work, current_work, unit_of_work
from app.web.feature import Action

QUICKER = Text("Somebody was quicker: this measure is no longer as you saw it. Look at it again.")
LONGEST_FACT = 80


def plan(complaint_id: int, new: NewMeasure, *, by: Actor) -> Improvement:
    """Plan a measure after a complaint; whoever does it gets it as a task with its day (K-08, K-17).

    Raises Refused where the improvement is not tracked and for what lacks something, NoResultFound.
    """
    with unit_of_work(by=by) as work:
        case = complaint_of(complaint_id, by)
        rules.check_tracked(is_negligence(case), case.track)
        return _planned(work, case, new)


def report_done(improvement_id: int, *, version: int, done_on: date, result: str, by: Actor) -> Improvement:
    """Report a measure as done, with its result: whoever does it, or for him whoever keeps improvements (K-30).

    Raises Refused, Conflict where somebody was quicker, NoResultFound.
    """
    with unit_of_work(by=by):
        row = queries.measure(improvement_id, by)
        one: Improvement = row.Improvement
        if not may_report(one, by):
            raise Refused(Text("Only whoever does this measure, or who keeps improvements, reports it as done."))
        rules.check_done(one.state, done_on, result, clock.today())
        values = {"done_on": done_on, "result": result.strip(), "done_by": by.name, "done_by_id": by.staff_id}
        _move(one, version, rules.DONE, **values)
        stop_deadlines(queries.subject_of(one.id), by=by)
        _record(feature.DONE, one, row.Complaint)
        return one


def confirm(
    improvement_id: int,
    *,
    version: int,
    effect: str,
    words: str | None = None,
    instead: NewMeasure | None = None,
    by: Actor,
) -> Improvement:
    """Judge whether a measure worked, as the general manager's office (K-08, K-30).

    After one without effect another is planned: `instead`. Raises Refused for whoever did it himself and without a new
    measure, Conflict, NoResultFound.
    """
    with unit_of_work(by=by) as work:
        row = queries.measure(improvement_id, by)
        one: Improvement = row.Improvement
        case: Complaint = row.Complaint
        if not may_confirm(by):
            raise Refused(Text("The general manager's office judges whether a measure worked."))
        rules.check_confirm(one.state, effect, (one.done_by_id, one.staff_id), by.staff_id)
        told = {"effect": effect, "effect_words": words, "confirmed_on": clock.today(), "confirmed_by": by.name}
        _move(one, version, rules.CONFIRMED, **told)
        _record(feature.CONFIRMED if effect == rules.EFFECTIVE else feature.FAILED, one, case)
        if effect == rules.INEFFECTIVE:
            if instead is None:
                raise Refused(Text("It did not work: plan the measure that follows it."), field="words")
            _planned(work, case, instead, replaces=one.id)
        return one


def drop(improvement_id: int, *, version: int, reason: str, by: Actor) -> None:
    """Give a measure up, with the reason, as a keeper of improvements. Raises Refused, Conflict, NoResultFound."""
    with unit_of_work(by=by):
        row = queries.measure(improvement_id, by)
        if not by.may(KEEP.name):
            raise Refused(Text("Only who keeps improvements gives a measure up."))
        if not reason.strip():
            raise Refused(Text("Please say why."), field="reason")
        if row.Improvement.state != rules.OPEN:
            raise Conflict(QUICKER)
        _dropped(row.Improvement, row.Complaint, version, reason.strip(), by)


def drop_all(complaint_id: int, *, by: Actor) -> None:
    """Give up the open measures of a complaint that was entered by mistake."""
    with unit_of_work(by=by) as work:
        case = work.session.get_one(Complaint, complaint_id)
        query = select(Improvement).where(Improvement.complaint_id == complaint_id, Improvement.state == rules.OPEN)
        for one in work.session.scalars(query.order_by(Improvement.id)).all():
            _dropped(one, case, one.version, None, by)


def is_negligence(case: Complaint) -> bool:
    """Whether a complaint came of human negligence (K-17): as judged, else as its cause says."""
    if case.negligence is not None or case.cause_id is None:
        return bool(case.negligence)
    return current_work().session.get_one(ComplaintCause, case.cause_id).negligence


def may_report(one: Improvement, by: Actor) -> bool:
    """Whether this actor may report a measure as done: his own, that of whom he stands in for, or as keeper."""
    return one.staff_id in desk_of(by).people or by.may(KEEP.name)


def may_confirm(by: Actor) -> bool:
    """Whether this actor belongs to the office that follows and confirms improvements: it keeps the register (K-08)."""
    return by.may(REGISTER.name)


def _planned(work: Work, case: Complaint, new: NewMeasure, *, replaces: int | None = None) -> Improvement:
    rules.check_plan(new, clock.today())
    home = work.session.scalar(select(Staff.department_id).where(Staff.id == new.staff_id))
    one = Improvement(complaint_id=case.id, block=new.block, words=new.words.strip(), staff_id=new.staff_id)
    one.department_id, one.due_on, one.replaces_id = new.department_id or home, new.due_on, replaces
    one.state, one.made_by, one.made_at = rules.OPEN, work.by.name, work.at
    work.session.add(one)
    work.session.flush()
    start_deadline(
        DUE,
        queries.subject_of(one.id),
        arrived_at=work.at,
        facts={"number": _number(case), "block": Text(rules.BLOCKS[one.block]), "words": one.words[:LONGEST_FACT]},
        url=queries.url_of(one.id),
        staff_id=one.staff_id,
        department_id=one.department_id,
        term=Term((new.due_on - clock.today()).days, Unit.CALENDAR),
        by=work.by,
    )
    _record(feature.PLANNED, one, case, due=one.due_on)
    return one


def _dropped(one: Improvement, case: Complaint, version: int, reason: str | None, by: Actor) -> None:
    _move(one, version, rules.DROPPED, result=reason)
    stop_deadlines(queries.subject_of(one.id), outcome="dropped", by=by)
    _record(feature.DROPPED, one, case, reason=reason)


def _move(one: Improvement, version: int, state: str, **values: Any) -> None:
    """Change a measure that still is as it was seen in `version`. Raises Conflict."""
    session = current_work().session
    still = update(Improvement).where(
        Improvement.id == one.id, Improvement.version == version, Improvement.state == one.state
    )
    changed = still.values(state=state, version=version + 1, **values).returning(Improvement.id)
    if session.scalar(changed.execution_options(synchronize_session=False)) is None:
        raise Conflict(QUICKER)
    session.refresh(one)


def _record(action: Action, one: Improvement, case: Complaint, *, reason: str | None = None, **facts: Any) -> None:
    """Write the deed down with the complaint only: what the office does better is its own matter."""
    current_work().touch("complaints")
    told = {"number": _number(case), "improvement": one.id, **facts}
    record(action, case_subject(case.id), facts=told, reason=reason)


def _number(case: Complaint) -> str:
    return case.number or case.matter
