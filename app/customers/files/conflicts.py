"""Two people changed the same file: what each field was, what one typed, and what is stored now, side by side.

Pure: whoever was slower chooses for each field that the other one has changed; nothing typed is lost.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

MINE, STORED = "mine", "stored"
LONGEST_BASE = 20_000


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that somebody else changed meanwhile. `choice` is mine or stored; None where both changed it and the
    user has not chosen."""

    field: str
    mine: Any
    stored: Any
    choice: str | None


def picture(values: Mapping[str, Any]) -> str:
    """The values that a form was filled with, for its hidden field: what was seen before anything was typed."""
    return json.dumps({key: plain(value) for key, value in values.items()}, ensure_ascii=False)


def seen(text: str) -> Mapping[str, str] | None:
    """The picture that a form brings back; None for what is none."""
    try:
        found = json.loads(text) if len(text) < LONGEST_BASE else None
    except ValueError:
        return None
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else None


def clashes(
    base: Mapping[str, str] | None, mine: Mapping[str, Any], stored: Mapping[str, Any], chosen: Mapping[str, str]
) -> list[Clash]:
    """The fields in which the file is no longer as it was seen and not as it was typed, with what was chosen.

    What the user left as it was stays as stored unless he chooses otherwise. Without a picture of what was seen every
    difference counts.
    """
    return [
        Clash(key, value, stored[key], chosen.get(key) or _advice(base, key, value))
        for key, value in mine.items()
        if plain(value) != plain(stored[key]) and (base is None or base.get(key, "") != plain(stored[key]))
    ]


def settled(values: Mapping[str, Any], found: list[Clash]) -> dict[str, Any]:
    """What is left to be saved after the choices: fields that stay as stored are not touched."""
    kept = {clash.field for clash in found if clash.choice == STORED}
    return {key: value for key, value in values.items() if key not in kept}


def plain(value: Any) -> str:
    """A value as it is compared: nothing, no and an empty box are the same."""
    if value is None or value is False:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _advice(base: Mapping[str, str] | None, key: str, mine: Any) -> str | None:
    return STORED if base is not None and base.get(key, "") == plain(mine) else None
