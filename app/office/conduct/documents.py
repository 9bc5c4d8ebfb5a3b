"""The papers of conduct: the reward-punishment notice, the personnel notice, and the report of a month."""

from __future__ import annotations

from sqlalchemy.exc import NoResultFound

from app import clock
from app.domain.actor import Actor
from app.domain.capitals import capitals
from app.domain.errors import Refused
from app.domain.money import Fen, format_fen
from app.domain.text import N_, Text
from app.office.conduct import rules
from app.office.conduct.export import rule_of
from app.office.conduct.feature import SEE_ALL
from app.office.conduct.models import ConductCase
from app.office.conduct.papers import (
    NOTICE_EXAMPLE,
    PERSONNEL_EXAMPLE,
    REPORT_EXAMPLE,
    NoticePaper,
    PersonnelPaper,
    ReportPaper,
    Row,
)
from app.office.conduct.policy import BONUS_NAMES, ConductPolicy
from app.office.conduct.queries import cases, months
from app.office.conduct.words import ADMINISTRATIVE, DEMERIT_LEDGER, IN_FORCE, MAJOR, SANCTIONS, STATES
from app.office.documents.document import Document
from app.office.policy import queries as policy
from app.office.policy.policy import OfficePolicy
from app.web.guard import SIGNED_IN
from app.web.language import say


def documents() -> list[Document]:
    """The papers of this feature (F-68, F-69, P-31)."""
    return [
        Document(
            key="penalty_notice",
            chinese="奖罚通知单",
            english=Text("Reward-punishment notice"),
            papers=("a4", "a5"),
            template="print/penalty_notice.html",
            permission=SIGNED_IN,
            load=notice,
            form_no="F-69",
            copies=("一、总经理室存", "二、会计存", "三、被扣部门存"),
            example=lambda: NOTICE_EXAMPLE,
            signatures=(N_("General manager"), N_("Accounting"), N_("Head of the department")),
            stamp=N_("Stamp"),
            paged=True,
            used=Text("On the page of a conduct case that is decided"),
        ),
        Document(
            key="personnel_notice",
            chinese="人事公布单",
            english=Text("Personnel notice"),
            papers=("a4", "a5"),
            template="print/personnel_notice.html",
            permission=SIGNED_IN,
            load=personnel,
            form_no="F-68",
            example=lambda: PERSONNEL_EXAMPLE,
            signatures=(N_("General manager"), N_("Personnel")),
            stamp=N_("Stamp"),
            paged=True,
            used=Text("On the page of a conduct case with an administrative sanction"),
        ),
        Document(
            key="penalty_report",
            chinese="奖罚与奖金扣款月报表",
            english=Text("Penalties and deductions of a month"),
            papers=("a4-landscape",),
            template="print/penalty_report.html",
            permission=SEE_ALL.name,
            load=report,
            official=False,
            example=lambda: REPORT_EXAMPLE,
            signatures=(N_("General manager"), N_("Accounting")),
            blank_rows=4,
            paged=True,
            used=Text("On the page of the report of penalties"),
        ),
    ]


def notice(actor: Actor, subject_id: int) -> NoticePaper:
    """The notice of a decided case (F-69, K-54). Raises Refused before the decision, NoResultFound."""
    case = _decided(actor, subject_id)
    person, department = cases.names_of(case)
    amount = Fen(case.amount_fen)
    owed = next((one.deduction for one in cases.deductions_of(case.id)), None)
    return NoticePaper(
        number=case.number,
        customer_id=None,
        office=policy.of(OfficePolicy).name,
        department=department,
        person=person,
        happened_on=case.happened_on.isoformat(),
        rule=rule_of(case),
        facts=case.facts,
        sanction=say(Text(SANCTIONS[case.sanction])),
        amount=format_fen(amount, symbol=True),
        amount_words=capitals(amount),
        from_month=owed.from_month if owed else "",
        way=say(_way(case)) if owed else "",
        proposed_by=case.proposed_by,
        decided_by=case.decided_by or "",
        decided_on=_decided_on(case),
        decision=case.decision or "",
    )


