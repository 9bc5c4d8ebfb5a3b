"""Judging who bears a loss (责任判定)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app import clock
from app.complaints.cases.models import Complaint
from app.complaints.liability import feature, queries, rules
from app.complaints.liability.feature import JUDGE
from app.complaints.liability.models import Judgement, LossMember, LossShare
from app.complaints.liability.policy import LiabilityPolicy
from app.complaints.liability.rules import NewShare
from app.complaints.liability.service.changing import QUICKER, judgement, move, said, written
from app.complaints.losses.models import Loss
from app.complaints.losses.queries import case_of, fixed
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen
from app.domain.text import Text
from app.office.conduct.rules import month_of
from app.office.policy import queries as policy
from app.office.staff.queries import department_called
from app.unit_of_work import Work, unit_of_work

PROPOSED = Text("Something of this judgement was proposed already: it no longer changes.")


def judge(
    complaint_id: int, *, seen: int, shares: Sequence[NewShare], reason: str, agreed_with: str | None = None, by: Actor
) -> Judgement:
    """Judge who bears the fixed loss of a complaint, as a draft that shows what each one bears (K-41, D-38).

    It takes the place of an earlier judgement, whose version is `seen` (0: there is none), while nothing of that was
    proposed. Raises Refused for shares that do not make 100 % and for people without base points, Conflict,
    NoResultFound.
    """
    with unit_of_work(by=by) as work:
        case, loss = case_of(complaint_id, by), _loss(complaint_id)
        _check_judge(agreed_with, by)
        before = queries.judgement_of(complaint_id)
        if (before.version if before else 0) != seen:
            raise Conflict(QUICKER)
        if before is not None:
            _replace(before, case)
        made = Judgement(complaint_id=complaint_id, loss_id=loss.id, loss_fen=loss.loss_fen, state=rules.DRAFT)
        made.reason, made.agreed_with, made.made_by, made.made_at = said(reason), agreed_with, by.name, work.at
        loss.judged = True
        work.session.add(made)
        work.session.flush()
        _add_shares(work, made, shares)
        written(feature.JUDGED, made, case, shares=len(shares))
        return made


def settle(complaint_id: int, *, version: int, by: Actor) -> Judgement:
    """Settle a drafted judgement: what it says counts from now on, and can be proposed (K-46). Raises Refused,
    Conflict, NoResultFound."""
    with unit_of_work(by=by):
        case, found = judgement(complaint_id, rules.DRAFT, by)
        _check_judge(found.agreed_with, by)
        today = clock.today()
        move(found, version, rules.SETTLED, judged_on=today, judged_by=by.name, month=month_of(today))
        written(feature.SETTLED, found, case)
        return found


def void_unproposed(loss_id: int, *, by: Actor) -> None:
    """Make the judgement of a loss void, because the loss is (hook `loss_voided`). Raises Refused once proposed."""
    with unit_of_work(by=by) as work:
        query = select(Judgement).where(Judgement.loss_id == loss_id, Judgement.state != rules.VOID)
        for one in work.session.scalars(query):
            _replace(one, work.session.get_one(Complaint, one.complaint_id))


def may_judge(by: Actor) -> bool:
    """Whether this actor is among those who judge in this office (D-38)."""
    values = policy.of(LiabilityPolicy)
    if values.judged_by != rules.QUALITY or by.has_every_right:
        return by.may(JUDGE.name)
    return department_called(values.quality_department) in by.departments(JUDGE.name)


def _check_judge(agreed_with: str | None, by: Actor) -> None:
    values = policy.of(LiabilityPolicy)
    rules.check_judge(values.judged_by, agreed_with)
    if not may_judge(by):
        raise Refused(
            Text("Liability is judged by %(department)s in this office.", department=values.quality_department)
        )


def _loss(complaint_id: int) -> Loss:
    found = fixed(complaint_id)
    if found is None:
        raise Refused(Text("The loss of this complaint is not fixed yet. Who bears it is judged afterwards."))
    return found


def _replace(before: Judgement, case: Complaint) -> None:
    if queries.is_proposed(before.id):
        raise Refused(PROPOSED)
    move(before, before.version, rules.VOID)
    written(feature.REPLACED, before, case)


def _add_shares(work: Work, made: Judgement, shares: Sequence[NewShare]) -> None:
    costs = rules.amounts(Fen(made.loss_fen), [one.share for one in shares])
    for new, cost in zip(shares, costs, strict=True):
        rules.check_share(new)
        parts = rules.parts_of(new.bearer, cost, queries.members_for(new, clock.today()))
        row = LossShare(judgement_id=made.id, bearer=new.bearer, name=new.name, cause_id=new.cause_id, share=new.share)
        row.staff_id, row.amount_fen = new.staff_id, cost
        row.department_id = new.department_id or queries.home_of([part.staff_id for part in parts])
        work.session.add(row)
        work.session.flush()
        work.session.add_all(
            LossMember(share_id=row.id, staff_id=part.staff_id, points=part.points, amount_fen=part.amount)
            for part in parts
        )
    work.session.flush()
