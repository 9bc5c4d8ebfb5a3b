"""The verbs of a run: have it drafted, posted or discarded. Each asks for one job and moves the run's state."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from app import clock
from app.billing.readings.models import Plan
from app.billing.readings.rules import read_period
from app.billing.readings.service.locks import wait_for_readings
from app.billing.statements import queries
from app.billing.statements.models import Run, Statement
from app.billing.statements.policy import StatementPolicy
from app.billing.statements.rules import refuse_same_person
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.jobs.models import Job
from app.jobs.service import MOST_ATTEMPTS, enqueue
from app.office.policy import queries as policy
from app.unit_of_work import Work, unit_of_work


def run_month(period: str, *, by: Actor, language: str) -> int:
    """Have the slips of a month drafted, or drafted again after readings were mended; return the job's id (G-10).

    There is one open run for each month. Work that is under way already is not begun twice. Raises Refused where
    the month is not planned, Conflict while its slips are being posted.
    """
    checked = read_period(period)
    with unit_of_work(by=by) as work:
        _refuse_unplanned(work, checked)
        run = _open_run(work, checked) or _new_run(work, checked)
        if run.state == "posting":
            raise Conflict(Text("The slips of this month are being posted."))
        if run.state == "drafting" and (running := _job_under_way(work, run)):
            return running
        run.state, run.made_by, run.made_by_id, run.made_at = "drafting", by.name, by.staff_id, work.at
        return _begin(work, run, "statements.run", {}, by=by, language=language)


def post(run_id: int, *, by: Actor, language: str) -> int:
    """Have the drafts of a run posted by a second person; return the job's id (G-11, G-12).

    Two clerks who press the button post one set: the second joins the work under way. Raises Refused.
    """
    with unit_of_work(by=by) as work:
        wait_for_readings(queries.run(run_id).period)
        run = _locked(work, run_id)
        if run.state == "posting" and (running := _job_under_way(work, run)):
            return running
        refuse_posting(run, _count(work, run), by)
        if run.state == "drafted":
            run.state, run.posted_by, run.posted_on = "posting", by.name, clock.today()
        return _begin(work, run, "statements.post", {}, by=by, language=language)


def discard(run_id: int, *, reason: str, by: Actor, language: str) -> int:
    """Have the drafts of a run thrown away; return the job's id. Raises Refused where it is posted or in work."""
    with unit_of_work(by=by) as work:
        run = _locked(work, run_id)
        if run.state not in ("drafted", "drafting") or (run.state == "drafting" and _job_under_way(work, run)):
            raise Conflict(Text("These drafts cannot be discarded now. Look at what is being done with them."))
        run.state = "drafting"
        return _begin(work, run, "statements.discard", {"reason": reason}, by=by, language=language)


def refuse_posting(run: Run, drafts: int, by: Actor) -> None:
    """Why these drafts cannot be posted by this actor; also the sentence on the disabled button. Raises Refused."""
    if run.state not in ("drafted", "posting"):
        raise Conflict(Text("Only drafted slips can be posted. Draft them first."))
    if drafts == 0:
        raise Refused(Text("There is nothing to post."))
    wanted = policy.of(StatementPolicy).second_person
    refuse_same_person(run.made_by, run.made_by_id, by, wanted=wanted)


def why_not_posted(run: Run, by: Actor) -> Text | None:
    """The sentence why this actor cannot post the run as it stands; None where he can."""
    try:
        refuse_posting(run, int(run.totals.get("drafted", 0)), by)
    except Refused as refused:
        return refused.text
    return None


def _refuse_unplanned(work: Work, period: str) -> None:
    frozen = select(Plan.id).where(Plan.period == period, Plan.frozen_at.is_not(None))
    if work.session.scalar(frozen) is None:
        raise Refused(Text("There is no reading plan of %(period)s yet. Make it first.", period=period), "period")


def _open_run(work: Work, period: str) -> Run | None:
    query = queries.open_run_of(period).with_for_update().execution_options(populate_existing=True)
    run: Run | None = work.session.scalars(query).one_or_none()
    return run


def _new_run(work: Work, period: str) -> Run:
    run = Run(period=period, kind="month", state="drafting", totals={}, made_by="", made_at=work.at)
    work.session.add(run)
    try:
        work.session.flush()
    except IntegrityError:
        raise Conflict(Text("Somebody else has just begun this month. Please look again.")) from None
    return run


def _locked(work: Work, run_id: int) -> Run:
    query = select(Run).where(Run.id == run_id, Run.kind == "month").with_for_update()
    return work.session.scalars(query.execution_options(populate_existing=True)).one()


def _count(work: Work, run: Run) -> int:
    return work.session.scalar(select(func.count()).where(Statement.run_id == run.id)) or 0


def _job_under_way(work: Work, run: Run) -> int | None:
    """The job that works on the run; None where it ended or was given up."""
    job = work.session.get(Job, run.job_id, populate_existing=True) if run.job_id else None
    if job is None or job.ended_at is not None:
        return None
    given_up = job.attempts >= MOST_ATTEMPTS and (job.lease_until is None or job.lease_until < work.at)
    return None if given_up else job.id


def _begin(work: Work, run: Run, kind: str, arguments: dict[str, Any], *, by: Actor, language: str) -> int:
    work.session.flush()
    subject = f"run:{run.id}"
    job_id = enqueue(kind, subject, {"run": run.id, **arguments}, by=by, language=language)
    work.session.execute(update(Run).where(Run.id == run.id).values(job_id=job_id))
    work.touch("statements")
    return job_id
