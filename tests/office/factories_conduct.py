"""Cases, decisions and bonuses for tests of conduct."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from app.domain.actor import OPERATOR
from app.domain.money import Fen
from app.extensions import db
from app.office.approvals import service as approvals
from app.office.approvals.models import Approval
from app.office.conduct.models import ConductCase
from app.office.conduct.service.cases import appeal, propose, record_incident
from app.office.conduct.service.money import set_bonuses, set_points
from tests import factories

TODAY = date(2026, 11, 20)
FINE = "staff.private_matters"


def a_case(
    who: str = "su", by: str = "bai", rule: str = FINE, happened_on: date = TODAY, **more: object
) -> ConductCase:
    """A recorded case of one of the cast."""
    return record_incident(
        factories.staff_id(who),
        rule=rule,
        happened_on=happened_on,
        facts="在展厅化妆",
        by=factories.actor(by),
        **more,  # type: ignore[arg-type]
    )


def proposed(case: ConductCase, yuan: int | None = None, sanction: str = "deduction", by: str = "bai") -> ConductCase:
    """Propose a sanction with an amount in yuan."""
    amount = None if yuan is None else Fen(yuan * 100)
    return propose(
        case.id, version=case.version, sanction=sanction, amount=amount, reason="有证人", by=factories.actor(by)
    )


def request_about(case_id: int, kind: str = "conduct") -> Approval:
    """The newest request about a case, or with "conduct_appeal" about its appeal."""
    query = select(Approval).where(Approval.subject == f"{kind}:{case_id}").order_by(Approval.id.desc())
    return db.session.scalars(query.execution_options(populate_existing=True)).first()  # type: ignore[return-value]


def decided(who: str = "su", yuan: int | None = 20, sanction: str = "deduction", by: str = "bai") -> ConductCase:
    """A case with a decision of the general manager. Needs the posts."""
    case = proposed(a_case(who, by), yuan, sanction, by)
    grant(case.id, who="admin" if by == "gao" else "gao")  # nobody decides on what he proposed himself
    return fresh(case)


def grant(case_id: int, kind: str = "conduct", words: str = "同意", who: str = "gao") -> None:
    """Approve the newest request about a case or its appeal."""
    one = request_about(case_id, kind)
    approvals.approve(one.id, one.version, words, by=factories.actor(who))


def turn_down(case_id: int, kind: str = "conduct", words: str = "证据不足") -> None:
    """Refuse the newest request about a case or its appeal."""
    one = request_about(case_id, kind)
    approvals.refuse(one.id, one.version, words, by=factories.actor("gao"))


def appealed(case: ConductCase, who: str = "su") -> ConductCase:
    """Let the person concerned appeal."""
    appeal(case.id, version=fresh(case).version, words="当时我在陪客户", by=factories.actor(who))
    return fresh(case)


def fresh(case: ConductCase) -> ConductCase:
    """The case as stored now."""
    query = select(ConductCase).where(ConductCase.id == case.id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def bonus(month: str, yuan: int, who: str = "su") -> None:
    """Enter a bonus."""
    set_bonuses(month, {factories.staff_id(who): Fen(yuan * 100)}, by=OPERATOR)


def points(**people: int) -> None:
    """Enter base points from the first of the year on."""
    set_points(date(2026, 1, 1), {factories.staff_id(who): one for who, one in people.items()}, by=OPERATOR)
