"""Entering the papers that prove a return or an allowance."""

from __future__ import annotations

from dataclasses import asdict

from app import clock
from app.complaints.allowances import queries, rules
from app.complaints.allowances.feature import PROVEN, UNPROVEN
from app.complaints.allowances.models import RemedyProof
from app.complaints.allowances.rules import NewProof
from app.domain.actor import Actor
from app.domain.names import tidy
from app.domain.text import Text
from app.office.history.service import record
from app.unit_of_work import unit_of_work


def store(subject: str, what: str, new: NewProof, *, number: str, customer_id: int | None, by: Actor) -> RemedyProof:
    """Keep a proof of what is called `number`; of each kind the newest counts, so that a slip is entered again.

    `what` is return or allowance. Raises Refused for a paper that is none of the listed proofs (K-38, K-39).
    """
    with unit_of_work(by=by) as work:
        rules.check_proof(new, what, queries.ways(what), clock.today())
        values = {**asdict(new), "invoice_number": tidy(new.invoice_number or "") or None}
        made = RemedyProof(subject=subject, **values, at=work.at, by=by.name)
        work.session.add(made)
        work.session.flush()
        facts = {"number": number, "day": new.received_on, "kind": Text(rules.PROOFS[new.kind])}
        record(PROVEN if new.stamped else UNPROVEN, subject, customer_id=customer_id, facts=facts, reason=new.note)
        work.touch("complaints")
    return made
