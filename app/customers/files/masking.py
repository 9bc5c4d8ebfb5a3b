"""What of a file stays covered (脱敏) until somebody shows it, and the recording of that (O-07).

Whatever else hangs on a file and is as private (contacts, papers) is covered in the same way: the filter `covered` and
the macro `show_button` of templates/customers/files/masked.html, `is_covered` and `record_shown` here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

from app.customers.files.feature import SHOWN
from app.customers.files.policy import ALWAYS, PERSONS, FilePolicy
from app.customers.files.rules import LABELS, PERSON
from app.domain.actor import Actor
from app.domain.names import masked, masked_phone
from app.domain.text import Text
from app.office.history.service import record
from app.office.policy import queries as policy
from app.unit_of_work import unit_of_work

HIDDEN = "****"
MOST_OF_ADDRESS = 6
MAY_BE_COVERED = ("phone", "address", "contact", "uscc", "note")


def covered(value: object, how: str) -> str:
    """A private value as it stands on the screen before it is shown; nothing for nothing.

    `how` is phone, address, name, code, email, day or text.
    """
    text = "" if value is None else str(value)
    return WAYS[how](text) if text else ""


def is_covered(field: str, kind: str = PERSON) -> bool:
    """Tell whether a field stays covered at customers of this kind, by the office's policy.

    Contacts are persons: `is_covered("phone")` for what they are called by, `is_covered("contact")` for their names.
    """
    found = getattr(policy.of(FilePolicy), f"mask_{field}", None)
    return found == ALWAYS or (found == PERSONS and kind == PERSON)


def fields_covered(kind: str) -> list[str]:
    """The fields of a file that stay covered at customers of this kind, in the order of the page."""
    return [field for field in MAY_BE_COVERED if is_covered(field, kind)]


def values_shown(file: Mapping[str, Any], *, plain: bool) -> dict[str, Any]:
    """The values of a file as its reader sees them: all of them `plain` after he has shown them, else some covered."""
    hidden = [] if plain else fields_covered(file["kind"])
    return {field: covered(value, HOW[field]) if field in hidden and value else value for field, value in file.items()}


def covered_change(field: str, value: object, kind: str = PERSON) -> str:
    """A value of a field in history, covered as on the page of a customer of this kind; else as a person's."""
    hidden = field in HOW and is_covered(field, kind)
    return covered(value, HOW[field]) if hidden else "" if value is None else str(value)


def record_shown(
    customer_id: int, number: str, labels: Iterable[str], *, subject: str | None = None, by: Actor
) -> None:
    """Write down that covered fields were shown to somebody, before they are (O-07).

    `labels` are msgids of what was shown; `subject` is the thing that holds them ("contact:7"), else the file itself.
    """
    named = [Text(label) for label in labels]
    if not named:
        return
    with unit_of_work(by=by):
        facts = {"number": number, "fields": _listed(named)}
        record(SHOWN, subject or f"customer:{customer_id}", customer_id=customer_id, facts=facts)


def record_printed(customer: Any, more: Iterable[str] = (), *, by: Actor) -> None:
    """Write down that a paper shows the covered fields of this customer's file, and `more` (msgids), in full (O-07)."""
    fields = [key for key in fields_covered(customer.kind) if getattr(customer, key)]
    record_shown(customer.id, customer.number, [*labels_of(fields), *more], by=by)


def labels_of(fields: Sequence[str]) -> list[str]:
    """How these fields of a file are called."""
    return [LABELS[field] for field in fields]


def _listed(named: Sequence[Text]) -> Text:
    return reduce(lambda before, next_one: Text("%(first)s, %(second)s", first=before, second=next_one), named)


def _phones(text: str) -> str:
    return "、".join(masked_phone(one) or HIDDEN for one in text.split("、"))


def _address(text: str) -> str:
    return text[: min(len(text) // 2, MOST_OF_ADDRESS)] + HIDDEN


def _code(text: str) -> str:
    return f"{text[:2]}{HIDDEN}{text[-4:]}" if len(text) > 8 else HIDDEN


def _email(text: str) -> str:
    name, at, house = text.partition("@")
    return f"{name[:1]}{HIDDEN}{at}{house}"


def _day(text: str) -> str:
    return re.sub(r"-\d+-\d+$", "-**-**", text)


def _nothing(_text: str) -> str:
    return HIDDEN


WAYS: Mapping[str, Callable[[str], str]] = {
    "phone": _phones, "address": _address, "name": masked, "code": _code, "email": _email, "day": _day,
    "text": _nothing,
}  # fmt: skip
HOW: Mapping[str, str] = {"phone": "phone", "address": "address", "contact": "name", "uscc": "code", "note": "text"}
