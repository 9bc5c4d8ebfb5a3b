"""What losses of a month were shared among whom (P-10), who is to be published (P-11), and what waits to be judged."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, union_all
from sqlalchemy.orm import aliased

from app.complaints.cases.models import Complaint
from app.complaints.liability import rules
from app.complaints.liability.forms import TO_JUDGE, TO_PROPOSE
from app.complaints.liability.models import Judgement, LossMember, LossShare
from app.complaints.losses.models import Loss
from app.complaints.losses.queries import seen
from app.complaints.losses.rules import FIXED
from app.domain.actor import Actor
from app.domain.money import Fen
from app.domain.text import Text
from app.extensions import db
from app.office.conduct.models import ConductCase
from app.office.conduct.words import ADMINISTRATIVE, IN_FORCE
from app.office.staff.models import Department, Staff
from app.web.paging import Order, Page, page_of


@dataclass(frozen=True, slots=True)
class PersonSum:
    """What one person bears of the losses of a month, and what was decided to be deducted of it; fen."""

    name: str
    department: str
    complaints: int
    amount: Fen
    decided: Fen


@dataclass(frozen=True, slots=True)
class BearerSum:
    """What a department, a group or somebody outside bears of the losses of a month; fen. `who` may be a `Text`."""

    kind: str
    who: str | Text
    shares: int
    amount: Fen


@dataclass(frozen=True, slots=True)
class Shared:
    """The losses of a month as shared (P-10), and the administrative sanctions decided in it (P-11).

    `bearers` together make `total`; `groups` and `people` tell the same sums in another way, as far as they bear any.
    """

    month: str
    people: tuple[PersonSum, ...]
    bearers: tuple[BearerSum, ...]
    groups: tuple[BearerSum, ...]
    published: tuple[Any, ...]
    total: Fen


def shared(month: str, actor: Actor) -> Shared:
    """The sharing of a month, of the complaints that this actor may see."""
    rows = db.session.execute(_shares(month, actor)).all()
    total = Fen(sum(row.LossShare.amount_fen for row in rows))
    groups = [row for row in rows if row.LossShare.bearer == rules.GROUP]
    by_group = _summed((rules.GROUP, row.LossShare.name or "", row.LossShare.amount_fen) for row in groups)
    by_bearer = _summed((*_home(row.LossShare, row.name), row.LossShare.amount_fen) for row in rows)
    return Shared(month, _people(month, actor), by_bearer, by_group, tuple(published(month, actor)), total)


def published(month: str, actor: Actor) -> list[Any]:
    """The cases of complaints with an administrative sanction in force, decided in a month, for the personnel notice
    (P-11, K-53): rows of ConductCase, person, department and Complaint."""
    first = date.fromisoformat(f"{month}-01")
    query: Any = select(ConductCase, Staff.name.label("person"), Department.name.label("department"), Complaint)
    query = query.join(LossMember, LossMember.conduct_case_id == ConductCase.id)
    query = query.join(LossShare, LossShare.id == LossMember.share_id)
    query = query.join(Judgement, Judgement.id == LossShare.judgement_id)
    query = query.join(Complaint, Complaint.id == Judgement.complaint_id)
    query = query.join(Staff, Staff.id == ConductCase.staff_id)
    query = query.outerjoin(Department, Department.id == ConductCase.department_id)
    query = query.where(ConductCase.sanction.in_(ADMINISTRATIVE), ConductCase.state.in_(IN_FORCE), seen(actor))
    after = (first + timedelta(days=31)).replace(day=1)
    query = query.where(ConductCase.decided_on >= first, ConductCase.decided_on < after)
    return list(db.session.execute(query.order_by(ConductCase.decided_on, ConductCase.id)))


def listing(stands: str | None, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """One page of fixed losses with how far they are shared: rows of Loss, Complaint and Judgement, newest first."""
    query = _fixed(actor)
    if stands:
        query = query.where(_stands(stands))
    return page_of(db.session(), query, [Order(Loss.id, descending=True)], after=after)


def standing(stands: str, actor: Actor) -> Select[Any]:
    """The query of the fixed losses that stand so."""
    found: Select[Any] = _fixed(actor).with_only_columns(Loss.id).where(_stands(stands))
    return found


def _people(month: str, actor: Actor) -> tuple[PersonSum, ...]:
    amount = func.sum(LossMember.amount_fen)
    decided = func.coalesce(func.sum(ConductCase.amount_fen).filter(ConductCase.state.in_(IN_FORCE)), 0)
    complaints = func.count(Judgement.complaint_id.distinct())
    query: Any = select(Staff.name, func.coalesce(Department.name, ""), complaints, amount, decided)
    query = query.select_from(LossMember).join(LossShare, LossShare.id == LossMember.share_id)
    query = query.join(Judgement, Judgement.id == LossShare.judgement_id)
    query = query.join(Complaint, Complaint.id == Judgement.complaint_id).join(Staff, Staff.id == LossMember.staff_id)
    query = query.outerjoin(Department, Department.id == Staff.department_id)
    query = query.outerjoin(ConductCase, ConductCase.id == LossMember.conduct_case_id)
    query = query.where(*_settled(month, actor)).group_by(Staff.id, Staff.name, Department.name)
    rows = db.session.execute(query.order_by(amount.desc(), Staff.id))
    return tuple(PersonSum(name, home, number, Fen(own), Fen(taken)) for name, home, number, own, taken in rows)


def _shares(month: str, actor: Actor) -> Select[Any]:
    query: Any = select(LossShare, Department.name).join(Judgement, Judgement.id == LossShare.judgement_id)
    query = query.join(Complaint, Complaint.id == Judgement.complaint_id)
    query = query.outerjoin(Department, Department.id == LossShare.department_id)
    found: Select[Any] = query.where(*_settled(month, actor)).order_by(LossShare.id)
    return found


def _settled(month: str, actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (Judgement.month == month, Judgement.state == rules.SETTLED, seen(actor))


def _home(share: LossShare, department: str | None) -> tuple[str, str | Text]:
    """To whom a share is added up: its department, the supplier, the company; people of no one department apart."""
    if share.bearer == rules.SUPPLIER:
        return rules.SUPPLIER, share.name or ""
    if share.bearer == rules.COMPANY:
        return rules.COMPANY, Text(rules.BEARERS[rules.COMPANY])
    return rules.DEPARTMENT, department or Text("People of several departments or of none")


def _summed(rows: Any) -> tuple[BearerSum, ...]:
    sums: dict[tuple[str, str | Text], list[int]] = defaultdict(list)
    for kind, who, amount in rows:
        sums[(kind, who)].append(amount)
    found = (BearerSum(kind, who, len(parts), Fen(sum(parts))) for (kind, who), parts in sums.items())
    return tuple(sorted(found, key=lambda one: -one.amount))


def _fixed(actor: Actor) -> Select[Any]:
    holds = and_(Judgement.loss_id == Loss.id, Judgement.state != rules.VOID)
    query: Any = select(Loss, Complaint, Judgement).join(Complaint, Complaint.id == Loss.complaint_id)
    found: Select[Any] = query.outerjoin(Judgement, holds).where(Loss.state == FIXED, Loss.loss_fen > 0, seen(actor))
    return found


def _stands(stands: str) -> ColumnElement[bool]:
    """What waits to be done is looked for from what waits, because of most losses everything is done."""
    if stands not in (TO_JUDGE, TO_PROPOSE):
        return Judgement.state == stands
    if stands == TO_JUDGE:
        one, draft = aliased(Loss), aliased(Judgement)
        begun = select(draft.loss_id).where(draft.state == rules.DRAFT)
        return Loss.id.in_(union_all(select(one.id).where(one.state == FIXED, one.judged.is_(False)), begun))
    left = select(LossShare.judgement_id).join(LossMember, LossMember.share_id == LossShare.id)
    left = left.where(LossMember.conduct_case_id.is_(None), LossMember.amount_fen > 0)
    return and_(Judgement.state == rules.SETTLED, Judgement.id.in_(left))
