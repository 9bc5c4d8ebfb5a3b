"""The values of two files as they stand beside each other on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.customers.files.catalogue import category_words
from app.customers.files.masking import values_shown
from app.customers.files.rules import KINDS
from app.customers.merging.rules import BOTH, LOSER, OWNER, SURVIVOR, both
from app.domain.text import N_, Text
from app.extensions import db
from app.office.staff.models import Staff

YES, NO = N_("Yes"), N_("No")


def options(fields: Sequence[str], files: Sequence[Mapping[str, Any]], *, plain: bool) -> dict[str, dict[str, Any]]:
    """What may stay in each field: {field: {choice: words}}; private values are covered unless `plain`."""
    survivor, loser = (values_shown(file, plain=plain) for file in files)
    names = _names([file[OWNER] for file in files])
    found: dict[str, dict[str, Any]] = {
        field: {SURVIVOR: _said(field, survivor[field], names), LOSER: _said(field, loser[field], names)}
        for field in fields
    }
    for field in fields:
        if both(field, *files) is not None:
            found[field][BOTH] = f"{survivor[field]} + {loser[field]}"
    return found


def _said(field: str, value: Any, names: Mapping[int, str]) -> Any:
    if value is None or value == "":
        return "–"
    if field == OWNER:
        return names.get(value, "–")
    if field == "category":
        return category_words().get(value, value)
    if field in ("kind", "important"):
        word = KINDS.get(value, value) if field == "kind" else (YES if value else NO)
        return Text(word)
    return str(value)


def _names(ids: Sequence[int | None]) -> dict[int, str]:
    query = select(Staff.id, Staff.name).where(Staff.id.in_([one for one in ids if one]))
    return {row.id: row.name for row in db.session.execute(query)}
