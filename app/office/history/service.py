"""Recording deeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert

from app.columns import table_of
from app.domain.text import Text
from app.office.history.models import Entry
from app.unit_of_work import current_work
from app.web import registry
from app.web.feature import Action


@dataclass(frozen=True, slots=True)
class Deed:
    """What a bulk verb did to one subject; one row of history."""

    subject: str
    customer_id: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def record(
    action: Action,
    subject: str,
    *,
    customer_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
    reason: str | None = None,
    on_behalf_of: int | None = None,
) -> None:
    """Write one entry of history in the unit of work that is under way.

    `subject` is "kind:id", such as "payment:12". Facts are plain values; `x_fen` and `x_m3` are shown formatted, and
    a `Text` in the language of the reader. `on_behalf_of` is the person for whom a deputy does this deed.
    """
    record_many(action, [Deed(subject, customer_id, facts or {})], reason=reason, on_behalf_of=on_behalf_of)


def record_many(
    action: Action, deeds: Iterable[Deed], *, reason: str | None = None, on_behalf_of: int | None = None
) -> None:
    """Write one entry for each deed, as one statement.

    Hook `recorded(action, subject, customer_id, by)` is told of a deed done to one thing, in the same unit: a visit
    keeps what it leads to. Imports and runs lead from no visit.
    """
    work = current_work()
    common = {
        "at": work.at,
        "actor_kind": work.by.kind.value,
        "actor_name": work.by.name,
        "staff_id": work.by.staff_id,
        "on_behalf_of": on_behalf_of or work.by.on_behalf_of,
        "action": action.name,
        "reason": reason,
    }
    rows = [
        {**common, "subject": deed.subject, "customer_id": deed.customer_id, "facts": _plain(deed.facts)}
        for deed in deeds
    ]
    if rows:
        work.session.execute(insert(table_of(Entry)), rows)
    if len(rows) == 1:
        for tell in registry.hooked("recorded"):
            tell(action.name, rows[0]["subject"], rows[0]["customer_id"], work.by)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Compare two pictures of a thing: rows of field, old and new value for what differs."""
    return [
        {"field": name, "old": _value(before.get(name)), "new": _value(value)}
        for name, value in after.items()
        if before.get(name) != value
    ]


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in facts.items()}


def _value(value: Any) -> Any:
    if isinstance(value, Text):
        return {"msgid": value.msgid, "params": _plain(value.params)}
    return value.isoformat() if isinstance(value, date | datetime) else value
