"""Letting a draft be approved, and what becomes of it (A-32)."""

from __future__ import annotations

from app import clock
from app.complaints.circulation import queries, rules, words
from app.complaints.circulation import queries_drafts as drafts
from app.complaints.circulation.compare import Difference
from app.complaints.circulation.feature import CAME_BACK, IN_FORCE, RETIRED, SUBMITTED
from app.complaints.circulation.models import Route
from app.complaints.circulation.service.storing import held
from app.complaints.circulation.words import DRAFT
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.models import Approval
from app.office.approvals.service import submit
from app.office.documents.render import office_language
from app.office.history.service import record
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action
from app.web.language import say

MATTER = "complaints.rules"


def submit_draft(route_id: int, version: int, reason: str, *, by: Actor) -> Approval:
    """Submit a draft to the general manager (A-32, K-25), with everything that it changes.

    Raises Refused with the first fault of the draft, and where it changes nothing; Conflict.
    """
    with unit_of_work(by=by) as work:
        one = held(route_id, version)
        differences = drafts.changes_of(one)
        for fault in rules.faults(one.form, queries.plans_of(route_id), queries.limits_of(route_id)):
            raise Refused(fault)
        if not differences:
            raise Refused(Text("This draft changes nothing. Change it, or discard it."))
        one.state = words.SUBMITTED
        work.session.flush()
        _tell(SUBMITTED, one, reason)
        return _ask(one, differences, reason, by)


def settle(approval: Approval) -> None:
    """Put an approved revision in force from today, in the place of the one before; any other becomes a draft again."""
    one = queries.route(drafts.id_in(approval.subject) or 0)
    if one.state != words.SUBMITTED:
        return
    if approval.state != "approved":
        one.state = DRAFT
        _tell(CAME_BACK, one, approval.reason)
        return
    _retire(one.key)
    one.state, one.in_force_from = words.IN_FORCE, clock.today()
    current_work().session.flush()
    _tell(IN_FORCE, one, approval.reason)


def _ask(one: Route, differences: list[Difference], reason: str, by: Actor) -> Approval:
    with office_language():
        rows = [(line.what, _told(line)) for line in differences]
    return submit(
        MATTER,
        drafts.subject_of(one.id),
        title=one.name,
        url=drafts.page_of(one.id),
        snapshot=[(Text("Name of the route"), one.name), (Text("Revision"), str(one.revision)), *rows],
        reason=reason,
        facts={"name": one.name, "revision": one.revision},
        by=by,
    )


def _told(line: Difference) -> str:
    was, will = ("; ".join(say(word) for word in side) or "–" for side in (line.before, line.after))
    return f"{was} → {will}"


def _retire(key: str) -> None:
    old = queries.route_in_force(key)
    if old is not None:
        old.state, old.version = words.RETIRED, old.version + 1
        _tell(RETIRED, old, None)


def _tell(action: Action, one: Route, reason: str | None) -> None:
    current_work().touch("complaint_routes")
    facts = {"name": one.name, "revision": one.revision}
    record(action, drafts.subject_of(one.id), facts=facts, reason=reason)
