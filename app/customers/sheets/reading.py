"""One row of a sheet of customers, read by the rules that the forms obey too (O-15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app import clock
from app.customers.contacts import rules as contacts
from app.customers.files import catalogue
from app.customers.files.queries import department_of
from app.customers.files.rules import check_kind, kind_by, read_text
from app.customers.sheets import matches
from app.customers.sheets.columns import DETAILS, Words, key_of_word, words, yes_or_no
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.exchange.cells import to_date, to_phone_text
from app.exchange.read import Row
from app.web.fields import LONGEST_NOTE

TEXTS = ("name", "nature", "supervising_unit", "address", "contact", "phone", "uscc", "source")
DATES = ("first_contact_on", "opened_on")
Owners = Mapping[str, Sequence[tuple[int, int | None]]]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that could be read: what it says of the file (None: nothing), and of the contact that it names.

    `plain` is true where it says nothing of the file but the name: it may go on with the row above. `own_phone` is
    false where the telephone of the file is a contact's number, because the row gives no other.
    """

    row: int
    number: str | None
    file: dict[str, Any]
    details: dict[str, str]
    key: matches.Key
    plain: bool
    own_phone: bool

    @property
    def contact(self) -> str | None:
        """The name of the contact."""
        name: str | None = self.file["contact"]
        return name


@dataclass(frozen=True)
class Reader:
    """Reads rows; what the office knows is asked once for all of them."""

    by: Actor
    owners: Owners = field(default_factory=matches.owners)
    words: Words = field(default_factory=words)
    sources: Sequence[str] = field(default_factory=catalogue.sources)
    active: Mapping[str, str] = field(default_factory=catalogue.categories)
    today: date = field(default_factory=clock.today)

    def read(self, row: Row) -> ReadRow | Refused:
        """The row, or why it cannot be."""
        try:
            return self._read(row)
        except Refused as refused:
            return refused

    def _read(self, row: Row) -> ReadRow:
        cells = row.cells
        texts = {**cells, "phone": _phone(cells["phone"])}
        given: dict[str, Any] = {key: read_text(key, texts[key]) for key in TEXTS}
        number = cells["number"].upper() or None
        if not given["name"] and not number:
            raise Refused(Text("The name is missing."), field="name")
        details = self._details(cells)
        file = {**given, **self._choices(cells), **self._days(cells), **self._owner(cells)}
        key = matches.key_of(file, details)
        plain = not any(value for name, value in file.items() if name not in ("name", "contact", "department_id"))
        own_phone = file["phone"] is not None
        file["phone"] = file["phone"] or contacts.reached_at(details.get("mobile"), details.get("phone"))
        check_kind(file["kind"] or "", file["uscc"])
        return ReadRow(row.number, number, file, details, key, plain and number is None, own_phone)

    def _choices(self, cells: Mapping[str, str]) -> dict[str, Any]:
        note = cells["note"]
        if len(note) > LONGEST_NOTE:
            raise Refused(Text("This is too long. At most %(most)s characters fit.", most=LONGEST_NOTE), field="note")
        return {
            "kind": key_of_word("kind", cells["kind"], self.words),
            "category": key_of_word("category", cells["category"], self.words),
            "important": yes_or_no(cells["important"]),
            "note": note or None,
        }

    def _days(self, cells: Mapping[str, str]) -> dict[str, date | None]:
        days = {key: to_date(cells[key], field=key) if cells[key] else None for key in DATES}
        if late := next((key for key, day in days.items() if day and day > self.today), None):
            raise Refused(Text("This day has not come yet."), field=late)
        return days

    def _owner(self, cells: Mapping[str, str]) -> dict[str, int | None]:
        owner_id, department_id = _owner(cells["owner"], self.owners) if cells["owner"] else (None, None)
        return {"owner_id": owner_id, "department_id": department_id}

    def _details(self, cells: Mapping[str, str]) -> dict[str, str]:
        """What the row says of the contact beside his name, as columns of Contact."""
        found: dict[str, str] = {}
        for key in DETAILS:
            text = cells[f"contact_{key}"]
            numbered = _phone(text) if key in ("mobile", "phone") else text
            read = key_of_word("contact_part", text, self.words) if key == "part" else contacts.read_text(key, numbered)
            found |= {key: read} if read else {}
        if not cells["contact"] and {"post", "part", "email"} & set(found):
            raise Refused(Text("Name the contact person to whom this belongs."), field="contact")
        return found

    def new(self, read: ReadRow, home: int | None) -> dict[str, Any]:
        """A new customer of this row, as plain values of NewCustomer. Raises Refused."""
        file = read.file
        kind = file["kind"] or kind_by(file["name"], uscc=file["uscc"], nature=file["nature"])
        check_kind(kind, file["uscc"])
        self.check_listed(file, {})
        department = file["department_id"] if file["owner_id"] else home
        own = {"kind": kind, "category": file["category"] or "ordinary", "department_id": department}
        return {**file, **own, "important": bool(file["important"])}

    def check_listed(self, file: Mapping[str, Any], stored: Mapping[str, Any]) -> None:
        """Refuse what the form does not offer: a category out of use, a source that is not of the office's list."""
        category, source = file["category"], file["source"]
        if category and category not in self.active and category != stored.get("category"):
            raise Refused(Text("This category is out of use."), field="category")
        if source and self.sources and source not in self.sources and source != stored.get("source"):
            raise Refused(Text("“%(text)s” is not in the office's list of sources.", text=source), field="source")


def home_of(by: Actor) -> int | None:
    """The department to which files without an owner go: that of whoever brings the sheet."""
    return department_of(by.staff_id)


def _phone(text: str) -> str:
    return to_phone_text(text) if text else ""


def _owner(name: str, owners: Owners) -> tuple[int, int | None]:
    people = owners.get(name, ())
    if not people:
        raise Refused(Text("Nobody in the office is called “%(name)s”.", name=name[:60]), field="owner")
    if len(people) > 1:
        raise Refused(
            Text("Several in the office are called “%(name)s”. Leave the owner empty and choose on screen.",
                 name=name[:60]),
            field="owner",
        )  # fmt: skip
    return people[0]
