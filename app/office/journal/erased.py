"""What history no longer shows of customers whose personal data was erased (M-43).

History never changes, so the values stay stored; nobody reads them through the program any more. The features above
know who was erased: hook `erased(customer_ids) -> {customer_id: moment}`. What was recorded before that moment is shown
without the values of its fields, without its reason, and with no word in its sentence that may be a name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.office.history.models import Entry
from app.web import registry

HIDDEN = "****"  # the same in every language
# Numbers of things, days, moments and the keys of choices say nothing of a person.
HARMLESS = re.compile(r"[A-Z]{1,3}-?\d[\d-]*|\d{4}-\d{2}(-\d{2}(T[\d:.+]+)?)?|[a-z_]+(\.[a-z_]+)*")
COLUMNS = ("id", "at", "actor_kind", "actor_name", "staff_id", "on_behalf_of", "action", "subject", "customer_id")


def erased(customer_ids: Collection[int]) -> dict[int, datetime]:
    """Since when the personal data of these customers is gone; who still has his is not in it."""
    if not customer_ids:
        return {}
    return {one: at for ask in registry.hooked("erased") for one, at in ask(customer_ids).items()}


def readable(entries: Sequence[Entry]) -> list[Entry]:
    """The entries as they may be read: those of erased customers as copies without personal values."""
    gone = erased({entry.customer_id for entry in entries if entry.customer_id is not None})
    return [_covered(entry) if _is_older(entry, gone) else entry for entry in entries]


def _is_older(entry: Entry, gone: Mapping[int, datetime]) -> bool:
    since = gone.get(entry.customer_id) if entry.customer_id is not None else None
    return since is not None and entry.at < since


def _covered(entry: Entry) -> Entry:
    copy = Entry(**{name: getattr(entry, name) for name in COLUMNS})
    copy.facts = {name: without_words(value) for name, value in entry.facts.items()}
    return copy


def without_words(value: Any) -> Any:
    """A stored fact in which every word that may be personal is replaced; figures, numbers of things and days stay."""
    match value:
        case {"field": field, **more}:
            return {"field": field, **dict.fromkeys(more, HIDDEN)}
        case {"msgid": msgid, "params": dict(params)}:
            return {"msgid": msgid, "params": {name: without_words(one) for name, one in params.items()}}
        case dict():
            return {name: without_words(one) for name, one in value.items()}
        case list():
            return [without_words(one) for one in value]
        case str() if value and not HARMLESS.fullmatch(value):
            return HIDDEN
    return value
