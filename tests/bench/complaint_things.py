"""What hangs on the complaints of the measured office: clocks, decisions, remedies, losses, measures, and lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from app import clock
from app.columns import Base
from app.complaints.abnormalities.models import AbnormalitySlip
from app.complaints.allowances.models import Allowance
from app.complaints.cases.deadlines import STAGE, WHOLE
from app.complaints.decisions.models import ComplaintDecision
from app.complaints.improvements.models import Improvement
from app.complaints.inspections.models import Inspection
from app.complaints.lateness.models import LatenessEnquiry
from app.complaints.liability.models import Judgement, LossMember, LossShare
from app.complaints.losses.models import Loss
from app.complaints.problems.models import Problem
from app.complaints.returns.models import ReturnSlip
from app.complaints.service_orders.models import ServiceOrder
from app.complaints.vouchers.models import Voucher
from app.office.deadlines.models import Deadline
from app.search.tokens import tokens_of

Rows = Iterator[dict[str, Any]]
MADE = {"made_by": "bench", "version": 1}
WORDS = "详见附页"


def one_of(n: int, states: Sequence[str], each: int = 100) -> str:
    """The state of the n-th thing: the last one for most, each of the others for one in a hundred."""
    return states[place] if (place := n % each) < len(states) else states[-1]


def words(row: Mapping[str, Any]) -> tuple[int, Iterable[str]]:
    """By which words the search box finds a complaint."""
    return row["id"], tokens_of(other_names=[row["matter"]], numbers=[row["number"]])


def clocks(row: Mapping[str, Any]) -> Rows:
    """The two clocks of a complaint; those of a closed one were stopped."""
    is_open, heard = row["state"] == "open", clock.local(row["heard_at"]).date()
    stopped = {} if is_open else {"stopped_at": clock.now(), "stopped_on": row["closed_on"], "outcome": "kept"}
    for rule in (WHOLE, STAGE):
        due = row["stage_due_on"] or row["due_on"] if rule == STAGE else row["due_on"]
        yield {
            "rule": rule, "subject": f"complaint:{row['id']}", "url": f"/complaints/{row['id']}", "unit": "working",
            "facts": {"number": row["number"], "matter": row["matter"], "stage": "核对", "department": "营业厅"},
            "department_id": row["department_id"], "staff_id": row["handler_id"], "term": 13 if rule == WHOLE else 5,
            "arrived_at": row["heard_at"], "started_on": heard, "due_on": due,
            "warn_on": due - timedelta(days=1) if is_open else None, "made_by": "bench",
            "stopped_at": None, "stopped_on": None, "outcome": None, **stopped,
        }  # fmt: skip


def decision(row: Mapping[str, Any]) -> Rows:
    """What was decided; one in a hundred is refused or to be confirmed."""
    n = row["id"]
    yield {
        "id": n, "complaint_id": n, "basis": "amount", "upheld": True, "amount_fen": n % 900 * 100,
        "remedies": ["return"], "words": WORDS, "for_customer": WORDS, "proposed_by": "bench",
        "state": one_of(n, ("refused", "proposed", "approved")), "proposed_at": clock.now(),
        "decided_on": row["closed_on"], "to_confirm": n % 500 == 7, "version": 1,
    }  # fmt: skip


def remedies(row: Mapping[str, Any]) -> Rows:
    """The slip with which goods come back."""
    n = row["id"]
    yield {
        "id": n, "number": f"TH{n:06}", "complaint_id": n, "decision_id": n, "customer_id": row["customer_id"],
        "material_number": f"M{n % 700}", "unit": "kg", "approved_quantity": 100, "slip_quantity": 90, "price_fen": 500,
        "reason": WORDS, "handling": "return", "basis": "核决", "booked_quantity": 90, "made_at": clock.now(),
        "state": one_of(n, ("submitted", "approved", "asked", "received", "booked")), **MADE,
    }  # fmt: skip


def allowance(row: Mapping[str, Any]) -> Rows:
    """The certificate of an allowance."""
    n = row["id"]
    yield {
        "id": n, "number": f"ZR{n:06}", "complaint_id": n, "decision_id": n, "customer_id": row["customer_id"],
        "amount_fen": 10_000, "tax_fen": 1_300, "reason": WORDS, "made_at": clock.now(),
        "state": one_of(n, ("submitted", "approved", "stamped", "booked")), **MADE,
    }  # fmt: skip


def voucher(row: Mapping[str, Any]) -> Rows:
    """What was booked."""
    n = row["id"]
    yield {
        "id": n, "number": f"CP{n:06}", "complaint_id": n, "subject": f"return:{n}", "kind": "return",
        "amount_fen": 45_000, "tax_fen": 5_850, "words": WORDS, "booked_on": _day(row), "at": clock.now(),
        "by": "bench",
    }  # fmt: skip


def loss(row: Mapping[str, Any]) -> Rows:
    """What it cost; one in a hundred is not fixed."""
    n, day = row["id"], _day(row)
    waits = n % 100 == 0
    yield {
        "id": n, "complaint_id": n, "decided_on": day, "resale_until": day + timedelta(days=30), "sold": "unsold",
        "loss_fen": None if waits else 80_000, "fixed_on": None if waits else day,
        "judged": n % 50 > 0,
        "state": "waiting" if waits else "fixed", "made_at": clock.now(), **MADE,
    }  # fmt: skip


def judgement(row: Mapping[str, Any]) -> Rows:
    """Who is liable; two in a hundred are not judged yet, one not settled."""
    n = row["id"]
    if n % 50:
        yield {
            "id": n, "complaint_id": n, "loss_id": n, "loss_fen": 80_000, "reason": WORDS, "judged_on": _day(row),
            "month": f"{_day(row):%Y-%m}", "state": "draft" if n % 100 == 1 else "settled", "made_at": clock.now(),
            **MADE,
        }  # fmt: skip


def shares(row: Mapping[str, Any]) -> Rows:
    """A share of the company and one of a person."""
    n = row["id"]
    if n % 50:
        common = {"judgement_id": n, "share": 500_000, "amount_fen": 40_000}
        yield {"id": 2 * n, "bearer": "company", "staff_id": None, **common}
        yield {"id": 2 * n + 1, "bearer": "person", "staff_id": row["handler_id"], **common}


def member(row: Mapping[str, Any]) -> Rows:
    """The person of such a share, to whom nothing was proposed where the complaint is young."""
    n = row["id"]
    if n % 50:
        bears = 0 if n % 100 > 3 else 40_000
        yield {"share_id": 2 * n + 1, "staff_id": row["handler_id"], "points": 0, "amount_fen": bears}


def improvement(row: Mapping[str, Any]) -> Rows:
    """A measure; one in a hundred is late, one done and to be judged."""
    n = row["id"]
    yield {
        "id": n, "complaint_id": n, "block": "corrective", "words": WORDS, "staff_id": row["first_contact_id"],
        "department_id": row["department_id"], "due_on": _day(row) + timedelta(days=20),
        "state": one_of(n, ("open", "done", "dropped", "confirmed")), "made_at": clock.now(), **MADE,
    }  # fmt: skip


def enquiry(row: Mapping[str, Any]) -> Rows:
    """The slip that asks about the first stage of a complaint, where it was left late."""
    n = row["id"]
    if n % 22 == 0 and row["state"] == "closed":
        yield {
            "number": f"QT{n:06}", "complaint_id": n, "stage_id": n * 10, "department_id": row["department_id"],
            "late_days": 2, "asked_by": "bench", "asked_at": clock.now(),
            "state": one_of(n // 22, ("asked", "answered")), "version": 1,
        }  # fmt: skip


def slip(row: Mapping[str, Any]) -> Rows:
    """An abnormality slip of every other complaint."""
    n = row["id"]
    if n % 2:
        yield {
            "number": f"YC{n:06}", "complaint_id": n, "customer_id": row["customer_id"], "happened_on": _day(row),
            "what": WORDS, "department_id": row["department_id"], "due_on": row["due_on"],
            "state": one_of(n // 2, ("open", "answered", "closed")), "made_by_id": row["handler_id"],
            "made_at": clock.now(), **MADE,
        }  # fmt: skip


def inspection(row: Mapping[str, Any]) -> Rows:
    """A joint inspection of every tenth complaint."""
    n = row["id"]
    if n % 10 == 0:
        yield {
            "number": f"HK{n:06}", "complaint_id": n, "customer_id": row["customer_id"], "place": "客户仓库",
            "why": WORDS, "called_by_id": row["handler_id"], "department_id": row["department_id"], "appointed": False,
            "state": one_of(n // 10, ("called", "inspected", "reported", "decided")), "made_at": clock.now(), **MADE,
        }  # fmt: skip


def service_order(row: Mapping[str, Any]) -> Rows:
    """A repair that was asked for; three in a hundred are not done."""
    n = row["id"]
    yield {
        "number": f"FW{n:06}", "customer_id": row["customer_id"], "contact_name": "王师傅", "place": f"人民路{n}号",
        "asked_at": row["heard_at"], "what": WORDS, "part": "private", "staff_id": row["first_contact_id"],
        "department_id": row["department_id"], "due_on": _day(row),
        "state": one_of(n, ("asked", "ordered", "ordered", "done")), "made_at": clock.now(), **MADE,
    }  # fmt: skip


def problem(row: Mapping[str, Any]) -> Rows:
    """A line of the daily list; two in a hundred are not solved."""
    n = row["id"]
    yield {
        "day": _day(row), "kind": ("enquiry", "suggestion", "complaint", "tip_off")[n % 4 if n % 20 else 3],
        "words": WORDS, "customer_id": row["customer_id"], "times": 1, "passed_to_id": row["handler_id"],
        "solved": n % 50 > 0, "department_id": row["department_id"], "made_by_id": row["first_contact_id"],
        "made_at": clock.now(), **MADE,
    }  # fmt: skip


THINGS: Sequence[tuple[type[Base], Callable[[Mapping[str, Any]], Rows]]] = (
    (Deadline, clocks), (ComplaintDecision, decision), (ReturnSlip, remedies), (Allowance, allowance),
    (Voucher, voucher), (Loss, loss), (Judgement, judgement), (LossShare, shares), (LossMember, member),
    (Improvement, improvement), (LatenessEnquiry, enquiry), (AbnormalitySlip, slip), (Inspection, inspection),
    (ServiceOrder, service_order), (Problem, problem),
)  # fmt: skip


def _day(row: Mapping[str, Any]) -> date:
    """The day on which a complaint was closed, else heard."""
    found: date = row["closed_on"] or clock.local(row["heard_at"]).date()
    return found
