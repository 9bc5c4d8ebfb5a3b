"""What stands on the printed forms of complaints, as values ready for print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.complaints.cases import kinds, words
from app.complaints.cases.models import Complaint
from app.complaints.cases.queries.lines import line, selected
from app.complaints.cases.queries.page import case_page
from app.domain.actor import Actor
from app.domain.money import format_fen
from app.domain.text import Text
from app.extensions import db
from app.office.policy.switches import office
from app.web.language import say

INFORMED_BY = ("solution", "combined_opinion", "handling_opinion")


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A line of the tracking register (F-64)."""

    number: str
    heard_on: str
    customer: str
    matter: str
    kind: str
    severity: str
    stands: str
    due_on: str
    closed_on: str
    late: str
    remark: str


@dataclass(frozen=True, slots=True)
class RegisterPaper:
    """The complaint registration and tracking list of a month (F-64)."""

    office: str
    month: str
    printed_on: str
    rows: tuple[RegisterRow, ...]


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """The complaint record and handling opinion (F-78)."""

    number: str
    office: str
    heard_at: str
    channel: str
    customer: str
    contact: str
    phone: str
    severity: str
    matter: str
    content: str
    wanted: str
    handler: str
    due_on: str
    opinion: str
    decision: str
    result: str
    accepted: str
    visited_on: str
    closed_on: str
    remark: str


def register(actor: Actor, subject_id: int) -> RegisterPaper:
    """The numbered complaints of a month, such as 202611, that this actor may see (F-64, K-05). Raises
    NoResultFound for what is no month."""
    year, month = divmod(subject_id, 100)
    if not 2000 <= year <= 2099 or not 1 <= month <= 12:
        raise NoResultFound(f"no month {subject_id}")
    query = selected(actor).where(Complaint.number_month == f"{subject_id % 10000:04}")
    rows = db.session.execute(query.order_by(Complaint.number_serial)).all()
    remarks = _remarks([row.id for row in rows])
    lines = tuple(_register_row(row, remarks.get(row.id, "")) for row in rows)
    return RegisterPaper(office().name, f"{year}-{month:02}", day(clock.today()), lines)


def record(actor: Actor, subject_id: int) -> RecordPaper:
    """A complaint with what was thought and done about it (F-78, K-55). Raises NoResultFound."""
    page = case_page(subject_id, actor)
    one = page.case.one
    opinion = next((text for name in INFORMED_BY if (text := getattr(one, name))), "")
    return RecordPaper(
        number=one.number or "",
        office=office().name,
        heard_at=moment(one.heard_at),
        channel=say(Text(words.CHANNELS[one.channel])),
        customer=f"{page.customer.number} {page.customer.name}" if page.customer else "",
        contact=one.contact_name or "",
        phone=one.contact_phone or "",
        severity=say(Text(words.SEVERITIES[one.severity])),
        matter=one.matter,
        content=one.facts,
        wanted=demand_of(one),
        handler=page.names.staff.get(one.handler_id or 0, ""),
        due_on=day(one.due_on),
        opinion=opinion,
        decision=decision_of(one),
        result=outcome_of(one),
        accepted=yes_no(one.accepted),
        visited_on=day(one.return_visited_on),
        closed_on=day(one.closed_on),
        remark=one.lessons or one.referred_to or "",
    )


def _register_row(row: Any, remark: str) -> RegisterRow:
    one = line(row)
    stands = " ".join(filter(None, (one.stage, one.department, one.holder)))
    return RegisterRow(
        number=one.number or "",
        heard_on=day(clock.local(one.heard_at).date()),
        customer=one.customer or one.contact_name or "",
        matter=one.matter,
        kind=say(Text(words.KINDS[one.kind])),
        severity=say(Text(words.SEVERITIES[one.severity])),
        stands=stands if one.state == "open" else say(Text(words.STATES[one.state])),
        due_on=day(one.due_on),
        closed_on=day(one.closed_on),
        late=say(Text("Late")) if one.late or _closed_late(one.due_on, one.closed_on) else "",
        remark=remark,
    )


def _remarks(ids: list[int]) -> dict[int, str]:
    """What the register says beside a complaint: how often it was reopened, to whom it was referred."""
    query = select(Complaint.id, Complaint.reopened, Complaint.referred_to).where(Complaint.id.in_(ids))
    found = {}
    for complaint_id, reopened, referred_to in db.session.execute(query):
        again = say(Text("Reopened: %(count)s", count=reopened)) if reopened else ""
        found[complaint_id] = " ".join(filter(None, (again, referred_to)))
    return found


def _closed_late(due_on: date | None, closed_on: date | None) -> bool:
    return due_on is not None and closed_on is not None and closed_on > due_on


def demand_of(one: Complaint) -> str:
    """What the customer wants, with the words of K-11 where the quantity is not yet known."""
    wanted = say(Text(words.REMEDIES[one.remedy_wanted]))
    unknown = say(Text("Being processed by the customer, quantity not yet known")) if one.quantity_unknown else ""
    return "\n".join(filter(None, (wanted, one.remedy_words, unknown)))


def decision_of(one: Complaint) -> str:
    """The decision in a line: the day, the remedies and the amount; empty while it is open."""
    if one.decided_on is None:
        return ""
    decided = kinds.closing_facts(one.id)
    amount = decided.get("amount_fen")
    remedies = "、".join(say(Text(words.REMEDIES.get(each, each))) for each in decided.get("remedies", ()))
    money = format_fen(amount, symbol=True) if amount is not None else ""
    return " ".join(filter(None, (day(one.decided_on), remedies, money)))


def outcome_of(one: Complaint) -> str:
    """What came of it with the customer: his words, when he was answered, whether he accepts."""
    answered = say(Text("Customer answered on")) + f" {day(one.answered_on)}" if one.answered_on else ""
    accepted = say(Text("Outcome accepted")) + f" {yes_no(one.accepted)}" if one.accepted is not None else ""
    return "\n".join(filter(None, (one.customer_result, answered, accepted)))


def yes_no(value: bool | None) -> str:
    """Yes or no in the office's words; nothing for what is not known."""
    return "" if value is None else say(Text("Yes") if value else Text("No"))


def day(on: date | None) -> str:
    """A day as papers write it; nothing for none."""
    return on.isoformat() if on else ""


def moment(at: datetime) -> str:
    """A moment by the office's wall clock as papers write it."""
    return clock.local(at).strftime("%Y-%m-%d %H:%M")
