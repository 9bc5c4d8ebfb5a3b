"""How a complaint and a decision on it are told: names, the rows that whoever decides reads."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from sqlalchemy import select

from app.complaints.cases.models import Complaint
from app.complaints.cases.words import REMEDIES
from app.complaints.decisions import queries, rules
from app.complaints.decisions.models import ComplaintDecision, ComplaintMeeting
from app.customers.files.models import Customer
from app.domain.money import Fen, format_fen
from app.domain.text import Text
from app.extensions import db

Row = tuple[Text | str, Text | str]


def number_of(case: Complaint) -> str:
    """What a complaint is called: its number; a dash before it has one."""
    return case.number or "–"


def title_of(case: Complaint) -> str:
    """A complaint as the title of a request."""
    return f"{number_of(case)} {case.matter}"


def customer_of(case: Complaint) -> str:
    """Whose complaint it is: number and name of the customer, else who complained."""
    query = select(Customer.number, Customer.name).where(Customer.id == case.customer_id)
    row = db.session.execute(query).one_or_none()
    return f"{row.number} {row.name}" if row else case.contact_name or ""


def said(remedies: Iterable[str]) -> Text | str:
    """Remedies as one phrase."""
    words: list[Text | str] = [Text(REMEDIES[one]) for one in remedies]
    return reduce(lambda before, one: Text("%(first)s, %(second)s", first=before, second=one), words or ["–"])


def upheld(value: bool) -> Text:
    """Whether a complaint is upheld, in words."""
    return Text("Upheld") if value else Text("Not upheld")


def quantity(figure: int | None, unit: str | None) -> str:
    """A quantity with its unit; a dash for none."""
    return "–" if figure is None else f"{figure:,} {unit or ''}".rstrip()


def rows_of(case: Complaint, one: ComplaintDecision) -> list[Row]:
    """What whoever decides reads of the complaint and of the proposal (K-16, K-17)."""
    return [*_about(case), *_proposed(case, one), *_met(queries.meetings_of(case.id)[:1])]


def _about(case: Complaint) -> list[Row]:
    goods = " / ".join(one for one in (case.order_number, case.material_number, case.product) if one)
    return [
        (Text("Complaint"), title_of(case)),
        (Text("Customer"), customer_of(case) or "–"),
        (Text("Order and material"), goods or "–"),
        (Text("Quantity delivered"), quantity(case.quantity, case.unit)),
        (Text("Defective quantity"), quantity(case.defective_quantity, case.unit)),
        (Text("Remedy wanted"), Text(REMEDIES[case.remedy_wanted]) if case.remedy_wanted in REMEDIES else "–"),
        (Text("Combined opinion"), case.combined_opinion or "–"),
    ]


def _proposed(case: Complaint, one: ComplaintDecision) -> list[Row]:
    return [
        (Text("Is the complaint upheld"), upheld(one.upheld)),
        (Text("What is granted"), said(one.remedies)),
        (Text("What it costs"), format_fen(Fen(one.amount_fen), symbol=True)),
        (Text("Quantity that may come back"), quantity(one.return_quantity, case.unit)),
        (Text("Decision in the office's words"), one.words),
        (Text("What may be told to the customer"), one.for_customer),
    ]


def _met(meetings: Iterable[ComplaintMeeting]) -> list[Row]:
    return [(Text("Resolved by the meeting of %(day)s", day=met.held_on.isoformat()), met.resolved) for met in meetings]


def basis(one: ComplaintDecision) -> Text:
    """How a decision is made."""
    return Text(rules.BASES[one.basis])
