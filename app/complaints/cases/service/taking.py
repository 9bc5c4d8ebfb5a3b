"""Taking a complaint (投诉受理): by anybody who hears of it (K-10, K-55, K-62)."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import select

from app.complaints.cases.feature import CONFIRMED, LINKED, TAKEN
from app.complaints.cases.kinds import tell_moved
from app.complaints.cases.models import Complaint, ComplaintLink
from app.complaints.cases.moves import numbers_at_once
from app.complaints.cases.queries.acting import seat_at
from app.complaints.cases.queries.one import complaint_of, subject_of
from app.complaints.cases.rules import (
    CHOOSE,
    COPIED,
    NewComplaint,
    check_all,
    check_follow_up,
    check_heard,
    check_link,
    check_vocabulary,
    check_who,
    read_value,
    severity_of,
)
from app.complaints.cases.service import clocks, placing
from app.complaints.cases.service.changing import NOT_HIS, TOPIC, changed_by
from app.complaints.cases.service.writing import check_customer
from app.complaints.circulation.models import Route
from app.complaints.circulation.queries import route as route_with
from app.complaints.circulation.queries import route_in_force, stages_of, taking_department
from app.complaints.fields import FIELDS
from app.complaints.words import RELATIONS
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import record
from app.office.positions.queries import organisation
from app.office.positions.rules import head_of
from app.office.staff.models import Staff
from app.unit_of_work import current_work, unit_of_work

NOT_STORED = ("route_key", "confirmed")


def take(new: NewComplaint, *, by: Actor) -> Complaint:
    """Take a complaint (K-62): it stands at the first stage of its route then, numbered where no later stage numbers.

    Whoever takes it is the first contact (首问) for ever, unless it names another. Raises Refused with the field.
    """
    with unit_of_work(by=by) as work:
        route = _route(new.route_key)
        one = _stored(_read(new, by), route, by)
        stages = stages_of(route.id)
        if numbers_at_once(stages):
            placing.number(one, by=by)
        placing.enter(one, stages[0], by=by)
        clocks.ask_for_quantity(one, by=by)
        placing.index(one)
        record(TAKEN, subject_of(one.id), customer_id=one.customer_id, facts={"matter": one.matter})
        if new.confirmed:
            record(CONFIRMED, subject_of(one.id), customer_id=one.customer_id, facts={"number": one.number})
        tell_moved(one.id, stages[0].key, by=by)
        work.session.flush()
        work.touch(TOPIC)
    return one


def confirm(complaint_id: int, *, version: int, by: Actor) -> Complaint:
    """Note that a complaint was read back to whoever complains, and was right (K-72). Raises Conflict the second time.

    By whoever heard of it, handles or holds it.
    """
    with changed_by(complaint_id, version, by=by, may=lambda seat: seat.first or seat.may_write) as change:
        if change.one.confirmed_at is not None:
            raise Conflict(Text("This complaint was read back before."))
        change.one.confirmed_at = change.work.at
        change.told(CONFIRMED)
    return change.one


def follow_up(complaint_id: int, *, by: Actor) -> Complaint:
    """Fill in a new form with what the customer said, linked with the one whose outcome he does not accept (K-20).

    It goes by the route that is in force now. Raises Refused where the outcome is not refused, or was followed up.
    """
    with unit_of_work(by=by) as work:
        earlier = complaint_of(complaint_id, by)
        later = select(ComplaintLink.complaint_id).where(
            ComplaintLink.earlier_id == earlier.id, ComplaintLink.relation == "not_accepted"
        )
        check_follow_up(earlier.state, earlier.accepted, followed=work.session.scalar(later) is not None)
        said: dict[str, Any] = {name: getattr(earlier, name) for name in COPIED}
        said |= {"first_contact_id": earlier.first_contact_id, "handler_id": _active(earlier.handler_id)}
        key = route_with(earlier.route_id).key
        one = take(NewComplaint(route_key=key, department_id=earlier.department_id, **said), by=by)
        _link(one, earlier, "not_accepted", by)
    return one


def link(complaint_id: int, earlier_id: int, relation: str, *, by: Actor) -> ComplaintLink:
    """Link a complaint with another one that it belongs to, for good (K-20). Raises Refused, NoResultFound."""
    with unit_of_work(by=by) as work:
        found = {which: complaint_of(which, by) for which in sorted({complaint_id, earlier_id})}
        one, earlier = found[complaint_id], found[earlier_id]
        check_link(one.id, earlier.id, relation)
        seat = seat_at(one, by)
        if not (seat.holds or seat.handles or seat.manages):
            raise Refused(NOT_HIS)
        pair = (one.id, earlier.id)
        known = select(ComplaintLink.id).where(ComplaintLink.complaint_id.in_(pair), ComplaintLink.earlier_id.in_(pair))
        if work.session.scalar(known) is not None:
            raise Conflict(Text("These two complaints are linked already."))
        return _link(one, earlier, relation, by)


def _link(one: Complaint, earlier: Complaint, relation: str, by: Actor) -> ComplaintLink:
    work = current_work()
    made = ComplaintLink(complaint_id=one.id, earlier_id=earlier.id, relation=relation, at=work.at, by=by.name)
    work.session.add(made)
    work.session.flush()
    for this, other in ((one, earlier), (earlier, one)):
        about = {"number": this.number, "other": other.number or other.matter, "relation_msgid": RELATIONS[relation]}
        record(LINKED, subject_of(this.id), facts=about)
    work.touch(TOPIC)
    return made


def _read(new: NewComplaint, by: Actor) -> NewComplaint:
    """What was typed, read by the rules, with who took it and who handles it. Raises Refused."""
    work = current_work()
    check_vocabulary(new)
    typed: dict[str, Any] = {key: read_value(key, value) for key, value in asdict(new).items() if key in FIELDS}
    check_customer(new.customer_id, by)
    check_who(new.customer_id, typed["contact_name"], typed["contact_phone"])
    check_all(typed, placing.today())
    heard_at = new.heard_at or work.at
    check_heard(heard_at, work.at)
    first = new.first_contact_id or by.staff_id
    department_id = new.department_id or taking_department(_home(first))
    people = {"first_contact_id": first, "handler_id": new.handler_id or _handler(first, department_id)}
    severity = severity_of(new.channel, new.severity)
    return replace(
        new, **{**typed, **people, "heard_at": heard_at, "department_id": department_id, "severity": severity}
    )


def _stored(new: NewComplaint, route: Route, by: Actor) -> Complaint:
    work = current_work()
    if new.handler_id is not None and _active(new.handler_id) is None:
        raise Refused(CHOOSE, field="handler_id")
    columns = {name: value for name, value in asdict(new).items() if name not in NOT_STORED}
    one = Complaint(**columns, route_id=route.id, state="open", made_by=by.name, made_at=work.at)
    one.confirmed_at = work.at if new.confirmed else None
    work.session.add(one)
    work.session.flush()
    return one


def _route(key: str) -> Route:
    found = route_in_force(key)
    if found is None or not stages_of(found.id):
        raise Refused(Text("No route of this name is in force. Choose one of the list."), field="route_key")
    return found


def _handler(first: int | None, department_id: int | None) -> int | None:
    """Who accepts, follows up and answers (D-17, K-65): whoever took it where the taking department is his, else its
    head; whoever took it where it has none."""
    if first is not None and (department_id is None or _home(first) == department_id):
        return first
    return head_of(organisation(), department_id) or first


def _home(staff_id: int | None) -> int | None:
    return current_work().session.scalar(select(Staff.department_id).where(Staff.id == staff_id))


def _active(staff_id: int | None) -> int | None:
    return current_work().session.scalar(select(Staff.id).where(Staff.id == staff_id, Staff.active))
