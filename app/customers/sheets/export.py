"""Customers as a sheet to take along, with their contacts where that is asked for (O-07, O-15)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from flask import send_file
from werkzeug.wrappers import Response

from app import clock
from app.customers.contacts import queries as contacts
from app.customers.contacts.models import Contact
from app.customers.contacts.rules import PARTS
from app.customers.files import catalogue, queries, service
from app.customers.files.rules import KINDS
from app.customers.sheets.columns import CONTACT, NUMBER, OF_CONTACT, OF_FILE
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.exchange.columns import Column
from app.exchange.write import ExportColumn, write_csv, write_xlsx
from app.web.language import ENGLISH, say

MOST_IN_A_WORKBOOK = 20_000


def answer(filters: queries.Filters, form: str, *, with_contacts: bool, by: Actor, language: str) -> Response:
    """The filtered files as "csv" or "xlsx", recorded before they leave; only rows whose file the user may see.

    The columns are those of the import. With contacts every one who is there has a row, the main one first. Raises
    Refused for a workbook of too many rows.
    """
    columns = (NUMBER, *OF_FILE, CONTACT, *(OF_CONTACT if with_contacts else ()))
    found = queries.files(filters, by)
    people = contacts.present([row[0].id for row in found]) if with_contacts else {}
    cells = list(_cells(found, people, columns))
    if form == "xlsx" and len(cells) > MOST_IN_A_WORKBOOK:
        raise Refused(
            Text("More than %(most)s rows are too many for a workbook. Take CSV, or filter the list.",
                 most=MOST_IN_A_WORKBOOK)
        )  # fmt: skip
    service.record_export(len(cells), {**asdict(filters), "contacts": with_contacts}, by=by)
    return _file(columns, cells, form, language)


def _file(columns: Sequence[Column], cells: list[list[Any]], form: str, language: str) -> Response:
    title = say(Text("Customers"))
    headings = [column.english if language == ENGLISH else column.chinese for column in columns]
    stream = io.BytesIO()
    texts = [ExportColumn(heading, "text") for heading in headings]
    if form == "csv":
        write_csv(stream, texts, cells)
    else:
        write_xlsx(stream, texts, cells, title=title)
    stream.seek(0)
    return send_file(stream, as_attachment=True, download_name=f"{title} {clock.today().isoformat()}.{form}")


def _cells(rows: Any, people: Mapping[int, Sequence[Contact]], columns: Sequence[Column]) -> Iterator[list[Any]]:
    categories, parts = catalogue.category_words(), {key: say(Text(word)) for key, word in PARTS.items()}
    kinds = {key: say(Text(word)) for key, word in KINDS.items()}
    words = {True: say(Text("Yes")), False: say(Text("No"))}
    for customer, owner, *_ in rows:
        own = {
            "kind": kinds.get(customer.kind, customer.kind),
            "category": categories.get(customer.category, customer.category),
            "important": words[customer.important],
            "owner": owner,
            "opened_on": clock.local(customer.opened_at).date().isoformat(),
            "first_contact_on": customer.first_contact_on.isoformat() if customer.first_contact_on else None,
        }
        for contact in people.get(customer.id) or (None,):
            about = _of_contact(contact, parts) if contact else {}
            values = {**own, **about}
            yield [values[one.key] if one.key in values else getattr(customer, one.key, None) for one in columns]


def _of_contact(contact: Contact, parts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "contact": contact.name,
        "contact_post": contact.post,
        "contact_part": parts.get(contact.part, contact.part),
        "contact_mobile": contact.mobile,
        "contact_phone": contact.phone,
        "contact_email": contact.email,
    }
