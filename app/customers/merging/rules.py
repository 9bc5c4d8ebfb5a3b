"""Which value stays where two files are made one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.customers.files.rules import LONGEST
from app.domain.errors import Refused
from app.domain.text import Text

SURVIVOR, LOSER, BOTH = "survivor", "loser", "both"
MERGED, UNDONE = "merged", "undone"
OWNER = "owner_id"
FIELDS = (
    "name", "kind", "category", "phone", "address", "contact", "nature", "supervising_unit", "uscc", "source",
    "first_contact_on", "important", "note", OWNER,
)  # fmt: skip
_BETWEEN = {"phone": "、", "note": "\n"}

Values = Mapping[str, Any]


def number_of(month: str, count: int) -> str:
    """The number of the n-th merge of a month: HB2611-001."""
    return f"HB{month}-{count:03d}"


def differing(survivor: Values, loser: Values) -> list[str]:
    """The fields about which the two files say different things, in the order of the file."""
    return [field for field in FIELDS if (survivor[field] or None) != (loser[field] or None)]


def both(field: str, survivor: Values, loser: Values) -> str | None:
    """Both telephones or both notes together; None where a field holds one value, or the two do not fit into it."""
    between = _BETWEEN.get(field)
    if between is None or not survivor[field] or not loser[field]:
        return None
    parts = [*survivor[field].split(between), *loser[field].split(between)]
    joined = between.join(dict.fromkeys(parts))
    return joined if len(joined) <= LONGEST.get(field, len(joined)) else None


def usual(field: str, survivor: Values, loser: Values) -> str:
    """Which value stays where nobody chooses: the survivor's, else what only the other file knows.

    Both telephones and notes where they fit, the earlier first contact, important if either is. The owner is always
    the survivor's: a merge takes no customer from anybody by itself.
    """
    if field == OWNER or not loser[field]:
        return SURVIVOR
    if both(field, survivor, loser) is not None:
        return BOTH
    if field == "first_contact_on" and survivor[field]:
        return LOSER if loser[field] < survivor[field] else SURVIVOR
    return SURVIVOR if survivor[field] else LOSER


def chosen(choices: Mapping[str, str], survivor: Values, loser: Values) -> dict[str, Any]:
    """The fields of the survivor that change, with their new values. Raises Refused for a choice that there is not."""
    found: dict[str, Any] = {}
    for field in differing(survivor, loser):
        choice = choices.get(field) or usual(field, survivor, loser)
        options = {SURVIVOR: survivor[field], LOSER: loser[field]}
        if (joined := both(field, survivor, loser)) is not None:
            options[BOTH] = joined
        if choice not in options:
            raise Refused(Text("Please choose one of the list."), field=field)
        if options[choice] != survivor[field]:
            found[field] = options[choice]
    if not found.get("name", survivor["name"]):
        raise Refused(Text("Please fill this in."), field="name")
    return found
