"""What becomes of the rows of a sheet of customers and contacts (O-15, C-08): one row for each contact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select, true

from app import clock
from app.customers.contacts import queries as contacts
from app.customers.contacts.models import Contact
from app.customers.files.feature import IMPORT, SEE_ALL
from app.customers.files.models import Customer
from app.customers.files.rules import check_kind
from app.customers.files.words import in_words
from app.customers.sheets import importing, matches, undoing
from app.customers.sheets.columns import COLUMNS
from app.customers.sheets.reading import TEXTS, Reader, ReadRow, home_of
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.exchange.read import Row
from app.office.batches.kinds import (
    BY,
    CREATE,
    DUPLICATE,
    REFUSED,
    SAME,
    UPDATE,
    ImportKind,
    Option,
    Verdict,
)
from app.office.batches.models import Batch
from app.office.history.service import changes
from app.office.staff.models import Staff

MODE, UPDATING, ONLY_NEW = "mode", "update", "new"
MODES = ((UPDATING, N_("Add new customers and update known ones")), (ONLY_NEW, N_("Only add new customers")))
CHANGED_BY_SHEET = (*TEXTS, "kind", "category", "important", "first_contact_on", "note", "owner_id")
NOT_YOURS = Text("There is such a customer already, whose file you may not change.")

Values = dict[str, Any]


@dataclass
class Group:
    """The rows of one customer: the first of them, the contacts named so far, and why they are all left out, if so.

    `passed_on` tells whether the first row gives a known customer to another owner.
    """

    first: int
    known: Customer | None = None
    names: set[str] = field(default_factory=set)
    more: list[Values] = field(default_factory=list)  # further contacts of a new customer, who come with his row
    left_out: Text | None = None
    passed_on: bool = False


@dataclass(frozen=True)
class Office:
    """What the office knows of the customers of a sheet."""

    known: Mapping[matches.Key, matches.Known]
    contacts: Mapping[tuple[int, str], Contact]
    only_new: bool
    home: int | None


def kinds() -> list[ImportKind]:
    """The one kind of import of this feature."""
    return [
        ImportKind(
            key="customers",
            label=Text("Import customers"),
            permission=IMPORT,
            columns=COLUMNS,
            check=check,
            apply=importing.apply,
            undo=undoing.undo,
            remove=undoing.remove,
            ahead=importing.ahead,
            options=(Option(MODE, N_("What the sheet may do"), choices=MODES, default=UPDATING),),
            home="customers.listing",
            visible=visible,
        )
    ]


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on Batch under which this actor sees a sheet of customers: what stands in it is file matter.

    His own, those of people of the departments for which he imports, or every one where he may see every file (O-07).
    """
    if actor.may(SEE_ALL.name):
        return true()
    colleagues = select(Staff.id).where(Staff.department_id.in_(sorted(actor.departments(IMPORT.name))))
    return or_(Batch.staff_id == actor.staff_id, Batch.staff_id.in_(colleagues))


def check(rows: Sequence[Row], options: Mapping[str, Any]) -> Iterator[Verdict]:
    """Give every row its verdict; writes nothing.

    Known is whom the row names by number, who has the same credit code, else the same name and phone, else the same
    name and address. What a row leaves empty stays as it is stored. A later row of the same customer that names
    another contact adds him; at a new customer he is written together with the first row. Of a file that the importer
    may not change he learns only that it is there.
    """
    by: Actor = options[BY]
    reader = Reader(by)
    read = [reader.read(row) for row in rows]
    office = _office([one for one in read if isinstance(one, ReadRow)], by, options.get(MODE) == ONLY_NEW)
    groups: dict[matches.Key, Group] = {}
    before: tuple[str | None, matches.Key] = (None, ())
    for row, one in zip(rows, read, strict=True):
        if isinstance(one, Refused):
            before = (None, ())
            yield Verdict(row.number, REFUSED, one.text)
            continue
        goes_on = one.plain and one.contact is not None and one.file["name"] == before[0]
        target = before[1] if goes_on else ("number", one.number) if one.number else one.key
        before = (one.file["name"], target)
        try:
            yield _verdict(one, target, groups, reader, office)
        except Refused as refused:
            before = (None, ())
            yield Verdict(row.number, REFUSED, refused.text)


def _office(rows: Sequence[ReadRow], by: Actor, only_new: bool) -> Office:
    known = matches.known(
        {row.file["name"] for row in rows if row.file["name"]},
        {row.file["uscc"] for row in rows if row.file["uscc"]},
        {row.number for row in rows if row.number},
        by,
    )
    ids = {customer.id for customer, _ in known.values()}
    return Office(known, contacts.named(ids), only_new, home_of(by))


