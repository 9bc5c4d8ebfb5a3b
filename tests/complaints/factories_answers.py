"""Decisions and late stages as rows, for tests of what comes after them."""

from __future__ import annotations

from datetime import date
from typing import Any

from app import clock
from app.complaints.cases.models import Complaint, ComplaintStage
from app.complaints.circulation.models import RouteStage
from app.complaints.decisions.models import ComplaintDecision
from app.domain.actor import OPERATOR
from app.extensions import db
from app.unit_of_work import unit_of_work


def decide(complaint_id: int, words: str = "同意对 120 片每片折让 8 元。", **values: Any) -> int:
    """An approved decision on a complaint; return its id."""
    with unit_of_work(by=OPERATOR) as work:
        row = ComplaintDecision(
            complaint_id=complaint_id, basis="amount", upheld=True, amount_fen=96000, remedies=["allowance"],
            words="内部：运输科全责", for_customer=words, state="approved", proposed_by="孔诉", proposed_at=work.at,
            decided_by="高总", decided_on=clock.today(),
        )  # fmt: skip
        for name, value in values.items():
            setattr(row, name, value)
        work.session.add(row)
        work.session.flush()
        return row.id


def late_stay(complaint_id: int, key: str, days: int, *, department_id: int, staff_id: int | None = None) -> int:
    """A stay at a stage that was left this many days late; return its id."""
    with unit_of_work(by=OPERATOR) as work:
        case = work.session.get_one(Complaint, complaint_id)
        stage = work.session.query(RouteStage).filter_by(route_id=case.route_id, key=key).one()
        row = ComplaintStage(
            complaint_id=complaint_id, stage_id=stage.id, key=key, department_id=department_id, staff_id=staff_id,
            entered_at=work.at, left_at=work.at, left_on=clock.today(), left_by="test", outcome="passed",
            due_on=date(2026, 11, 17), late_days=days,
        )  # fmt: skip
        work.session.add(row)
        work.session.flush()
        return row.id


def fresh(model: Any, row_id: int) -> Any:
    """A row as it is stored now."""
    return db.session.get_one(model, row_id, populate_existing=True)
