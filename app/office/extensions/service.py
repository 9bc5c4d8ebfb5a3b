"""Asking for more time, and giving it once it was approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.approvals.models import Approval, ApprovalVoice
from app.office.approvals.service import submit, void
from app.office.deadlines.queries.facts import Known, calendar_for, known_of
from app.office.deadlines.rules import due_of
from app.office.deadlines.service import extend_deadline
from app.office.deadlines.words import UNITS, page_of, subject_of, what
from app.office.documents.render import office_language
from app.office.extensions import queries, rules
from app.office.extensions.feature import ASKED
from app.office.extensions.tasks import NOT_GIVEN
from app.office.history.service import record
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks, open_task
from app.unit_of_work import current_work, unit_of_work
from app.web.language import say


def ask(deadline_id: int, *, extra: int, reason: str, by: Actor) -> Approval:
    """Ask for `extra` units more on a deadline that one may see (延期申请) (O-02, A-23).

    Who decides follows from the matter of the deadline's rule. Raises Refused for more than the rule allows in all, a
    deadline that was stopped, and where a request is waiting; NoResultFound.
    """
    with unit_of_work(by=by):
        queries.deadline_of(deadline_id, by)
        [one] = known_of([deadline_id], lock=True)
        about, unit = what(one.rule, one.row.facts), Text(UNITS[one.row.unit])
        running = queries.running(deadline_id)
        rules.check_request(stopped=one.row.stopped_on is not None, running=running.number if running else None)
        rules.check_extra(extra, most=one.rule.most_extra, granted=one.facts.extra, unit=unit)
        more = Text("%(n)s (%(unit)s)", n=extra, unit=unit)
        approval = submit(
            one.rule.extension_matter,
            subject_of(deadline_id),
            title=_in_office_words(Text("More time: %(what)s", what=about)),
            url=page_of(deadline_id),
            snapshot=_snapshot(one, extra, more, reason),
            department_id=one.row.department_id,
            customer_id=one.row.customer_id,
            reason=reason,
            facts={"extra": extra},
            by=by,
        )
        facts = {"what": about, "extra": more, "due": one.row.due_on}
        record(ASKED, subject_of(deadline_id), customer_id=one.row.customer_id, facts=facts, reason=reason)
        close_tasks(subject_of(deadline_id), kind=NOT_GIVEN, by=by)
    return approval


def settle(approval: Approval) -> None:
    """Give the time that was approved; tell who asked where it was not (O-02, A-23). Hook `settled` of the matters."""
    deadline_id, by = int(approval.subject.partition(":")[2]), current_work().by
    if approval.state == "approved":
        extra, reason = int(approval.facts["extra"]), approval.reason or approval.title
        approved_by = _decided_by(approval.id)
        extend_deadline(
            deadline_id, extra=extra, reason=reason, approval_id=approval.id, approved_by=approved_by, by=by
        )
    elif approval.state == "refused":
        [one] = known_of([deadline_id])
        _tell(one, approval, by)


def stopped(ids: Sequence[int], *, by: Actor) -> None:
    """Make void what is still asked for deadlines that were stopped (hook `deadlines_stopped`)."""
    for approval in queries.running_of(ids):
        why = _in_office_words(Text("The deadline was stopped."))
        void(approval.subject, why, matter=approval.matter, by=by)


def _snapshot(one: Known, extra: int, more: Text, reason: str) -> list[tuple[Text | str, Text | str]]:
    """What is decided on: the due day as it stands, and as it would be by today's calendar."""
    longer = replace(one.facts, extra=one.facts.extra + extra)
    return [
        (Text("What is due"), what(one.rule, one.row.facts)),
        (Text("Due day now"), one.row.due_on.isoformat()),
        (Text("More time"), more),
        (Text("New due day"), due_of(longer, calendar_for([one]), clock.today()).isoformat()),
        (Text("Reason"), reason),
    ]


def _tell(one: Known, approval: Approval, by: Actor) -> None:
    open_task(
        NOT_GIVEN,
        approval.subject,
        facts={"what": what(one.rule, one.row.facts), "due": one.row.due_on},
        url=page_of(one.row.id),
        to=Party(staff_id=approval.submitter_id),
        due_on=one.row.due_on,
        customer_id=approval.customer_id,
        by=by,
    )


def _decided_by(approval_id: int) -> str:
    """The name of who said the last word."""
    said = select(ApprovalVoice.by_name).where(ApprovalVoice.approval_id == approval_id)
    return current_work().session.scalars(said.order_by(ApprovalVoice.id.desc()).limit(1)).one()


def _in_office_words(text: Text) -> str:
    with office_language():
        return say(text)
