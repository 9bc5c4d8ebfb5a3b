"""Looks at referrals and company customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import aliased

from app import clock
from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.models import Staff
from app.reception.queue.feature import REGISTER as AT_THE_DESK
from app.reception.queue.models import Visit
from app.reception.queue.rules import phone_of
from app.reception.referrals import rules
from app.reception.referrals.feature import MANAGE, SEE_ALL
from app.reception.referrals.models import CompanyCustomer, Referral
from app.web.paging import Order, Page, page_of

PLACE = "/reception/referrals"
LOOK_BACK = timedelta(days=60)
MOST_HINTS = 3


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: whose, in which state, words or a number."""

    own: bool = False
    state: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A referral with the names of the referrer and the receiver and the number of the visit."""

    referral: Referral
    referrer: str
    receiver: str | None
    visitor: str | None

    @property
    def state(self) -> str:
        """What it is today."""
        return rules.state_on(self.referral.state, self.referral.appointed_on, clock.today())


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Referral under which this actor may see it: his own, those at his desk today, or all (O-07)."""
    if actor.may(SEE_ALL.name) or actor.may(MANAGE.name):
        return true()
    own = or_(Referral.referrer_id == actor.staff_id, Referral.receiver_id == actor.staff_id)
    if actor.may(AT_THE_DESK.name):
        return or_(own, Referral.appointed_on == clock.today())
    return own


def company_visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on CompanyCustomer: whoever sees all referrals, and the rep who was named."""
    if actor.may(SEE_ALL.name) or actor.may(MANAGE.name):
        return true()
    return CompanyCustomer.named_id == actor.staff_id


def listing(filters: Filters, actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The referrals that this actor may see, newest first, as rows of the fields of `Seen`."""
    query = _seen(actor)
    if filters.own:
        query = query.where(Referral.referrer_id == actor.staff_id)
    if filters.state:
        query = query.where(_is(filters.state))
    if filters.text:
        query = query.where(_says(filters.text))
    return page_of(db.session(), query, [Order(Referral.id, descending=True)], after=after)


def referral(referral_id: int, actor: Actor) -> Seen:
    """One referral. Raises NoResultFound."""
    query = _seen(actor).where(Referral.id == referral_id).execution_options(populate_existing=True)
    return Seen(*db.session.execute(query).one())


def companies(actor: Actor, *, after: str | None = None) -> Page[Any]:
    """The company customers that this actor may see, newest first, with the name of the rep who was named."""
    query = select(CompanyCustomer).add_columns(Staff.name.label("named"))
    query = query.outerjoin(Staff, Staff.id == CompanyCustomer.named_id)
    order = [Order(CompanyCustomer.id, descending=True)]
    return page_of(db.session(), query.where(company_visible(actor)), order, after=after)


def expected(phone: str, today: date) -> Sequence[Referral]:
    """The referrals of this telephone that are open or lapsed lately, the nearest day first (R-72, R-73)."""
    query = select(Referral).where(Referral.phone == phone, Referral.appointed_on >= today - LOOK_BACK)
    waiting = query.where(Referral.state == rules.REGISTERED).order_by(Referral.appointed_on.desc(), Referral.id)
    return db.session.scalars(waiting.limit(MOST_HINTS)).all()


def company_of(phone: str) -> CompanyCustomer | None:
    """The company customer of this telephone, the newest (R-66)."""
    query = select(CompanyCustomer).where(
        CompanyCustomer.phone == phone, CompanyCustomer.state == rules.STANDING, CompanyCustomer.visit_id.is_(None)
    )
    return db.session.scalars(query.order_by(CompanyCustomer.id.desc()).limit(1)).first()


def first_visit_on(phone: str) -> date | None:
    """The day on which somebody with this telephone first came."""
    return db.session.scalar(select(Visit.day).where(Visit.phone == phone).order_by(Visit.id).limit(1))


def found(text: str, actor: Actor) -> Sequence[Any]:
    """The referrals of this number or telephone, as rows of the fields of `Seen`."""
    phone = phone_of(text)
    exact = Referral.number == text.strip().upper()
    query = _seen(actor).where(or_(exact, Referral.phone == phone) if phone else exact)
    return db.session.execute(query.order_by(Referral.id.desc()).limit(MOST_HINTS)).all()


def _is(state: str) -> ColumnElement[bool]:
    today = clock.today()
    if state == rules.LAPSED:
        return and_(Referral.state == rules.REGISTERED, Referral.appointed_on < today)
    if state == rules.REGISTERED:
        return and_(Referral.state == state, Referral.appointed_on >= today)
    return Referral.state == state


def _says(text: str) -> ColumnElement[bool]:
    words = (Referral.number, Referral.name, Referral.phone)
    return or_(*(one.icontains(text, autoescape=True) for one in words))


def _seen(actor: Actor) -> Select[Any]:
    receiver = aliased(Staff)
    return (
        select(Referral)
        .add_columns(Staff.name.label("referrer"), receiver.name.label("receiver"), Visit.number.label("visitor"))
        .join(Staff, Staff.id == Referral.referrer_id)
        .outerjoin(receiver, receiver.id == Referral.receiver_id)
        .outerjoin(Visit, Visit.id == Referral.visit_id)
        .where(visible(actor))
    )