def _verdict(
    row: ReadRow, target: matches.Key, groups: dict[matches.Key, Group], reader: Reader, office: Office
) -> Verdict:
    group = groups.get(target)
    if group is None:
        verdict, group = _first(row, target, reader, office)
        groups[target] = group
        group.names |= {row.contact} if row.contact else set()
        return verdict
    if group.left_out is not None:
        return Verdict(row.row, DUPLICATE, group.left_out)
    if row.contact is None or row.contact in group.names:
        return Verdict(row.row, DUPLICATE, Text("The same customer stands in row %(row)s.", row=group.first))
    group.names.add(row.contact)
    return _of_further_contact(row, group, office)


def _first(row: ReadRow, target: matches.Key, reader: Reader, office: Office) -> tuple[Verdict, Group]:
    customer, may_change = office.known.get(target) or (None, False)
    if customer is None and row.number:
        raise Refused(Text("There is no customer of the number %(number)s.", number=row.number[:40]), field="number")
    if customer is None:
        group = Group(row.row)
        values = _plain({**reader.new(row, office.home), "details": row.details, "more": group.more})
        return Verdict(row.row, CREATE, values=values), group
    if not may_change:
        return Verdict(row.row, DUPLICATE, NOT_YOURS), Group(row.row, left_out=NOT_YOURS)
    verdict = _of_known(row, customer, reader, office)
    if office.only_new and verdict.verdict == UPDATE:
        why = Text("This is customer %(number)s already; the import only adds new ones.", number=customer.number)
        return Verdict(row.row, DUPLICATE, why), Group(row.row, left_out=why)
    return verdict, Group(row.row, known=customer, passed_on="owner_id" in verdict.values.get("set", {}))


def _of_known(row: ReadRow, customer: Customer, reader: Reader, office: Office) -> Verdict:
    given = {key: row.file[key] for key in CHANGED_BY_SHEET if row.file[key] is not None}
    if customer.phone and not row.own_phone and given.get("contact") == customer.contact:
        given.pop("phone", None)  # another number of the same contact: the file keeps the one it shows
    reader.check_listed(row.file, {"category": customer.category, "source": customer.source})
    check_kind(given.get("kind", customer.kind), given.get("uscc", customer.uscc))
    if given.get("owner_id") not in (None, customer.owner_id):
        given["department_id"] = row.file["department_id"] or customer.department_id
    was = {key: getattr(customer, key) for key in given}
    changed = changes(was, given)
    contact = _contact_wanted(row, customer.id, office)
    opened_on = row.file["opened_on"]
    stays = opened_on is not None and opened_on != clock.local(customer.opened_at).date()
    if not changed and contact is None:
        return Verdict(row.row, SAME, _opened(customer) if stays else None)
    fields = {one["field"] for one in changed}
    wanted = {
        **{name: getattr(customer, name) for name in ("id", "number", "version")},
        "set": _plain({key: given[key] for key in fields}),
        "was": _plain({key: was[key] for key in fields}),
        "changes": in_words(changed),
        "contact": contact,
    }
    reason = Text("Customer %(number)s", number=customer.number)
    return Verdict(row.row, UPDATE, reason, wanted)


def _of_further_contact(row: ReadRow, group: Group, office: Office) -> Verdict:
    if group.known is None:
        about = Text("Adds the contact %(name)s to the customer of row %(row)s.", name=row.contact, row=group.first)
        group.more.append(_contact(row))
        return Verdict(row.row, UPDATE, about, {"of": group.first})
    contact = _contact_wanted(row, group.known.id, office)
    if contact is None:
        return Verdict(row.row, SAME)
    if office.only_new:
        why = Text("This is customer %(number)s already; the import only adds new ones.", number=group.known.number)
        return Verdict(row.row, DUPLICATE, why)
    number, name = group.known.number, row.contact
    about = Text("Contact %(name)s of customer %(number)s", name=name, number=number)
    about_customer = {"id": group.known.id, "number": number, "version": group.known.version}
    values = {**about_customer, "set": {}, "contact": contact, "passed_on": group.passed_on}
    return Verdict(row.row, UPDATE, about, values)


def _contact_wanted(row: ReadRow, customer_id: int, office: Office) -> Values | None:
    """What the row wants of a contact of a known customer; None where he is there just so."""
    if row.contact is None:
        return None
    stored = office.contacts.get((customer_id, row.contact))
    differs = stored is None or any(getattr(stored, key) != value for key, value in row.details.items())
    return _contact(row) if differs else None


def _contact(row: ReadRow) -> Values:
    return {"name": row.contact, "given": row.details}


def _opened(customer: Customer) -> Text:
    day = clock.local(customer.opened_at).date()
    return Text("The day on which the file was opened stays %(day)s.", day=day.isoformat())


def _plain(values: Mapping[str, Any]) -> Values:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
