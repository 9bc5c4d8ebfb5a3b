"""Verbs of the rulebook: proposing a change of rules, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app import clock
from app.domain.actor import Actor, ActorKind
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.models import Approval
from app.office.approvals.service import submit
from app.office.documents.render import office_language
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.policy import queries as policy
from app.office.policy.service import set_values
from app.office.rulebook import queries, rules
from app.office.rulebook.feature import IN_FORCE, PROPOSED, REFUSED, WITHDRAWN
from app.office.rulebook.models import RuleProposal
from app.office.rulebook.queries import SUBJECT, page_of_proposal, subject_of
from app.office.staff.models import Staff
from app.unit_of_work import current_work, unit_of_work
from app.web.language import say

MATTER = "rulebook.change"


def rule_change(values: Mapping[str, str], *, valid_from: date, reason: str, by: Actor) -> str | None:
    """Make a proposal of a change that its author may not set alone; None where he may (hook `rule_change`, A-17)."""
    if rules.sets_alone(by.staff_id, queries.general_managers()):
        return None
    return page_of_proposal(propose(values, valid_from=valid_from, reason=reason, by=by).id)


def propose(values: Mapping[str, str], *, valid_from: date, reason: str, by: Actor) -> RuleProposal:
    """Propose values ("policy.field" -> stored text) to hold from a day on, and ask for their approval (A-17, C-16).

    Raises Refused where a change of one of them waits already, and for whoever is no member of staff; NoResultFound
    for no value.
    """
    if by.staff_id is None:
        raise Refused(Text("Only a member of staff can propose a change of rules."))
    with unit_of_work(by=by) as work:
        month = f"{clock.today():%y%m}"
        number = rules.number_of(month, next_number(SUBJECT, month))  # first: it holds back who proposes the same
        rules.check_waiting(values, queries.waiting())
        found = [policy.in_force(name, valid_from) for name in values]
        proposal = RuleProposal(
            number=number,
            changes=dict(values),
            before={one.one.name: one.one.write(one.value) for one in found},
            valid_from=valid_from,
            reason=reason,
            staff_id=by.staff_id,
            made_at=work.at,
            state="waiting",
        )
        work.session.add(proposal)
        work.session.flush()
        record(PROPOSED, subject_of(proposal.id), facts={"number": number, "from": valid_from}, reason=reason)
        _submit(proposal, by)
    return proposal


def settle(approval: Approval) -> None:
    """Let an approved change hold, by the hand of its author and the word of who approved it; else end it (A-17)."""
    work = current_work()
    proposal = work.session.get_one(RuleProposal, int(approval.subject.partition(":")[2]))
    proposal.ended_at = work.at
    proposal.state = {"approved": "in_force", "refused": "refused"}.get(approval.state, "withdrawn")
    holds_from = rules.holds_from(proposal.valid_from, clock.today())
    if proposal.state == "in_force":
        author = work.session.get_one(Staff, proposal.staff_id)
        set_values(
            proposal.changes,
            valid_from=holds_from,
            reason=proposal.reason,
            by=Actor(ActorKind.PERSON, author.name, author.id),
            approved_by=work.by.name,
            approval_id=approval.id,
        )
    action = {"in_force": IN_FORCE, "refused": REFUSED}.get(proposal.state, WITHDRAWN)
    record(action, subject_of(proposal.id), facts={"number": proposal.number, "from": holds_from})


def _submit(proposal: RuleProposal, by: Actor) -> None:
    lines = queries.proposed(proposal, policy.every_value())
    with office_language():
        title = f"{proposal.number} {'; '.join(say(one.label) for one in lines)}"
    submit(
        MATTER,
        subject_of(proposal.id),
        title=title,
        url=page_of_proposal(proposal.id),
        snapshot=[
            *((one.label, Text("%(before)s → %(after)s", before=one.before, after=one.after)) for one in lines),
            (Text("Valid from"), proposal.valid_from.isoformat()),
        ],
        reason=proposal.reason,
        facts={"number": proposal.number},
        by=by,
    )
