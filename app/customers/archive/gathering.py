"""What a printed customer file says: the file itself and what hangs on it, as words ready for print (F-41)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app import clock
from app.customers.archive import queries
from app.customers.archive.rules import number_of
from app.customers.contacts.models import Contact
from app.customers.contacts.rules import PARTS
from app.customers.contracts.models import Contract
from app.customers.correspondence.models import Letter
from app.customers.files.catalogue import category_words
from app.customers.files.models import Customer
from app.customers.files.rules import KINDS
from app.customers.filing.models import Filing
from app.customers.major_changes.models import MajorChange
from app.customers.owners.models import Spell
from app.customers.papers.models import Paper, PaperKind
from app.customers.papers.rules import NAMES
from app.domain.text import N_, Text
from app.extensions import db
from app.office.policy.switches import office
from app.office.staff.models import Department, Staff
from app.web.language import say

MOST = 60  # of each kind, the newest: an old file fills a book, and its earlier sheets are bound already
WAYS = {
    "letter": N_("Letter"),
    "call": N_("Telephone"),
    "fax": N_("Fax"),
    "email": N_("E-mail"),
    "message": N_("Message"),
    "meeting": N_("Meeting"),
    "other": N_("Other"),
}
SPELLS = {"main": N_("Owner"), "second": N_("Second contact")}
SIDES = {"customer": N_("On the customer's side"), "both": N_("Between the customer and the office")}


@dataclass(frozen=True, slots=True)
class PersonPaper:
    """A contact of the customer."""

    name: str
    part: str
    post: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class LinePaper:
    """One line of what happened: the day, what sort of thing, the words, and who."""

    on: str
    sort: str
    words: str
    who: str


@dataclass(frozen=True, slots=True)
class FilePaper:
    """A customer file ready for print (C-08)."""

    number: str
    office: str
    printed_on: str
    archive: str
    name: str
    category: str
    kind: str
    nature: str
    supervising_unit: str
    address: str
    contact: str
    phone: str
    uscc: str
    source: str
    first_contact_on: str
    opened_on: str
    owner: str
    second: str
    department: str
    note: str
    people: tuple[PersonPaper, ...]
    owners: tuple[LinePaper, ...]
    papers: tuple[LinePaper, ...]
    contracts: tuple[LinePaper, ...]
    events: tuple[LinePaper, ...]
    letters: tuple[LinePaper, ...]
    changes: tuple[LinePaper, ...]


EXAMPLE = FilePaper(
    number="C000123",
    office="",
    printed_on="2026-11-20",
    archive="DA000123 / 2",
    name="杭州某某机械有限公司",
    category="重点客户",
    kind="单位",
    nature="民营企业",
    supervising_unit="区工业和信息化局",
    address="滨江区江南大道100号",
    contact="王建国",
    phone="0571-88881234",
    uscc="91110000600037341L",
    source="市场部",
    first_contact_on="2026-03-02",
    opened_on="2026-03-05",
    owner="苏销",
    second="方前",
    department="销售部",
    note="锅炉改造，预计年用气量约三十万立方米。",
    people=(
        PersonPaper("王建国", "经办", "设备科长", "13800000001", "wang@example.com"),
        PersonPaper("李小红", "付款", "财务主管", "13800000002", ""),
    ),
    owners=(LinePaper("2026-03-05", "负责人", "建档", "苏销"),),
    papers=(LinePaper("2030-12-31", "营业执照", "91110000600037341L", "白管"),),
    contracts=(LinePaper("2026-04-01", "HT2604-002", "供用气合同", "苏销"),),
    events=(LinePaper("2026-08-12", "客户方", "变更法定代表人", "苏销"),),
    letters=(LinePaper("2026-09-03", "来函", "询问冬季供气计划，已书面答复", "苏销"),),
    changes=(LinePaper("2026-08-14", "BG2608-001", "联系人：赵敏 → 王建国", "苏销"),),
)


def paper(customer: Customer) -> FilePaper:
    """The file of a customer as it stands today. Whoever asks has been let see the file."""
    bound, spells = queries.of_customer(customer.id), _spells(customer.id)
    names = ("nature", "supervising_unit", "address", "contact", "phone", "uscc", "source", "note")
    return FilePaper(
        number=customer.number,
        office=office().name,
        printed_on=_day(clock.today()),
        archive=f"{number_of(bound.ordinal)} / {bound.bag}" if bound else "",
        name=customer.name,
        category=category_words().get(customer.category, customer.category),
        kind=say(Text(KINDS.get(customer.kind, customer.kind))),
        **{name: getattr(customer, name) or "" for name in names},
        first_contact_on=_day(customer.first_contact_on),
        opened_on=_day(customer.opened_at),
        owner=_now(spells, "main"),
        second=_now(spells, "second"),
        department=_department(customer.department_id),
        people=tuple(_people(customer.id)),
        owners=tuple(_owned(*one) for one in spells),
        papers=tuple(_papers(customer.id)),
        contracts=tuple(_contracts(customer.id)),
        events=tuple(_events(customer.id)),
        letters=tuple(_letters(customer.id)),
        changes=tuple(_changes(customer.id)),
    )


def _people(customer_id: int) -> Iterable[PersonPaper]:
    query = select(Contact).where(Contact.customer_id == customer_id, Contact.left_on.is_(None))
    for one in db.session.scalars(query.order_by(Contact.main.desc(), Contact.id).limit(MOST)):
        phones = "、".join(filter(None, (one.mobile, one.phone)))
        yield PersonPaper(one.name, say(Text(PARTS.get(one.part, one.part))), one.post or "", phones, one.email or "")


def _spells(customer_id: int) -> list[Any]:
    query = select(Spell, Staff.name).join(Staff, Staff.id == Spell.staff_id).where(Spell.customer_id == customer_id)
    return list(db.session.execute(query.order_by(Spell.id.desc()).limit(MOST)))


def _now(spells: list[Any], part: str) -> str:
    return "、".join(name for one, name in spells if one.part == part and one.until_at is None)


def _owned(one: Spell, name: str) -> LinePaper:
    until = f"{_day(one.from_at)} – {_day(one.until_at)}"
    return LinePaper(until, say(Text(SPELLS.get(one.part, one.part))), one.reason or "", name)


def _papers(customer_id: int) -> Iterable[LinePaper]:
    query = select(Paper, PaperKind).join(PaperKind, PaperKind.id == Paper.kind_id)
    query = query.where(Paper.customer_id == customer_id, Paper.state.in_(("received", "verified")))
    for one, kind in db.session.execute(query.order_by(PaperKind.position, Paper.id.desc()).limit(MOST)):
        name = kind.name or say(Text(NAMES.get(kind.key or "", kind.key or "")))
        yield LinePaper(_day(one.expires_on), name, one.number, one.verified_by or "")


def _contracts(customer_id: int) -> Iterable[LinePaper]:
    query = select(Contract, Staff.name).outerjoin(Staff, Staff.id == Contract.staff_id)
    rows = db.session.execute(query.where(Contract.customer_id == customer_id).order_by(Contract.id.desc()).limit(MOST))
    return [LinePaper(_day(one.signed_on), one.number, one.title, name or "") for one, name in rows]


def _events(customer_id: int) -> Iterable[LinePaper]:
    query = select(MajorChange).where(MajorChange.customer_id == customer_id, MajorChange.withdrawn_why.is_(None))
    for one in db.session.scalars(query.order_by(MajorChange.happened_on.desc(), MajorChange.id).limit(MOST)):
        words = "\n".join(filter(None, (one.what, one.consequence)))
        yield LinePaper(_day(one.happened_on), say(Text(SIDES.get(one.side, one.side))), words, one.made_by)


def _letters(customer_id: int) -> Iterable[LinePaper]:
    query = select(Letter, Staff.name).join(Staff, Staff.id == Letter.staff_id)
    query = query.where(Letter.customer_id == customer_id)
    for one, name in db.session.execute(query.order_by(Letter.id.desc()).limit(MOST)):
        words = "\n".join(filter(None, (one.reason, one.result or one.answer)))
        yield LinePaper(_day(one.at), say(Text(WAYS.get(one.way, one.way))), words, name)


def _changes(customer_id: int) -> Iterable[LinePaper]:
    query = select(Filing).where(Filing.customer_id == customer_id, Filing.kind == "change", Filing.state != "dropped")
    for one in db.session.scalars(query.order_by(Filing.id.desc()).limit(MOST)):
        yield LinePaper(_day(one.since_on), one.number, one.what or "", one.filed_by or "")


def _department(department_id: int | None) -> str:
    return db.session.scalar(select(Department.name).where(Department.id == department_id)) or ""


def _day(on: date | datetime | None) -> str:
    if isinstance(on, datetime):
        return clock.local(on).date().isoformat()
    return on.isoformat() if on else ""
