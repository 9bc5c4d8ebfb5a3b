"""Writing the service supervision report, submitting it, and the general manager's note."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import update

from app import clock
from app.complaints.statistics.rules import read_month
from app.complaints.supervision import queries, rules
from app.complaints.supervision.feature import NOTED, SUBMITTED, WRITTEN
from app.complaints.supervision.models import SupervisionReport
from app.complaints.supervision.tasks import READ
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import record
from app.office.rulebook.queries import general_managers
from app.office.tasks.kinds import NewTask, Party
from app.office.tasks.service import close_tasks, open_tasks
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action


@dataclass(frozen=True, slots=True)
class Words:
    """What the business department says of technical service: acceptance, proactive maintenance, other (P-07)."""

    acceptance: str
    maintenance: str
    other: str | None
    score: int | None


def write(month: str, words: Words, *, by: Actor) -> SupervisionReport:
    """Begin the report on a month (2026-10), with the figures of now. Raises Refused where there is one already."""
    rules.check_month(read_month(month), clock.today())
    with unit_of_work(by=by) as work:
        if queries.report_of(month):
            raise Refused(Text("There is a report on this month already."), field="month")
        row = SupervisionReport(month=month, figures=dict(queries.figures(month)), state=rules.DRAFT, **asdict(words))
        row.made_by, row.made_at = by.name, work.at
        work.session.add(row)
        work.session.flush()
        _record(WRITTEN, row)
    return row


def rewrite(report_id: int, version: int, words: Words, *, by: Actor) -> None:
    """Change a draft, and count its figures anew. Raises Refused, or Conflict where somebody was quicker."""
    with unit_of_work(by=by):
        row = queries.report(report_id)
        rules.check_words(row.state)
        _move(row, version, figures=dict(queries.figures(row.month)), **asdict(words))
        _record(WRITTEN, row)


def submit(report_id: int, version: int, *, by: Actor) -> None:
    """Give a report to the general manager; its words and figures stay as they are (P-07, A-45)."""
    with unit_of_work(by=by):
        row = queries.report(report_id)
        rules.check_submit(row.state, read_month(row.month), clock.today())
        _move(row, version, state=rules.SUBMITTED, figures=dict(queries.figures(row.month)))
        _record(SUBMITTED, row)
        url = page_of(report_id)
        open_tasks(
            [
                NewTask(READ, subject_of(report_id), url, Party(staff_id=one), {"month": row.month})
                for one in sorted(general_managers())
            ],
            by=by,
        )


def note(report_id: int, version: int, words: str | None, *, by: Actor) -> None:
    """Note a report as read, with or without words (A-45). Raises Refused for anybody but the general manager."""
    with unit_of_work(by=by):
        row = queries.report(report_id)
        rules.check_note(row.state, by.staff_id, general_managers())
        said = (words or "").strip() or None
        _move(row, version, state=rules.NOTED, note=said, noted_by=by.name, noted_on=clock.today())
        close_tasks(subject_of(report_id), by=by)
        _record(NOTED, row)


def subject_of(report_id: int) -> str:
    """What history and tasks call a report."""
    return f"supervision:{report_id}"


def page_of(report_id: int) -> str:
    """Where a report stands."""
    return f"/complaints/supervision/{report_id}"


def _record(action: Action, row: SupervisionReport) -> None:
    record(action, subject_of(row.id), facts={"month": row.month})


def _move(row: SupervisionReport, version: int, **values: Any) -> None:
    table = SupervisionReport
    query = update(table).where(table.id == row.id, table.version == version).values(version=version + 1, **values)
    if current_work().session.execute(query).rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict(Text("Somebody was quicker: this report has changed. Look again."))
