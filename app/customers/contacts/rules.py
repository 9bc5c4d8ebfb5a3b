"""What may be kept of a contact, and how the main one and the file stay the same: pure (C-08, C-44, F-41)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.customers.files.rules import read_phone
from app.domain.errors import Refused
from app.domain.names import tidy
from app.domain.text import N_, Text

PARTS: Mapping[str, str] = {
    "decides": N_("Decides"),
    "handles": N_("Handles the business"),
    "pays": N_("Pays"),
    "uses": N_("Uses the goods"),
    "other": N_("Other"),
}
LABELS: Mapping[str, str] = {
    "name": N_("Name of the contact"),
    "part": N_("Part of the contact"),
    "post": N_("Post"),
    "mobile": N_("Mobile"),
    "phone": N_("Telephone"),
    "email": N_("E-mail address"),
    "birthday": N_("Birthday"),
    "preferences": N_("Preferences"),
    "note": N_("Note"),
    "main": N_("Main contact"),
    "left_on": N_("Left on"),
}
LONGEST: Mapping[str, int] = {"name": 120, "post": 120, "mobile": 40, "phone": 40, "email": 120}
TYPED = ("name", "part", "post", "mobile", "phone", "email", "birthday", "preferences", "note")
# What is covered on the page until somebody shows it, and how (see app/customers/files/masking.py).
PRIVATE: Mapping[str, str] = {"mobile": "phone", "phone": "phone", "email": "email", "birthday": "day"}

_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}")
_MOBILE = re.compile(r"1[3-9]\d{9}")


@dataclass(frozen=True, slots=True)
class NewContact:
    """A person to talk to (联系人) at a customer; texts are read already. `main` is he whom the file names."""

    customer_id: int
    name: str
    part: str = "handles"
    post: str | None = None
    mobile: str | None = None
    phone: str | None = None
    email: str | None = None
    birthday: date | None = None
    preferences: str | None = None
    note: str | None = None
    main: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What of a contact must agree with the file: his name and numbers, and whether he is the main one."""

    id: int
    name: str
    mobile: str | None
    phone: str | None
    main: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What makes the contacts of one customer agree with his file again.

    `main` is the contact who is the main one from now on; None where nobody is, or where a new one is to be made
    (`new`). `values` are the columns that change at the main one, or that the new one has.
    """

    main: int | None
    new: bool
    values: Mapping[str, str | None]


def read_text(key: str, text: str) -> str | None:
    """Read one text of a contact: tidied, None for nothing; numbers as the file reads them.

    Raises Refused with the field.
    """
    plain = tidy(text)
    if not plain:
        return None
    if len(plain) > LONGEST[key]:
        raise Refused(Text("This is too long. At most %(most)s characters fit.", most=LONGEST[key]), field=key)
    if key in ("mobile", "phone"):
        try:
            return read_phone(plain)
        except Refused as refused:
            raise Refused(refused.text, field=key) from None
    if key == "email" and not _EMAIL.fullmatch(plain):
        raise Refused(Text("“%(text)s” is not an e-mail address.", text=plain[:60]), field=key)
    return plain


def reached_at(mobile: str | None, phone: str | None) -> str | None:
    """The number that the file of a customer shows for his main contact: the mobile one, else the other."""
    return mobile or phone


def numbers_of(text: str | None) -> dict[str, str]:
    """The telephone of a file as the numbers of a contact: the first mobile one, and whatever else there is."""
    parts = [part for part in (text or "").split("、") if part]
    mobile = next((part for part in parts if _MOBILE.fullmatch(part)), None)
    others = "、".join(part for part in parts if part != mobile)
    return {key: value for key, value in (("mobile", mobile), ("phone", others)) if value}


def agrees(file_phone: str | None, mobile: str | None, phone: str | None) -> bool:
    """Tell whether a file with this telephone shows a contact of these numbers as its main one."""
    own = {part for text in (mobile, phone) if text for part in text.split("、")}
    return set((file_phone or "").split("、")) <= own if file_phone else not own


def step_to(contact: str | None, phone: str | None, known: Sequence[Known]) -> Step | None:
    """What must happen to the contacts now that the file names `contact` with `phone`; None where nothing must.

    A new name with the telephone of the main one is his own, put right; with another telephone it is somebody else,
    and the one before stays among the contacts.
    """
    main = next((one for one in known if one.main), None)
    if not contact:
        return Step(None, False, {}) if main else None
    named = main if main and main.name == contact else next((one for one in known if one.name == contact), None)
    if named is None and main and agrees(phone, main.mobile, main.phone):
        return Step(main.id, False, {"name": contact})
    if named is None:
        return Step(None, True, {"name": contact, **numbers_of(phone)})
    values = {} if not phone or agrees(phone, named.mobile, named.phone) else numbers_of(phone)
    return None if named.main and not values else Step(named.id, False, values)


def file_of_main(contact: Mapping[str, Any], file_phone: str | None) -> dict[str, str | None]:
    """What the file holds of its main contact: his name, and a number of his; the one it shows already if it is."""
    mobile, phone = contact["mobile"], contact["phone"]
    shown = file_phone if agrees(file_phone, mobile, phone) else reached_at(mobile, phone)
    return {"contact": contact["name"], "phone": shown}


def check_main(file_phone: str | None, mobile: str | None, phone: str | None) -> None:
    """Refuse a main contact without a number where the file has one: nobody could be reached any more (C-08)."""
    if file_phone and not reached_at(mobile, phone):
        raise Refused(Text("Give this contact a telephone first: the file shows the one of the main contact."))


def left_behind(file_phone: str | None, mobile: str | None) -> str | None:
    """What stays of the telephone of a file whose main contact has left: his own mobile number goes with him."""
    own = set((mobile or "").split("、"))
    return "、".join(part for part in (file_phone or "").split("、") if part not in own) or None


def check_leaving(left_on: date, today: date) -> None:
    """Refuse a day on which nobody can have left yet."""
    if left_on > today:
        raise Refused(Text("This day is still to come."), field="left_on")
