"""What allowances tell others: the page of the case, its closing, the first page, the search box, attachments."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy import select

from app.complaints.allowances import queries, rules, service
from app.complaints.allowances.feature import KEEP
from app.complaints.allowances.models import Allowance
from app.complaints.cases.kinds import Step
from app.complaints.decisions.queries import approved
from app.customers.files.queries import customer_of_thing
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.approvals.queries_seen import things_asked_about
from app.web.hooks import Hit, Notice
from app.web.language import say


def closing_obstacles(complaint_id: int) -> list[Text]:
    """Why the complaint cannot be closed: certificates that are not booked, or none where one was decided."""
    rows = queries.of_case(complaint_id)
    decision = approved(complaint_id)
    if not rows and decision is not None and "allowance" in decision.remedies:
        return [Text("The decision grants an allowance, and no certificate is written.")]
    return [
        Text(
            "Allowance certificate %(number)s (%(state)s) is neither booked nor void.",
            number=one.number,
            state=Text(rules.STATES[one.state]),
        )
        for one in rows
        if one.state in rules.OPEN
    ]


def complaint_steps(complaint_id: int, _stage_kind: str, actor: Actor) -> list[Step]:
    """After a decision that grants an allowance: write its certificate (K-32)."""
    if not actor.may(KEEP.name) or not queries.decision_holds(complaint_id):
        return []
    if any(one.state != rules.VOID for one in queries.of_case(complaint_id)):
        return []
    return [Step(Text("Write the allowance certificate"), url_for("allowances.new", complaint_id=complaint_id))]


def complaint_cancelled(complaint_id: int, *, by: Actor) -> None:
    """The complaint was entered by mistake: so were its certificates."""
    why = say(Text("The complaint was entered by mistake"))
    for one in queries.of_case(complaint_id):
        if one.state in rules.OPEN:
            service.end(one, why, by=by)


def complaints_asked(actor: Actor) -> list[Any]:
    """Complaints whose certificate this person is or was asked to sign (hook)."""
    asked = things_asked_about(actor.staff_id or 0, "allowance")
    return [select(Allowance.complaint_id).where(Allowance.id.in_(asked))]


def notices(actor: Actor) -> list[Notice]:
    """Certificates that wait for the customer's stamp or for a proof (hook `today`)."""
    if not actor.may(KEEP.name):
        return []
    url = url_for("allowances.listing", state=rules.APPROVED)
    return [Notice(Text("Allowances to be stamped or proven"), queries.unfinished(actor), url, "yellow", order=62)]


def hits(actor: Actor, query: str) -> list[Hit]:
    """The certificate of this number (hook `search`)."""
    found = queries.numbered(query, actor)
    return [
        Hit(Text("Allowance certificate"), one.number, one.product or "", queries.page_url(one.id)) for one in found
    ]


def customer_of_subject(subject: str) -> int | None:
    """Whose allowance this is; None for other subjects."""
    return customer_of_thing(subject, "allowance", Allowance)


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see the scans of a certificate; None for other subjects (O-12)."""
    allowance_id = queries.id_in(subject)
    return None if allowance_id is None else queries.sees(allowance_id, actor)


def may_change_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may hang a scan on a certificate; None for other subjects (O-12)."""
    return None if queries.id_in(subject) is None else actor.may(KEEP.name)
