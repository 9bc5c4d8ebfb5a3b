"""The clocks of a complaint: that of the whole, and that of the stage where it is (K-26, K-27, K-58)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select, update

from app.columns import table_of
from app.complaints.cases.deadlines import CLOCKS, QUANTITY, STAGE, WHOLE
from app.complaints.cases.models import Complaint, ComplaintStage
from app.complaints.cases.queries.one import id_in, page_of, subject_of
from app.complaints.circulation.models import RouteStage
from app.complaints.circulation.queries import limits_of
from app.complaints.circulation.queries import route as route_with
from app.complaints.circulation.rules import term_of
from app.domain.actor import Actor
from app.domain.deadlines import Unit, days_left
from app.domain.text import Text
from app.office.deadlines.kinds import Term
from app.office.deadlines.models import Deadline
from app.office.deadlines.queries.facts import working_days
from app.office.deadlines.service import change_term, start_deadline, stop_deadlines
from app.office.staff.models import Department
from app.unit_of_work import current_work, unit_of_work

UNNUMBERED = "–"


def start_whole(one: Complaint, *, by: Actor) -> None:
    """Let the clock of the whole run from now on: from the acceptance, whose day is day 0 (K-26, worked example 8)."""
    term, most = _term(one)
    found = start_deadline(
        WHOLE,
        subject_of(one.id),
        arrived_at=current_work().at,
        facts={**_about(one), **most},
        url=page_of(one.id),
        staff_id=one.handler_id,
        department_id=one.department_id,
        term=term,
        by=by,
    )
    one.due_on, one.paused = found.due_on, False


def start_stage(one: Complaint, stay: ComplaintStage, stage: RouteStage, *, responsible: int | None, by: Actor) -> None:
    """Let the clock of the stage where it came to run, below that of the whole, if the stage has a limit (K-27)."""
    one.stage_due_on = stay.due_on = None
    if stage.days is None:
        return
    route = route_with(one.route_id)
    found = start_deadline(
        STAGE,
        subject_of(one.id),
        arrived_at=current_work().at,
        facts={**_about(one), "stage": stage.name, "department": _name(stay.department_id)},
        url=page_of(one.id),
        staff_id=responsible,
        department_id=stay.department_id,
        parent_id=next((row.id for row in running(one, WHOLE)), None),
        term=Term(_days(stage.days, route.day_zero), Unit(route.unit)),
        by=by,
    )
    one.stage_due_on = stay.due_on = found.due_on


def stop_stage(one: Complaint, stay: ComplaintStage, *, outcome: str | None = None, by: Actor) -> None:
    """Stop the clock of the stage that it leaves, and write on the stay how many days late it was (K-29)."""
    ids = [row.id for row in running(one, STAGE)]
    stop_deadlines(subject_of(one.id), rule=STAGE, outcome=outcome, by=by)
    table = table_of(Deadline)
    for row in current_work().session.execute(select(table).where(table.c.id.in_(ids)).order_by(table.c.id)):
        stay.due_on, stay.late_days = row.due_on, late_days(row)
    one.stage_due_on = None


def stop_all(one: Complaint, *, outcome: str | None = None, by: Actor) -> None:
    """Stop what else runs about a complaint that ends."""
    for rule in (WHOLE, QUANTITY):
        stop_deadlines(subject_of(one.id), rule=rule, outcome=outcome, by=by)
    one.paused = False


def retime(one: Complaint, *, reason: str, by: Actor) -> None:
    """Let another limit hold from the same start, after another severity or origin: pauses and extensions stay."""
    for row in running(one, WHOLE):
        term, most = _term(one)
        if (term.n, term.unit.value, most.get("most")) != (row.term, row.unit, row.facts.get("most")):
            change_term(row.id, term, reason=reason, facts={"most": most.get("most")}, by=by)


def ask_for_quantity(one: Complaint, *, by: Actor) -> None:
    """Remind whoever handles it of a quantity that is not yet known, until it is entered (K-11)."""
    asked = running(one, QUANTITY)
    if one.quantity_unknown and not asked:
        start_deadline(
            QUANTITY,
            subject_of(one.id),
            arrived_at=current_work().at,
            facts=_about(one),
            url=page_of(one.id),
            staff_id=one.handler_id,
            department_id=one.department_id,
            by=by,
        )
    elif asked and not one.quantity_unknown:
        stop_deadlines(subject_of(one.id), rule=QUANTITY, by=by)


def running(one: Complaint, *rules: str) -> Sequence[Row[Any]]:
    """The clocks of these rules that run about a complaint, the whole first; all of them as rows."""
    table = table_of(Deadline)
    mine = (table.c.subject == subject_of(one.id)) & table.c.stopped_on.is_(None)
    query = select(table).where(mine, table.c.rule.in_(rules or CLOCKS))
    return current_work().session.execute(query.order_by(table.c.rule.desc(), table.c.id)).all()


def deadlines_moved(ids: Sequence[int], *, by: Actor) -> None:
    """Show of complaints by when they are due now, because these deadlines moved (hook of deadlines)."""
    table = table_of(Deadline)
    mine = table.c.id.in_(ids) & table.c.rule.in_(CLOCKS) & table.c.stopped_on.is_(None)
    with unit_of_work(by=by) as work:
        for row in work.session.execute(select(table).where(mine).order_by(table.c.id)):
            _show_moved(row, id_in(row.subject))


def late_days(row: Row[Any]) -> int:
    """How many days late a clock was stopped, in its own unit; 0 in time, never less than one day where it was late."""
    if row.outcome != "late":
        return 0
    days = working_days(min(row.due_on, row.started_on))
    return max(1, -days_left(row.stopped_on, row.due_on, Unit(row.unit), days))


def _show_moved(row: Row[Any], complaint_id: int | None) -> None:
    if row.rule == WHOLE:
        _show(Complaint, Complaint.id == complaint_id, {"due_on": row.due_on, "paused": row.paused})
        return
    alone = (Complaint.id == complaint_id) & Complaint.due_on.is_(None)
    here = (ComplaintStage.complaint_id == complaint_id) & ComplaintStage.left_at.is_(None)
    _show(Complaint, Complaint.id == complaint_id, {"stage_due_on": row.due_on})
    _show(Complaint, alone, {"paused": row.paused})
    _show(ComplaintStage, here, {"due_on": row.due_on})


def _show(model: Any, condition: Any, values: Mapping[str, Any]) -> None:
    changed = update(model).where(condition).values(**values)
    current_work().session.execute(changed.execution_options(synchronize_session="fetch"))


def _term(one: Complaint) -> tuple[Term, dict[str, int]]:
    """How long a complaint may take by its limit, and with every extension where the limit says so.

    Raises Refused where its route has none.
    """
    route = route_with(one.route_id)
    limit = term_of(limits_of(route.id), one.severity, one.origin)
    most = {"most": _days(limit.most, route.day_zero)} if limit.most is not None else {}
    return Term(_days(limit.days, route.day_zero), Unit(route.unit), since=route.in_force_from), most


def _days(days: int, day_zero: bool) -> int:
    """The days after the first one: where the day of acceptance counts, it is the first of them."""
    return days if day_zero else max(0, days - 1)


def _about(one: Complaint) -> dict[str, Any]:
    return {"number": one.number or UNNUMBERED, "matter": one.matter}


def _name(department_id: int | None) -> str | Text:
    name = current_work().session.scalar(select(Department.name).where(Department.id == department_id))
    return name or Text("no department")
