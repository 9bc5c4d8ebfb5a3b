"""What may stand in a customer's file, the same for a form on screen and for a row of an import (C-06, C-08)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import phonenumbers
from stdnum.cn import uscc as uscc_law
from stdnum.exceptions import ValidationError

from app.domain.errors import Refused
from app.domain.names import tidy, without_legal_form
from app.domain.text import N_, Text

PERSON, COMPANY = "person", "company"
KINDS: Mapping[str, str] = {PERSON: N_("Person"), COMPANY: N_("Company")}
CATEGORIES: Mapping[str, str] = {
    "target": N_("Target customer"),
    "ordinary": N_("Ordinary customer"),
    "key": N_("Key customer"),
    "potential": N_("Potential customer"),
}
LABELS: Mapping[str, str] = {
    "kind": N_("Kind"),
    "name": N_("Name"),
    "category": N_("Category"),
    "nature": N_("Nature of the enterprise"),
    "supervising_unit": N_("Supervising unit"),
    "address": N_("Address"),
    "contact": N_("Contact person"),
    "phone": N_("Telephone"),
    "uscc": N_("Unified social credit code"),
    "source": N_("Source"),
    "note": N_("Note"),
    "owner_id": N_("Owner"),
    "department_id": N_("Department"),
    "important": N_("Important customer"),
    "first_contact_on": N_("First contact"),
}
LONGEST: Mapping[str, int] = {
    "name": 120,
    "nature": 120,
    "supervising_unit": 120,
    "address": 200,
    "contact": 120,
    "phone": 40,
    "uscc": 40,
    "source": 120,
}
# C-08: what a file holds at least; a person has no nature and no supervising unit.
NEEDED: Mapping[str, tuple[str, ...]] = {
    PERSON: ("address", "phone"),
    COMPANY: ("nature", "supervising_unit", "address", "contact", "phone"),
}

_MOST_CHINESE_OF_A_PERSON = 4
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BETWEEN_PHONES = re.compile(r"[、,;/|]+")
_EXTENSION = re.compile(r"\s*(?:转|轉|分机|分機|ext\.?|x)\s*[.:#]?\s*(\d{1,6})$", re.IGNORECASE)
# Numbers of services, dialling without the area code and new ranges of mobiles are not known to the library.
_DIALLED_AS_IT_IS = re.compile(r"1[0-2]\d{1,3}|9[56]\d{3,6}|[2-8]\d{6,7}|1[3-9]\d{9}")


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """A customer (客户) to be opened; texts are read and tidied already. Kinds and categories as in this module.

    `opened_on` is the day of a file that was opened before it came into this program; None for today.
    """

    kind: str
    name: str
    category: str = "ordinary"
    nature: str | None = None
    supervising_unit: str | None = None
    address: str | None = None
    contact: str | None = None
    phone: str | None = None
    uscc: str | None = None
    source: str | None = None
    owner_id: int | None = None
    department_id: int | None = None
    note: str | None = None
    important: bool = False
    first_contact_on: date | None = None
    opened_on: date | None = None


def number_of(count: int) -> str:
    """The number of the n-th customer: C000001 (O-04)."""
    return f"C{count:06d}"


def kind_by(name: str, *, uscc: str | None = None, nature: str | None = None) -> str:
    """Tell a company from a person where nobody said it: by its code, its nature, or the look of its name."""
    plain = tidy(name)
    looks = without_legal_form(plain) != plain or len(_CHINESE.findall(plain)) > _MOST_CHINESE_OF_A_PERSON
    return COMPANY if uscc or nature or looks else PERSON


def read_text(key: str, text: str) -> str | None:
    """Read one text of the file: tidied, None for nothing. Raises Refused with the field (C-08)."""
    plain = tidy(text)
    if not plain:
        return None
    if len(plain) > LONGEST[key]:
        raise Refused(Text("This is too long. At most %(most)s characters fit.", most=LONGEST[key]), field=key)
    if key == "phone":
        return read_phone(plain)
    return read_uscc(plain) if key == "uscc" else plain


def read_phone(text: str) -> str:
    """Read telephone numbers in the form kept: 13800000000, 0571-88881234转12, 95598; several with 、 between them.

    Raises Refused for what nobody can dial.
    """
    phones = [_one_phone(part) for part in _BETWEEN_PHONES.split(unicodedata.normalize("NFKC", text)) if part.strip()]
    joined = "、".join(dict.fromkeys(phones))
    if not joined or len(joined) > LONGEST["phone"]:
        raise _no_phone(text)
    return joined


def _one_phone(text: str) -> str:
    plain = text.strip()
    found = _EXTENSION.search(plain)
    extension = f"转{found[1]}" if found else ""
    main = plain[: found.start()] if found else plain
    digits = re.sub(r"^(?:\+|00)86(?=1\d{10}$)", "", re.sub(r"[\s().\-–—]", "", main))
    if _DIALLED_AS_IT_IS.fullmatch(digits):
        return digits + extension
    return _dialled(digits, text) + extension


def _dialled(digits: str, text: str) -> str:
    try:
        number = phonenumbers.parse(digits, "CN")
    except phonenumbers.NumberParseException:
        raise _no_phone(text) from None
    if not re.fullmatch(r"\+?\d+", digits) or not phonenumbers.is_valid_number(number):
        raise _no_phone(text)
    if number.country_code != 86:
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
    national = str(phonenumbers.national_significant_number(number))
    area = phonenumbers.length_of_geographical_area_code(number)
    return f"0{national[:area]}-{national[area:]}" if area else national


def _no_phone(text: str) -> Refused:
    sentence = Text("“%(text)s” is not a telephone number. Write it like 13800000000 or 0571-88881234.", text=text[:60])
    return Refused(sentence, field="phone")


def read_uscc(text: str) -> str:
    """Read a unified social credit code (统一社会信用代码) of 18 signs with its check sign. Raises Refused."""
    try:
        return str(uscc_law.validate(text.upper()))
    except ValidationError:
        raise Refused(
            Text("“%(text)s” is not a unified social credit code. It has 18 signs, of which the last is a check.",
                 text=text[:60]),
            field="uscc",
        ) from None  # fmt: skip


def check_kind(kind: str, uscc: str | None) -> None:
    """Refuse a credit code at a person: only companies have one."""
    if uscc and kind == PERSON:
        raise Refused(Text("Only companies have a unified social credit code. Choose company, or leave it empty."),
                      field="uscc")  # fmt: skip


def check_reachable(values: Mapping[str, Any]) -> None:
    """Refuse to open a file of somebody whom nobody can reach: what is known at first contact is enough, but not less.

    Whatever else the class must hold may follow until the file is filed (C-11).
    """
    if not values.get("phone") and not values.get("address"):
        raise Refused(Text("Please type a telephone number or an address: one way to reach him."), field="phone")


def check_known_on(day: date | None, today: date) -> None:
    """Refuse a change that becomes known in time to come (C-12)."""
    if day is not None and day > today:
        raise Refused(Text("This day has not come yet."), field="known_on")
