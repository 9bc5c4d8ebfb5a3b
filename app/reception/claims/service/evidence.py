"""Keeping what was seen and said about to whom a customer belongs (归属凭据)."""

from __future__ import annotations

from sqlalchemy import insert, select

from app.columns import table_of
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.history.service import record
from app.reception.claims.feature import EVIDENCE_KEPT
from app.reception.claims.models import Evidence
from app.reception.claims.rules import Arrival
from app.reception.claims.words import EVIDENCE
from app.unit_of_work import current_work, unit_of_work


def record_evidence(
    kind: str,
    *,
    visit_id: int | None = None,
    case_id: int | None = None,
    customer_id: int | None = None,
    phone: str | None = None,
    staff_id: int | None = None,
    other_id: int | None = None,
    note: str | None = None,
    by: Actor,
) -> None:
    """Keep one piece of evidence (R-88): of one of the kinds EVIDENCE, about `staff_id`, with `other_id` the other one.

    Raises Refused for a remark without words and for a kind that does not exist.
    """
    if kind not in EVIDENCE:
        raise Refused(Text("Please choose one of the list."), field="kind")
    if kind == "note" and not (note or "").strip():
        raise Refused(Text("Please fill this in."), field="note")
    row: dict[str, object] = {
        "kind": kind,
        "visit_id": visit_id,
        "case_id": case_id,
        "customer_id": customer_id,
        "phone": phone,
    }
    row |= {"staff_id": staff_id, "other_id": other_id, "note": note}
    with unit_of_work(by=by):
        _keep([row])
        subject = f"claim_case:{case_id}" if case_id else f"visit:{visit_id or 0}"
        record(EVIDENCE_KEPT, subject, customer_id=customer_id, facts={"kind": Text(EVIDENCE[kind])}, reason=note)


def evidence_of_arrival(arrival: Arrival, *, by: Actor) -> None:
    """Keep what a visitor said at the door, once for each visit (R-41, R-44, R-53, R-66)."""
    said: list[tuple[str, int | None]]
    said = [("named" if len(arrival.asked_for) > 1 else "asked_for", one) for one in arrival.asked_for]
    said += [("forgot", None)] if arrival.forgot else []
    said += [("complained", next(iter(arrival.asked_for), None))] if arrival.complains else []
    said += [("brought_by", arrival.brought_owner)] if arrival.brought_by_id else []
    said += [("family", arrival.family_first_id)] if arrival.family_visit_id else []
    said += [("company", None)] if arrival.company else []
    with unit_of_work(by=by) as work:
        known = select(Evidence.id).where(Evidence.visit_id == arrival.visit_id).limit(1)
        if said and work.session.scalar(known) is None:
            common = {"visit_id": arrival.visit_id, "customer_id": arrival.customer_id, "phone": arrival.phone}
            _keep([{**common, "kind": kind, "staff_id": staff_id} for kind, staff_id in said])


def _keep(rows: list[dict[str, object]]) -> None:
    work = current_work()
    signed = {"at": work.at, "by_name": work.by.name, "by_id": work.by.staff_id}
    work.session.execute(insert(table_of(Evidence)), [{**row, **signed} for row in rows])
