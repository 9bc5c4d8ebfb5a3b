"""What is known of a visitor: details, the customer he is, helpers, and what his visit has led to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.customers.files.models import Customer
from app.customers.files.queries import visible as customer_visible
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.extensions import db
from app.office.history.service import changes, record
from app.office.staff.models import Staff
from app.reception.queue import queries
from app.reception.queue.feature import CHANGED, HELPER, LINKED
from app.reception.queue.models import Visit, VisitDeed, VisitHelper
from app.reception.queue.rules import ENDED, FIRST_TIME, MOST_IN_A_PARTY, SERVING, phone_of
from app.reception.queue.service import turns
from app.reception.queue.service.steps import check_desk, check_own, show, take, touch
from app.search import index
from app.search.tokens import tokens_of
from app.unit_of_work import current_work, unit_of_work

FIELDS = ("name", "phone", "party", "needs", "vip", "first_time", "forgot", "complains")
KEY = "key"
OPENED = "customers.opened"
OWN = ("visits", "claims", "rota")  # what the reception itself records is no fruit of the visit


def change_visitor(visit_id: int, version: int | None, values: Mapping[str, Any], *, by: Actor) -> Visit:
    """Change what was heard at the door, old and new value in history; `values` by the words of FIELDS.

    Raises Refused for a visit that has ended: its register is corrected, not changed (R-86).
    """
    with unit_of_work(by=by):
        visit = take(visit_id, version)
        check_desk(by)
        if visit.state in ENDED:
            raise Refused(Text("This visit has ended. Correct the register instead."))
        wanted = _tidied({name: values[name] for name in FIELDS if name in values})
        changed = changes({name: getattr(visit, name) for name in wanted}, wanted)
        if not changed:
            return visit
        show(visit, wanted)
        _index(visit)
        facts = {"number": visit.number, "changes": changed}
        record(CHANGED, f"visit:{visit.id}", customer_id=visit.customer_id, facts=facts)
        touch(visit)
        return visit


def link_customer(visit_id: int, version: int | None, customer_id: int, *, by: Actor) -> Visit:
    """Say which customer a visitor is (R-13); what was typed at the door stays. Raises Refused, Conflict."""
    with unit_of_work(by=by):
        visit = take(visit_id, version)
        check_desk(by)
        query = select(Customer).where(Customer.id == customer_id, customer_visible(by))
        known = db.session.scalars(query).one_or_none()
        if known is None:
            raise Refused(Text("This customer is not known."), field="customer_id")
        _link(visit, known)
        return visit


def invite_helper(visit_id: int, staff_id: int, note: str | None = None, *, by: Actor) -> None:
    """Invite a colleague to join one's reception (R-16). Raises Refused for whoever was invited or receives."""
    with unit_of_work(by=by) as work:
        visit = take(visit_id, None)
        if visit.state != SERVING:
            raise Refused(Text("Colleagues are invited while a visitor is received."))
        check_own(visit, by)
        staff = db.session.scalars(select(Staff).where(Staff.id == staff_id, Staff.active)).one_or_none()
        if staff is None or staff_id == visit.staff_id:
            raise Refused(Text("Please choose one of the list."), field="staff_id")
        if staff_id in {one.staff_id for one, _ in queries.helpers(visit_id)}:
            raise Refused(Text("%(staff)s has been invited already.", staff=staff.name), field="staff_id")
        made = VisitHelper(visit_id=visit_id, staff_id=staff_id, note=(note or "").strip() or None, at=work.at)
        made.by_name = by.name
        work.session.add(made)
        work.session.flush()
        facts = {"number": visit.number, "staff": staff.name}
        record(HELPER, f"visit:{visit.id}", customer_id=visit.customer_id, facts=facts)
        touch(visit, staff_id)


def recorded(action: str, subject: str, customer_id: int | None, by: Actor) -> None:
    """Keep what a visit leads to: whatever its receiver does meanwhile for this customer. Hook of history.

    A customer whose file is opened meanwhile is the visitor where name or telephone number agree.
    """
    if by.staff_id is None or customer_id is None or action.partition(".")[0] in OWN:
        return
    visit = queries.active_of(by.staff_id)
    if visit is None or visit.state != SERVING:
        return
    if visit.customer_id is None and action == OPENED:
        _recognise(visit, customer_id)
    if visit.customer_id == customer_id:
        work = current_work()
        work.session.add(VisitDeed(visit_id=visit.id, action=action, subject=subject, at=work.at))
        work.touch("queue")


def _recognise(visit: Visit, customer_id: int) -> None:
    known = db.session.scalars(select(Customer).where(Customer.id == customer_id)).one_or_none()
    if known is None:
        return
    same_phone = visit.phone is not None and phone_of(known.phone or "") == visit.phone
    if same_phone or (visit.name and visit.name == known.name):
        _link(visit, known)


def _link(visit: Visit, known: Customer) -> None:
    values = {"customer_id": known.id, "name": visit.name or known.name, "vip": visit.vip or known.category == KEY}
    show(visit, values)
    _index(visit)
    facts = {"number": visit.number, "customer": known.number}
    turns.linked(visit, by=current_work().by)
    record(LINKED, f"visit:{visit.id}", customer_id=known.id, facts=facts)
    touch(visit)


def _tidied(values: dict[str, Any]) -> dict[str, Any]:
    if "name" in values:
        values["name"] = tidy(values["name"] or "")
    if "phone" in values:
        typed = values["phone"] or ""
        values["phone"] = phone_of(typed) or tidy(typed) or None
    if values.get("first_time", "yes") not in FIRST_TIME:
        raise Refused(Text("Please choose one of the list."), field="first_time")
    if not 1 <= values.get("party", 1) <= MOST_IN_A_PARTY:
        raise Refused(Text("How many people came? At most %(most)s.", most=MOST_IN_A_PARTY), field="party")
    return values


def _index(visit: Visit) -> None:
    index.put("visit", [(visit.id, tokens_of(name=visit.name, phones=[visit.phone or ""], numbers=[visit.number]))])
