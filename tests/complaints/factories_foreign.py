"""A complaint of another department with marked words everywhere, also in what the office keeps beside it."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.complaints.cases.feature import CHANGED
from app.complaints.cases.models import Complaint
from app.complaints.cases.service.placing import index
from app.complaints.losses.feature import FIXED
from app.domain.actor import OPERATOR
from app.office.attachments.service import attach
from app.office.history.service import record
from app.unit_of_work import unit_of_work
from tests.complaints.factories_marked import ID, Marked, marked_case
from tests.customers.foreign import PICTURE

# What makes rows stand on lists and in sums; of goods on their way the store is told, of lasting failures everybody.
LOSS, BEARER = "41,234.56", "密损失方密"
SET: dict[str, dict[str, Any]] = {
    "abnormality_slips": {"state": "open", "due_on": None},
    "complaint_closings": {
        "opens": False,
        "closed_on": date(2026, 11, 19),
        "facts": {
            "kind": "quality",
            "severity": "ordinary",
            "origin": "domestic",
            "end": "closed",
            "cause": "x",
            "days": 3,
            "loss_fen": 4_123_456,
            "shares": [{"bearer": BEARER}],
        },
    },
    "complaint_links": {"relation": "relates"},
    "complaint_meetings": {"body": "special"},
    "complaint_objections": {"whose": "customer", "state": "submitted"},
    "complaint_visits": {"way": "telephone", "satisfied": "satisfied"},
    "disputes": {"state": "open"},
    "failure_notes": {"kind": "progress"},
    "failures": {"reported_by_id": None, "signatory_id": None, "manager_id": None},
    "improvements": {"state": "open", "block": "corrective", "effect": None},
    "inspections": {"state": "reported"},
    "lateness_enquiries": {"state": "asked"},
    "loss_judgements": {"state": "settled", "month": "2026-11"},
    "loss_lines": {"kind": "material"},
    "loss_shares": {"bearer": "group", "share": 1_000_000},
    "losses": {"state": "fixed", "sold": "unsold"},
    "problems": {"kind": "enquiry", "solved": False},
    "return_slips": {"state": "submitted", "ratio_of": "office"},
    "service_orders": {"satisfied": "satisfied"},
    "status_messages": {"way": "telephone"},
    "supervision_reports": {"state": "draft", "month": "2026-10", "figures": {}},
    "vouchers": {"kind": "allowance", "subject": f"allowance:{ID}", "reverses_id": None},
    "withheld_receivables": {"from_month": "2026-11", "until_month": None},
}
SUBJECTS = (
    "complaint", "inspection", "abnormality", "allowance", "return", "dispute", "lateness_enquiry",
    "complaint_decision", "complaint_objection", "loss", "judgement", "problem", "improvement",
)  # fmt: skip


def foreign_case() -> Marked:
    """Make it; every row of it has the id ID. Needs an app context."""
    made = marked_case(SET)
    said = {name: made.word(f"complaints.{name}") for name in ("matter", "facts", "product", "contact_name")}
    said |= {"number": "2611777", "number_month": "2611", "number_serial": 777, "order_number": "PO-7777-X"}
    made.markers |= {"complaints.number": "2611777", "complaints.order_number": "PO-7777-X"}
    made.markers |= {"losses.closing": LOSS, "loss_shares.closing": BEARER}
    with unit_of_work(by=OPERATOR) as work:
        work.session.execute(sa.update(Complaint).where(Complaint.id == ID).values(**said))
        index(work.session.get_one(Complaint, ID, populate_existing=True))
        told = {"changes": [{"field": "complaint.quality_analysis", "old": None, "new": made.word("history.changes")}]}
        record(CHANGED, f"complaint:{ID}", facts={"number": "2611777", **told}, reason=made.word("history.reason"))
        record(FIXED, f"loss:{ID}", facts={"number": "2611777", "loss_fen": made.sum("losses.history"), "sold": "yes"})
    for kind in SUBJECTS[:8]:
        name = made.word(f"attachments.{kind}")
        attach(f"{kind}:{ID}", io.BytesIO(PICTURE + kind.encode()), f"{name}.png", name, by=OPERATOR)
    return made
