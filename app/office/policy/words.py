"""Policy values in words, for pages, the command line and the manual."""

from __future__ import annotations

from typing import Any

from app.domain.money import Fen, format_fen
from app.domain.text import N_, Text
from app.office.policy.declare import Declared
from app.office.policy.profiles import profile
from app.office.policy.queries import PROFILE
from app.web.feature import Feature

NOTHING = "–"
ORIGINS = {
    "office": N_("set by the office"),
    "profile": N_("from the profile"),
    "shipped": N_("as shipped"),
}


def shown(one: Declared, value: Any) -> Text | str:
    """A value as people read it, without its unit."""
    choice = dict(one.value.choices).get(value) if one.value.choices else None
    if choice is not None:
        return Text(choice)
    if one.name == PROFILE:
        return profile(value).label
    if isinstance(value, bool):
        return Text("Yes") if value else Text("No")
    if one.type is Fen:
        return format_fen(value, symbol=True)
    return one.write(value) or NOTHING


def limits(one: Declared) -> str:
    """What a number may be, as "1 – 100", "≥ 1", "≤ 100", or nothing."""
    low, high = (None if end is None else one.write(end) for end in (one.value.low, one.value.high))
    if low is not None and high is not None:
        return f"{low} – {high}"
    if low is not None:
        return f"≥ {low}"
    return f"≤ {high}" if high is not None else ""


def feature_name(feature: Feature) -> Text | str:
    """What the menu calls a feature; its stored name where it stands in no menu."""
    return feature.nav[0].label if feature.nav else feature.name


def markdown_table(values: list[Declared]) -> str:
    """The values as a table of the manual, in English."""
    lines = ["| Value | Meaning | Unit | Limits | Default | Source |", "|---|---|---|---|---|---|"]
    for one in values:
        unit = str(one.value.unit) if one.value.unit else ""
        cells = (f"`{one.name}`", one.value.label, unit, limits(one), shown(one, one.default), one.value.row)
        lines.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)
