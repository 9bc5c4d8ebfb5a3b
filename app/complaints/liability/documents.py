"""The sharing of one loss, and of the losses of a month, as printable forms."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import NoResultFound

from app import clock
from app.complaints.liability import month, queries, rules
from app.complaints.liability.export import words
from app.complaints.liability.papers import MONTH_EXAMPLE, SHARING_EXAMPLE, MonthPaper, Row, SharingPaper
from app.complaints.liability.queries import MemberLine, ShareLine
from app.complaints.losses.feature import SEE
from app.domain.actor import Actor
from app.domain.capitals import capitals
from app.domain.errors import Refused
from app.domain.money import Fen, Rate, format_fen, format_rate
from app.domain.text import N_, Text
from app.office.conduct.export import rule_of
from app.office.conduct.rules import read_month
from app.office.conduct.words import SANCTIONS, STATES
from app.office.documents.document import Document
from app.office.policy.switches import office
from app.web.language import say


def documents() -> list[Document]:
    """The loss-sharing sheet of a complaint (K-41) and of a month (P-10, P-11)."""
    return [
        Document(
            key="loss_sharing",
            chinese="客户投诉损失分摊表",
            english=Text("Loss-sharing sheet"),
            papers=("a4",),
            template="print/loss_sharing.html",
            permission=SEE.name,
            load=sharing,
            official=False,
            example=lambda: SHARING_EXAMPLE,
            signatures=(N_("General manager's office"), N_("Manufacturing"), N_("Departments concerned")),
            blank_rows=4,
            paged=True,
            used=Text("On the liability for a complaint"),
        ),
        Document(
            key="loss_month",
            chinese="客户投诉损失分摊汇总表",
            english=Text("Loss-sharing summary of a month"),
            papers=("a4",),
            template="print/loss_month.html",
            permission=SEE.name,
            load=of_month,
            official=False,
            example=lambda: MONTH_EXAMPLE,
            signatures=(N_("General manager's office"), N_("Manufacturing"), N_("Personnel")),
            blank_rows=4,
            paged=True,
            used=Text("On the page of the losses shared in a month"),
        ),
    ]


def sharing(actor: Actor, subject_id: int) -> SharingPaper:
    """A judgement as it stands today (K-41, K-50). Raises NoResultFound for who may not see what complaints cost."""
    row = queries.judgement(subject_id, actor)
    one, case, lines = row.Judgement, row.Complaint, queries.lines(subject_id)
    return SharingPaper(
        number=case.number or "",
        office=office().name,
        state=say(Text(rules.STATES[one.state])),
        judged_on=one.judged_on.isoformat() if one.judged_on else "",
        matter=case.matter,
        loss=_yuan(one.loss_fen),
        loss_words=capitals(Fen(one.loss_fen)),
        together=one.agreed_with or "",
        shares=tuple(Row(_share(line)) for line in lines),
        people=tuple(Row(_person(line, member)) for line in lines for member in line.members),
        reason=one.reason,
        judged_by=one.judged_by or one.made_by,
    )


def of_month(actor: Actor, subject_id: int) -> MonthPaper:
    """The sharing of a month, whose subject is the month as a number: 202611 (P-10). Raises NoResultFound."""
    try:
        wanted = read_month(f"{subject_id // 100}-{subject_id % 100:02}")
    except Refused:
        raise NoResultFound(f"no month {subject_id}") from None
    found = month.shared(wanted, actor)
    return MonthPaper(
        office=office().name,
        month=wanted,
        printed_on=clock.today().isoformat(),
        people=tuple(
            Row((one.name, one.department, str(one.complaints), _yuan(one.amount), _yuan(one.decided)))
            for one in found.people
        ),
        bearers=tuple(
            Row((say(Text(rules.BEARERS[one.kind])), words(one.who), str(one.shares), _yuan(one.amount)))
            for one in found.bearers
        ),
        published=tuple(Row(_published(row)) for row in found.published),
        total=_yuan(found.total),
    )


def _share(line: ShareLine) -> tuple[str, ...]:
    one = line.share
    return (say(Text(rules.BEARERS[one.bearer])), line.who, line.cause, format_rate(Rate(one.share)),
            _yuan(one.amount_fen))  # fmt: skip


def _person(line: ShareLine, one: MemberLine) -> tuple[str, ...]:
    how = f" ÷ {line.points} × {one.member.points}" if line.share.bearer in rules.BY_POINTS else ""
    case = one.case
    proposal = (say(Text(SANCTIONS[case.sanction])), say(Text(STATES[case.state]))) if case is not None else ("", "")
    return (one.name, line.who, _yuan(line.share.amount_fen) + how, _yuan(one.member.amount_fen), *proposal)


def _published(row: Any) -> tuple[str, ...]:
    case = row.ConductCase
    decided_on = case.decided_on.isoformat() if case.decided_on else ""
    named = (case.number, row.Complaint.number or "", row.person, row.department or "", rule_of(case))
    return (*named, say(Text(SANCTIONS[case.sanction])), case.decided_by or "", decided_on)


def _yuan(fen: int) -> str:
    return format_fen(Fen(fen), symbol=True)
