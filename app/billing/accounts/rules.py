"""What may stand in a gas account, the same for a form on screen and for a row of an import (G-01)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from app.billing.meters.rules import NOTHING, NewMeter
from app.billing.tariffs.checks import LARGEST_HOUSEHOLD
from app.billing.tariffs.pricelist import CATEGORIES, GENERAL, USES, Category
from app.customers.files.rules import COMPANY, kind_by, read_phone
from app.domain.errors import Conflict, Refused
from app.domain.names import tidy
from app.domain.text import N_, Text
from app.domain.volume import Volume, parse_volume
from app.exchange.cells import to_identifier, to_phone_text, to_whole

ACTIVE, SUSPENDED, CLOSED = "active", "suspended", "closed"
STATES: Mapping[str, str] = {ACTIVE: N_("Active"), SUSPENDED: N_("Suspended"), CLOSED: N_("Closed")}
STATE_COLOURS: Mapping[str, str] = {ACTIVE: "green", SUSPENDED: "yellow", CLOSED: "secondary"}
MOVES: Mapping[str, tuple[str, ...]] = {ACTIVE: (SUSPENDED, CLOSED), SUSPENDED: (ACTIVE, CLOSED), CLOSED: ()}

LABELS: Mapping[str, str] = {
    "number": N_("Account number"),
    "name": N_("Name"),
    "category": N_("Category"),
    "use": N_("Use"),
    "persons": N_("Persons"),
    "address": N_("Address"),
    "phone": N_("Telephone"),
    "book": N_("Reading book"),
    "position": N_("Place in the book"),
    "note": N_("Note"),
}
LONGEST: Mapping[str, int] = {"name": 120, "use": 40, "address": 200, "phone": 40, "book": 40}
LARGEST_POSITION = 999_999

_CATEGORY_WORDS = {"居民": "residential", "公福": "public_welfare", "商业": "commercial"}
_USE_WORDS = {"普通": GENERAL, "壁挂炉": "boiler", "农村": "rural"}
_FILLED = ("name", "address", "use")


@dataclass(frozen=True, slots=True)
class AccountFields:
    """What may change in a gas account: whose it is by name, for what use, where, and its place on the round.

    `book` and `position` are the reading book (册号) and the place in it (册内序号).
    """

    name: str
    category: str
    address: str
    use: str = GENERAL
    persons: int | None = None
    phone: str | None = None
    book: str | None = None
    position: int | None = None
    note: str | None = None

    def values(self) -> dict[str, Any]:
        """The fields as columns of GasAccount."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A gas account (户号) to be opened with its meter. `cycle_volume` was billed before this program, in 0.001 m³."""

    number: str
    fields: AccountFields
    meter: NewMeter
    cycle_volume: Volume = NOTHING


def check_fields(values: AccountFields) -> None:
    """Raise Refused, with the field, for an account that must not be stored like that (G-01)."""
    if values.category not in CATEGORIES:
        raise _no_category(values.category)
    for key in _FILLED:
        if not getattr(values, key):
            raise Refused(Text("Please fill this in."), field=key)
    for key, most in LONGEST.items():
        if len(getattr(values, key) or "") > most:
            raise Refused(Text("This is too long. At most %(most)s characters fit.", most=most), field=key)


def check_move(before: str, after: str) -> None:
    """Raise Conflict for a state that does not follow the other: a closed account stays closed."""
    if after not in MOVES[before]:
        raise Conflict(Text("The account is %(state)s: this cannot be done any more.", state=Text(STATES[before])))


def customer_kind(category: str, name: str) -> str:
    """Person or company: who has a public-welfare or commercial account is a company."""
    return kind_by(name) if category == Category.RESIDENTIAL else COMPANY


def read_number(text: str) -> str:
    """Read an account number (户号): half-width, without blanks, zeros in front stay. Raises Refused."""
    return to_identifier(text, field="number")


def read_category(text: str) -> str:
    """Read a category in Chinese or as stored: 居民 is residential. Raises Refused for any other word."""
    plain = tidy(text)
    found = _CATEGORY_WORDS.get(plain, plain.casefold().replace(" ", "_").replace("-", "_"))
    if found not in CATEGORIES:
        raise _no_category(plain)
    return found


def read_use(text: str) -> str:
    """Read a use in Chinese or as price lists name it: 壁挂炉 is boiler, nothing is general; others stay as written."""
    plain = tidy(text)
    return _USE_WORDS.get(plain, plain.casefold() if plain.casefold() in USES else plain) or GENERAL


def read_persons(text: str) -> int:
    """Read the number of persons of a household. Raises Refused."""
    return to_whole(text, 1, LARGEST_HOUSEHOLD, field="persons")


def read_position(text: str) -> int:
    """Read the place in the reading book. Raises Refused."""
    return to_whole(text, 0, LARGEST_POSITION, field="position")


def read_account_phone(text: str) -> str:
    """Read telephone numbers as the customer's file keeps them; undoes what spreadsheets do to digits first.

    A number that nobody can dial stays as written: the office's old registers have such, and gas flows there all the
    same. Raises Refused for what is no number at all.
    """
    plain = to_phone_text(text, field="phone")
    try:
        return read_phone(plain)
    except Refused:
        return plain


def read_volume(text: str, field: str) -> Volume:
    """Read a volume or a meter's reading in m³ that is not negative. Raises Refused."""
    try:
        volume = parse_volume(text)
    except Refused as refused:
        raise Refused(refused.text, field=field) from None
    if volume < 0:
        raise Refused(Text("Please type a figure that is not negative."), field=field)
    return volume


def _no_category(text: str) -> Refused:
    return Refused(
        Text(
            "“%(text)s” is no category. Write %(residential)s, %(welfare)s or %(commercial)s.",
            text=text[:60],
            residential="居民",
            welfare="公福",
            commercial="商业",
        ),
        field="category",
    )
