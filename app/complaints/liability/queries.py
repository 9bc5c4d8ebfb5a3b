"""The looks at judgements: only for who may see what complaints cost and who bears it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, select

from app.complaints.cases.models import Complaint
from app.complaints.causes.queries import names_of as causes_called
from app.complaints.liability import rules
from app.complaints.liability.models import Judgement, LossMember, LossShare
from app.complaints.liability.policy import LiabilityPolicy
from app.complaints.liability.rules import Member, NewShare
from app.complaints.losses.queries import seen
from app.domain.actor import Actor
from app.extensions import db
from app.office.access.models import Role, StaffRole
from app.office.conduct.models import ConductCase
from app.office.conduct.queries.money import base_points
from app.office.policy import queries as policy
from app.office.staff.models import Department, Staff
from app.web.converters import id_in as id_of

KIND = "judgement:"


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody who bears part of a share, with the case in which it was proposed; None where it is not yet."""

    member: LossMember
    name: str
    case: ConductCase | None


@dataclass(frozen=True, slots=True)
class ShareLine:
    """A share with whoever bears it in words, its cause, its people and the total of their base points."""

    share: LossShare
    who: str
    cause: str
    members: tuple[MemberLine, ...]

    @property
    def points(self) -> int:
        """All base points of the share."""
        return sum(one.member.points for one in self.members)


def subject_of(judgement_id: int) -> str:
    """What history calls a judgement: "judgement:7"; who may not see losses learns nothing of it."""
    return f"{KIND}{judgement_id}"


def judgement_of(complaint_id: int) -> Judgement | None:
    """The judgement of a complaint that is not void, as stored now."""
    query = select(Judgement).where(Judgement.complaint_id == complaint_id, Judgement.state != rules.VOID)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def judgement(judgement_id: int, actor: Actor) -> Any:
    """A judgement with its complaint: a row of Judgement and Complaint. Raises NoResultFound for what this actor may
    not see."""
    query: Any = select(Judgement, Complaint).join(Complaint, Complaint.id == Judgement.complaint_id)
    return db.session.execute(query.where(Judgement.id == judgement_id, seen(actor))).one()


def earlier(complaint_id: int) -> Sequence[Judgement]:
    """The judgements of a complaint that were replaced, newest first."""
    query = select(Judgement).where(Judgement.complaint_id == complaint_id, Judgement.state == rules.VOID)
    return db.session.scalars(query.order_by(Judgement.id.desc())).all()


def id_in(subject: str) -> int | None:
    """The judgement that a subject names; None for another thing."""
    return id_of(subject, "judgement")


def shares_of(complaint_id: int) -> Sequence[LossShare]:
    """The shares of the settled judgement of a complaint, in order; empty where nothing is settled (K-30)."""
    return settled_shares([complaint_id]).get(complaint_id, [])


def settled_shares(complaint_ids: Collection[int]) -> dict[int, list[LossShare]]:
    """The shares of settled judgements, by complaint; those without are left out."""
    query = select(Judgement.complaint_id, LossShare).join(LossShare, LossShare.judgement_id == Judgement.id)
    query = query.where(Judgement.complaint_id.in_(complaint_ids), Judgement.state == rules.SETTLED)
    found: dict[int, list[LossShare]] = defaultdict(list)
    for complaint_id, share in db.session.execute(query.order_by(LossShare.id)):
        found[complaint_id].append(share)
    return dict(found)


def lines(judgement_id: int) -> list[ShareLine]:
    """A judgement share by share, with names, people and proposals."""
    query = select(LossShare, Staff.name, Department.name).where(LossShare.judgement_id == judgement_id)
    query = query.outerjoin(Staff, Staff.id == LossShare.staff_id)
    query = query.outerjoin(Department, Department.id == LossShare.department_id)
    rows = db.session.execute(query.order_by(LossShare.id)).all()
    causes = causes_called({share.cause_id for share, _, _ in rows})
    people = _members([share.id for share, _, _ in rows])
    return [
        ShareLine(share, _who(share, person, home), causes.get(share.cause_id or 0, ""), tuple(people[share.id]))
        for share, person, home in rows
    ]


def is_proposed(judgement_id: int) -> bool:
    """Whether anything of a judgement stands in the ledger of conduct: then it no longer changes."""
    members = select(LossMember.id).join(LossShare, LossShare.id == LossMember.share_id)
    proposed = members.where(LossShare.judgement_id == judgement_id, LossMember.conduct_case_id.is_not(None))
    return bool(db.session.scalar(select(exists(proposed))))


def members_for(new: NewShare, on: date) -> list[Member]:
    """The people of a share with their base points of a day, by name (K-50): who is named, or who works there."""
    if new.bearer in (rules.SECTION, rules.DEPARTMENT):
        people = _working_in(new)
    else:
        wanted = [new.staff_id] if new.bearer == rules.PERSON else list(new.members)
        people = {row.id: row.name for row in db.session.execute(_named().where(Staff.id.in_(wanted)))}
    points = base_points(on, list(people))
    return [Member(staff_id, name, points.get(staff_id)) for staff_id, name in people.items()]


def home_of(staff_ids: Sequence[int]) -> int | None:
    """The department of these people, where it is one and the same: to it their share is added up."""
    homes = set(db.session.scalars(select(Staff.department_id).where(Staff.id.in_(staff_ids))))
    return homes.pop() if len(homes) == 1 else None


def is_manufacturing(department_id: int | None) -> bool:
    """Whether a department is that of manufacturing or lies below it (K-47)."""
    name = policy.of(LiabilityPolicy).manufacturing_department
    parents = {row.id: row for row in db.session.execute(select(Department.id, Department.parent_id, Department.name))}
    seen: set[int] = set()
    while (here := parents.get(department_id or 0)) is not None and here.id not in seen:
        if here.name == name:
            return True
        seen.add(here.id)
        department_id = here.parent_id
    return False


def _working_in(new: NewShare) -> dict[int, str]:
    query = _named().where(Staff.department_id == new.department_id, Staff.active)
    if new.bearer == rules.DEPARTMENT and policy.of(LiabilityPolicy).department_members == rules.SALES_STAFF:
        sales = select(StaffRole.staff_id).join(Role, Role.id == StaffRole.role_id).where(Role.key == "sales")
        query = query.where(Staff.id.in_(sales))
    return {row.id: row.name for row in db.session.execute(query)}


def _named() -> Select[Any]:
    query: Any = select(Staff.id, Staff.name)
    found: Select[Any] = query.order_by(Staff.name, Staff.id)
    return found


def _members(share_ids: Sequence[int]) -> dict[int, list[MemberLine]]:
    query = select(LossMember, Staff.name, ConductCase).join(Staff, Staff.id == LossMember.staff_id)
    query = query.outerjoin(ConductCase, ConductCase.id == LossMember.conduct_case_id)
    found: dict[int, list[MemberLine]] = {one: [] for one in share_ids}
    rows = db.session.execute(query.where(LossMember.share_id.in_(share_ids)).order_by(LossMember.id))
    for member, name, case in rows:
        found[member.share_id].append(MemberLine(member, name, case))
    return found


def _who(share: LossShare, person: str | None, home: str | None) -> str:
    words = {rules.PERSON: person, rules.SECTION: home, rules.DEPARTMENT: home}
    return words.get(share.bearer, share.name) or ""
