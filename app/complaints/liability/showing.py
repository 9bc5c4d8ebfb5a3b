"""What the pages of liability need besides the judgement."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import page_of
from app.complaints.causes.models import ComplaintCause
from app.complaints.liability import asking, month, queries, rules
from app.complaints.liability.forms import STANDINGS
from app.complaints.liability.policy import LiabilityPolicy
from app.complaints.liability.service import to_propose as is_open
from app.domain.money import Fen
from app.extensions import db
from app.office.conduct.models import ConductCase
from app.office.conduct.policy import ConductPolicy
from app.office.conduct.queries.cases import visible
from app.office.conduct.words import COLOURS as CASE_COLOURS
from app.office.conduct.words import SANCTIONS
from app.office.conduct.words import STATES as CASE_STATES
from app.office.policy import queries as policy
from app.web.guard import actor

DAY = timedelta(days=1)
WORDS: dict[str, Any] = {
    "bearers": rules.BEARERS, "states": rules.STATES, "colours": rules.COLOURS, "sanctions": SANCTIONS,
    "case_states": CASE_STATES, "case_colours": CASE_COLOURS, "by_points": rules.BY_POINTS, "standings": STANDINGS,
}  # fmt: skip


def of_case(case: Complaint) -> dict[str, Any]:
    """The context of every page about the liability for one complaint."""
    found = queries.judgement_of(case.id)
    lines = queries.lines(found.id) if found is not None else []
    cases = [one.case.id for line in lines for one in line.members if one.case is not None]
    return {
        **WORDS,
        "case": case,
        "case_url": page_of(case.id),
        "judgement": found,
        "shares": lines,
        "proposed": bool(cases),
        "left": any(is_open(one) for line in lines for one in line.members),
        "may_open_case": _open_to_reader(cases),
    }


def typed_before(case: Complaint) -> dict[str, Any]:
    """What stands in the form of a judgement first: the earlier one, else what the manuals advise."""
    found = queries.judgement_of(case.id)
    if found is None:
        return {**asking.usual(case), "version": 0}
    rows = asking.as_typed(queries.lines(found.id))
    return {**rows, "version": found.version, "reason": found.reason, "agreed_with": found.agreed_with}


def advice(case: Complaint) -> dict[str, Any]:
    """What the manuals say about who bears a loss of this complaint (K-17, K-41, K-47, K-48, M-08)."""
    cause = db.session.get(ComplaintCause, case.cause_id) if case.cause_id else None
    return {
        "manufacturing": queries.is_manufacturing(case.responsible_department_id),
        "negligence": cause is not None and cause.negligence,
        "base": policy.of(LiabilityPolicy).penalty_base,
        "together": policy.of(LiabilityPolicy).judged_by in rules.TOGETHER,
    }


def to_propose(case: Complaint) -> dict[str, Any]:
    """The parts that are still to be proposed, with the sanction that the bands advise and what it costs at least."""
    found, values = queries.judgement_of(case.id), policy.of(ConductPolicy)
    lines = queries.lines(found.id) if found is not None and found.state == rules.SETTLED else []
    open_ = [(line, one) for line in lines for one in line.members if is_open(one)]
    others = [(line, one) for line, one in open_ if one.member.staff_id != actor().staff_id]
    texts = policy.of(LiabilityPolicy)
    return {
        "open": others,
        "own_left": len(open_) > len(others),
        "advised": {one.member.id: rules.sanction_of(Fen(one.member.amount_fen), values) for _, one in others},
        "version": found.version if found is not None else 0,
        "standards": (texts.deduction_standard, texts.administrative_rule),
        "values": values,
    }


def published_for(wanted: str) -> set[int]:
    """Which of the cases to be published in a month this reader may open."""
    return _open_to_reader([row.ConductCase.id for row in month.published(wanted, actor())])


def _open_to_reader(case_ids: list[int]) -> set[int]:
    if not case_ids:
        return set()
    return set(db.session.scalars(select(ConductCase.id).where(ConductCase.id.in_(case_ids), visible(actor()))))
