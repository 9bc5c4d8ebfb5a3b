"""Changes of files as history tells them: people and departments by their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.office.staff.models import Department, Staff


def in_words(changed: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Changes of fields with the names of people and departments instead of their ids, as history keeps them."""
    names = {"owner_id": Staff, "department_id": Department}
    return [
        {**one, "old": _name(names[one["field"]], one["old"]), "new": _name(names[one["field"]], one["new"])}
        if one["field"] in names
        else dict(one)
        for one in changed
    ]


def _name(table: Any, row_id: int | None) -> str | None:
    return db.session.scalar(select(table.name).where(table.id == row_id)) if row_id else None