def personnel(actor: Actor, subject_id: int) -> PersonnelPaper:
    """The notice that personnel posts (F-68, K-44). Raises Refused for what is not published, NoResultFound."""
    case = _decided(actor, subject_id)
    if case.sanction not in ADMINISTRATIVE:
        raise Refused(Text("Only an administrative sanction is published."))
    person, department = cases.names_of(case)
    sanction = Text(SANCTIONS[case.sanction])
    words = Text("%(person)s of %(department)s is given the sanction: %(sanction)s. This is made known hereby.",
                 person=person, department=department or "–", sanction=sanction)  # fmt: skip
    return PersonnelPaper(
        number=case.number,
        customer_id=None,
        office=policy.of(OfficePolicy).name,
        department=department,
        person=person,
        happened_on=case.happened_on.isoformat(),
        rule=rule_of(case),
        sanction=say(sanction),
        words=say(words),
        decided_by=case.decided_by or "",
        decided_on=_decided_on(case),
    )


def report(actor: Actor, subject_id: int) -> ReportPaper:
    """The report of a month, whose subject is the month as a number: 202611 (P-31). Raises NoResultFound."""
    try:
        month = rules.read_month(f"{subject_id // 100}-{subject_id % 100:02}")
    except Refused:
        raise NoResultFound(f"no month {subject_id}") from None
    found = months.sheet(month, actor)
    return ReportPaper(
        office=policy.of(OfficePolicy).name,
        month=month,
        printed_on=clock.today().isoformat(),
        state=say(Text("Deductions settled") if found.settled else Text("Draft")),
        penalties=tuple(_penalty(*row) for row in cases.decided_in(actor, month)),
        deductions=tuple(_line(one, line) for one in found.people for line in one.lines),
        total=say(Text("Taken from bonuses: %(taken)s. Given back: %(returned)s.",
                       taken=_yuan(found.taken), returned=_yuan(found.returned))),
    )  # fmt: skip


def _decided(actor: Actor, case_id: int) -> ConductCase:
    """A case in force, for whoever may print its papers; the person concerned gets his from the office."""
    case = cases.case(case_id, actor)
    if not cases.may_print(actor):
        raise NoResultFound(f"no paper of case {case_id}")
    if case.state not in IN_FORCE:
        raise Refused(Text("There is no sanction in force. The notice is printed after the decision."))
    return case


def _decided_on(case: ConductCase) -> str:
    return case.decided_on.isoformat() if case.decided_on else ""


def _way(case: ConductCase) -> Text:
    values = policy.of(ConductPolicy)
    name = Text(BONUS_NAMES[values.bonus_name])
    if case.sanction == MAJOR:
        return Text("From the whole %(bonus)s of the month; what it cannot give is carried on.", bonus=name)
    return Text(
        "At most %(percent)s %% of each month's %(bonus)s; the rest is carried on month by month.",
        percent=values.bonus_cap_percent,
        bonus=name,
    )


def _penalty(case: ConductCase, person: str, department: str | None) -> Row:
    return Row(
        (
            case.number,
            case.happened_on.isoformat(),
            person,
            department or "",
            rule_of(case),
            say(Text(SANCTIONS[case.sanction])),
            _yuan(Fen(case.amount_fen)),
            case.decided_by or "",
            _decided_on(case),
            say(Text(STATES[case.state])),
        )
    )


def _line(one: months.Person, line: months.Line) -> Row:
    bonus = "" if one.bonus is None else _yuan(one.bonus)
    cap = bonus if line.ledger == DEMERIT_LEDGER else _yuan(one.cap)
    sums = (line.amount, line.before, line.taken, line.left)
    return Row((one.name, one.department, bonus, cap, line.number, *(_yuan(fen) for fen in sums)))


def _yuan(fen: Fen) -> str:
    return format_fen(fen, symbol=True)
