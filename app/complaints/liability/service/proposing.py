"""Proposing in the ledger of conduct what people bear; whoever has the authority decides there (A-29, A-30, X-06)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app import clock
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries import subject_of
from app.complaints.causes.models import ComplaintCause
from app.complaints.liability import feature, queries, rules
from app.complaints.liability.models import Judgement
from app.complaints.liability.queries import MemberLine, ShareLine
from app.complaints.liability.service.changing import judgement, move, said, written
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.money import Fen, Rate, format_fen, format_rate
from app.domain.text import Text
from app.office.conduct.kinds import OWN, conduct_rules
from app.office.conduct.policy import ConductPolicy
from app.office.conduct.service.cases import propose as propose_sanction
from app.office.conduct.service.cases import record_incident
from app.office.policy import queries as policy
from app.unit_of_work import current_work, unit_of_work
from app.web.language import say

OWN_LEFT = Text("Only your own part is left. Nobody proposes in a case of his own: let somebody else do it.")


def propose(complaint_id: int, *, version: int, sanctions: Mapping[int, str], reason: str, by: Actor) -> int:
    """Propose in the ledger of conduct what people bear by a settled judgement, each case separately (K-49, X-06).

    `sanctions` name the sanction by member, where it is not that of the bands. Nobody proposes for himself: his own
    part is left to others. Return how many were proposed. Raises Refused where nothing is left or an amount does not
    fit, Conflict, NoResultFound.
    """
    with unit_of_work(by=by) as work:
        case, found = judgement(complaint_id, rules.SETTLED, by)
        left = [(share, one) for share in queries.lines(found.id) for one in share.members if to_propose(one)]
        others = [(share, one) for share, one in left if one.member.staff_id != by.staff_id]
        if not others:
            raise Refused(OWN_LEFT if left else Text("Everything of this judgement is proposed already."))
        move(found, version, rules.SETTLED)
        for share, one in others:
            _propose(case, found, share, one, sanctions.get(one.member.id), said(reason), by)
        work.session.flush()
        written(feature.PROPOSED, found, case, count=len(others))
        return len(others)


def to_propose(one: MemberLine) -> bool:
    """Whether somebody's part is still to be proposed; nothing is proposed of nothing."""
    return one.case is None and one.member.amount_fen > 0


def _propose(
    case: Complaint, found: Judgement, share: ShareLine, one: MemberLine, sanction: str | None, reason: str, by: Actor
) -> None:
    values, own = policy.of(ConductPolicy), Fen(one.member.amount_fen)
    sanction = sanction or rules.sanction_of(own, values)
    made = record_incident(
        one.member.staff_id,
        **_rule(share.share.cause_id),
        happened_on=clock.local(case.heard_at).date(),
        facts=_facts(case, found, share, one),
        source=subject_of(case.id),
        by=by,
    )
    amount = rules.proposed(sanction, own, values)
    propose_sanction(made.id, version=made.version, sanction=sanction, amount=amount, reason=reason, by=by)
    one.member.conduct_case_id = made.id


def _rule(cause_id: int | None) -> dict[str, Any]:
    """The rule of conduct to which a cause may lead (K-43), else the cause in its own words."""
    cause = current_work().session.get_one(ComplaintCause, cause_id)
    if cause.sanction_rule in conduct_rules():
        return {"rule": cause.sanction_rule}
    return {"rule": OWN, "words": cause.name}


def _facts(case: Complaint, found: Judgement, share: ShareLine, one: MemberLine) -> str:
    """How the own part came about, as whoever is concerned and whoever decides read it."""
    told = [
        Text("Complaint %(number)s: %(matter)s", number=case.number or "–", matter=case.matter),
        Text("Loss %(loss)s; share of %(who)s: %(share)s, %(amount)s", loss=_yuan(found.loss_fen), who=share.who,
             share=format_rate(Rate(share.share.share)), amount=_yuan(share.share.amount_fen)),
    ]  # fmt: skip
    if share.share.bearer in rules.BY_POINTS:
        sum_ = Text("Own part: %(amount)s ÷ %(total)s base points × %(own)s = %(part)s",
                    amount=_yuan(share.share.amount_fen), total=share.points, own=one.member.points,
                    part=_yuan(one.member.amount_fen))  # fmt: skip
        told.append(sum_)
    return "\n".join(say(line) for line in told)


def _yuan(fen: int) -> str:
    return format_fen(Fen(fen), symbol=True)
