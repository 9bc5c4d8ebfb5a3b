"""What return slips tell others: the page of the case, its closing, the first page, the search box, attachments."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy import select

from app.complaints.cases.kinds import Step
from app.complaints.decisions.queries import approved
from app.complaints.returns import queries, rules, service
from app.complaints.returns.feature import KEEP, RECEIVE
from app.complaints.returns.models import ReturnSlip
from app.customers.files.queries import customer_of_thing
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.approvals.queries_seen import things_asked_about
from app.web.hooks import Hit, Notice
from app.web.language import say


def closing_obstacles(complaint_id: int) -> list[Text]:
    """Why the complaint cannot be closed: goods on their way or not booked, or no slip where a return was decided."""
    rows, decision = queries.of_case(complaint_id), approved(complaint_id)
    if not rows and decision is not None and "return" in decision.remedies:
        return [Text("The decision lets goods come back, and no return slip is written.")]
    return [
        Text(
            "Return slip %(number)s (%(state)s) is neither booked nor void.",
            number=one.number,
            state=Text(rules.STATES[one.state]),
        )
        for one in rows
        if one.state in rules.OPEN
    ]


def complaint_steps(complaint_id: int, _stage_kind: str, actor: Actor) -> list[Step]:
    """After a decision that lets goods come back: write the slip (K-33)."""
    if not actor.may(KEEP.name) or not queries.decision_holds(complaint_id):
        return []
    if any(one.state != rules.VOID for one in queries.of_case(complaint_id)):
        return []
    return [Step(Text("Write the return slip"), url_for("returns.new", complaint_id=complaint_id))]


def complaint_cancelled(complaint_id: int, *, by: Actor) -> None:
    """The complaint was entered by mistake: slips whose goods are not in the store are void."""
    why = say(Text("The complaint was entered by mistake"))
    for one in queries.of_case(complaint_id):
        if one.state in rules.VOIDABLE:
            service.end(one, why, by=by)


def complaints_asked(actor: Actor) -> list[Any]:
    """Complaints whose slip this person is or was asked to sign (hook)."""
    asked = things_asked_about(actor.staff_id or 0, "return")
    return [select(ReturnSlip.complaint_id).where(ReturnSlip.id.in_(asked))]


def notices(actor: Actor) -> list[Notice]:
    """Goods for the store, and returns that lack a proof (hook `today`)."""
    found = []
    if actor.may(RECEIVE.name):
        label, url = Text("Returned goods to be received"), url_for("returns.store")
        found.append(Notice(label, queries.waits_for_store(), url, "yellow", order=63))
    if actor.may(KEEP.name):
        label, url = Text("Returns without a proof"), url_for("returns.listing", state=rules.RECEIVED)
        found.append(Notice(label, queries.unproven(actor), url, "yellow", order=64))
    return found


def hits(actor: Actor, query: str) -> list[Hit]:
    """The slip of this number (hook `search`)."""
    found = queries.numbered(query, actor)
    return [Hit(Text("Return slip"), one.number, one.product or "", queries.page_url(one.id)) for one in found]


def customer_of_subject(subject: str) -> int | None:
    """Whose return this is; None for other subjects."""
    return customer_of_thing(subject, "return", ReturnSlip)


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see the scans of a slip; None for other subjects (O-12)."""
    return_id = queries.id_in(subject)
    return None if return_id is None else queries.sees(return_id, actor)


def may_change_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may hang a scan on a slip; None for other subjects (O-12)."""
    if queries.id_in(subject) is None:
        return None
    return actor.may(KEEP.name) or actor.may(RECEIVE.name)
