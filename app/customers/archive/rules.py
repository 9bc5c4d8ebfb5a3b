"""Where bound files lie, and what a register was when its month was put away (C-110, C-111)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.errors import Refused
from app.domain.text import N_, Text

# What is bound in a file: C-110 names the first three.
SHEETS: Mapping[str, str] = {
    "enquiry": N_("Enquiry form"),
    "basic": N_("Basic-information form"),
    "changes": N_("Change forms"),
    "papers": N_("Copies of papers"),
    "contracts": N_("Contracts"),
    "letters": N_("Letters, faxes and notes of calls"),
}
USUAL = ("enquiry", "basic", "changes")

# Sheets of labels that stationers sell: columns, rows, label in mm. All lie on A4 without gaps.
LABELS: Mapping[str, tuple[int, int]] = {"70x37": (3, 8), "105x48": (2, 6), "105x37": (2, 8), "70x29": (3, 10)}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file lies: `ordinal` counts through the archive from 1, `bag` the bags."""

    ordinal: int
    bag: int


def places(first: int, count: int, *, bag: int, in_bag: int, size: int) -> list[Place]:
    """Places for `count` files whose first has the ordinal `first`; the last bag is `bag` with `in_bag` files in it.

    A bag takes files until it holds `size`; `bag` is 0 for an empty archive. What is bound already never moves: a bag
    that is fuller than the size of today is simply full. With one size all the time the n-th file lies in bag
    (n - 1) // size + 1 (C-110).
    """
    found = []
    for ordinal in range(first, first + count):
        if bag == 0 or in_bag >= size:
            bag, in_bag = bag + 1, 0
        in_bag += 1
        found.append(Place(ordinal, bag))
    return found


def room(bag: int, in_bag: int, size: int) -> int:
    """How many files the next ones share a bag with: what is free in the last bag, else a whole new one."""
    return size - in_bag if bag and in_bag < size else size


def number_of(ordinal: int) -> str:
    """The archive number of the n-th bound file: DA000001."""
    return f"DA{ordinal:06d}"


def ordinal_in(text: str) -> int | None:
    """The ordinal in an archive number, typed with or without DA and zeros; None where it is none."""
    found = re.fullmatch(r"DA0*([1-9][0-9]{0,8})", text.strip().upper())
    return int(found[1]) if found else None


def check_month(month: str, today: date) -> None:
    """Refuse what is no month, and a month that is not over: lines may still come (C-111)."""
    if not is_month(month):
        raise Refused(Text("Please type a month like 2026-11."))
    if month >= f"{today:%Y-%m}":
        raise Refused(Text("This month is not over. It is put away when its last day is past."))


def is_month(text: str) -> bool:
    """Whether this names a month, such as 2026-11."""
    return re.fullmatch(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])", text) is not None


def days_of(month: str) -> tuple[date, date]:
    """The first and the last day of a month."""
    first = date(int(month[:4]), int(month[5:]), 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def months_before(today: date, count: int) -> list[str]:
    """The `count` months that are over, the newest first."""
    found, first = [], today.replace(day=1)
    for _ in range(count):
        first = (first - timedelta(days=1)).replace(day=1)
        found.append(f"{first:%Y-%m}")
    return found


def fingerprint(rows: Sequence[Sequence[str]]) -> str:
    """The SHA-256 of the lines of a register, as hexadecimal: it differs where any word or their order differs."""
    plain = json.dumps([list(row) for row in rows], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
