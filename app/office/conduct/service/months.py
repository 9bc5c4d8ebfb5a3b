"""Settling the deductions of a month (结算当月扣款): once, in order, and exactly as seen."""

from __future__ import annotations

from sqlalchemy import insert

from app import clock
from app.columns import table_of
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.text import Text
from app.office.conduct import rules
from app.office.conduct.feature import MONTH_SETTLED, REPORT_EXPORTED
from app.office.conduct.models import DeductionMonth, Instalment
from app.office.conduct.queries import months as looks
from app.office.conduct.queries.money import last_settled
from app.office.conduct.service.money import hold_bonuses
from app.office.history.service import record
from app.unit_of_work import Work, unit_of_work

CHANGED = Text("Something has changed since you looked: a bonus, a decision or an appeal. Look at the sums again.")


def settle_month(month: str, *, by: Actor, seen: str | None = None) -> looks.Sheet:
    """Take from the bonuses of a month what decisions ask for, and store it (K-51); return what was taken.

    `seen` is the fingerprint of the draft that was looked at. Raises Conflict for a month that is settled already or
    a draft that has changed, Refused for a month out of order.
    """
    with unit_of_work(by=by) as work:
        hold_bonuses()
        rules.check_may_settle(month, clock.local(work.at).date(), last_settled(), looks.month_to_settle())
        sheet = looks.draft(month)
        if seen is not None and seen != sheet.fingerprint:
            raise Conflict(CHANGED)
        _store(sheet, work)
        facts = {"month": month, "taken_fen": sheet.taken, "returned_fen": sheet.returned, "people": len(sheet.people)}
        record(MONTH_SETTLED, f"deductions:{month}", facts=facts)
        work.touch("conduct")
        return sheet


def take_out(what: str, month: str, kind: str, *, rows: int, by: Actor) -> None:
    """Record that a list of the report leaves the program as a file (P-31)."""
    with unit_of_work(by=by):
        record(
            REPORT_EXPORTED, f"deductions:{month}", facts={"month": month, "format": kind, "list": what, "rows": rows}
        )


def _store(sheet: looks.Sheet, work: Work) -> None:
    """One row for each open deduction, also where the month takes nothing: that it was carried on is kept too."""
    rows = [
        {
            "deduction_id": line.deduction_id,
            "staff_id": one.staff_id,
            "month": sheet.month,
            "amount_fen": line.taken,
            "bonus_fen": one.bonus,
            "at": work.at,
            "by": work.by.name,
        }
        for one in sheet.people
        for line in one.lines
    ]
    if rows:
        work.session.execute(insert(table_of(Instalment)), rows)
    done = DeductionMonth(
        month=sheet.month,
        people=sum(any(line.taken for line in one.lines) for one in sheet.people),
        taken_fen=sheet.taken,
        returned_fen=sheet.returned,
        cap_percent=sheet.percent,
        at=work.at,
        by=work.by.name,
    )
    work.session.add(done)
    work.session.flush()
