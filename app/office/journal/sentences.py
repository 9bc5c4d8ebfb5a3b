"""How an entry of history reads: its action's sentence with the facts in it, and what was changed as a small table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.actor import ActorKind
from app.domain.money import Fen, format_fen
from app.domain.text import N_, Text
from app.domain.volume import Volume, format_volume
from app.office.history.models import Entry
from app.web import registry
from app.web.feature import Action
from app.web.filters import moment

PLACE = re.compile(r"%\((\w+)\)s")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?\+\d{2}:\d{2}")
NOTHING = "–"
Shower = Callable[[Any], "Text | str"]
KINDS = {
    ActorKind.OPERATOR.value: N_("at the shell"),
    ActorKind.JOB.value: N_("by the program"),
    ActorKind.FIRST_START.value: N_("at the first start"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a thing before and after; `label` is a plain string where nobody declared a name for the field."""

    label: Text | str
    old: Text | str
    new: Text | str


@dataclass(frozen=True, slots=True)
class Fields:
    """How the fields in changes are called, and how their values are shown, both by "kind.field"."""

    labels: Mapping[str, Text]
    showers: Mapping[str, Shower]


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as its reader sees it. `sentence` is the stored name where the feature of the action is gone."""

    id: int
    at: datetime
    who: str
    how: Text | None
    on_behalf_of: str | None
    sentence: Text | str
    subject: str
    changes: tuple[Change, ...]
    reason: str | None


def tell(entries: Iterable[Entry], names: Mapping[int, str], showers: Mapping[str, Shower] | None = None) -> list[Told]:
    """Put entries into sentences (O-06). `names` are members of staff by id, for those on whose behalf was acted.

    `showers` say how changed values are shown, in place of what features declare.
    """
    actions = {action.name: action for action in registry.actions()}
    known = Fields(fact_labels(), fact_values() if showers is None else showers)
    return [_told(entry, actions.get(entry.action), names, known) for entry in entries]


def fact_labels() -> dict[str, Text]:
    """How the fields in changes are called, "kind.field" -> name. Hook `fact_labels() -> {"customer.phone": Text}`."""
    return {name: label for ask in registry.hooked("fact_labels") for name, label in ask().items()}


def fact_values() -> dict[str, Shower]:
    """How the values of fields in changes are shown, "kind.field" -> function of the stored value, which is not None.

    Hook `fact_values() -> {"customer.phone": covered}`: private values stay covered in history too.
    """
    return {name: show for ask in registry.hooked("fact_values") for name, show in ask().items()}


def fact_values_of(customer_id: int) -> dict[str, Shower]:
    """The same in the history of one customer, where what stays covered may hang on what he is.

    Hook `fact_values_of(customer_id) -> {"customer.address": covered}`.
    """
    own = {name: show for ask in registry.hooked("fact_values_of") for name, show in ask(customer_id).items()}
    return {**fact_values(), **own}


def sentence(action: Action, facts: Mapping[str, Any]) -> Text:
    """The action's sentence over the facts; a place for which there is no fact shows a dash, never a fault.

    A fact `x_fen` (fen) or `x_m3` (0.001 m³) stands formatted in the place `x`, a fact `x_msgid` in the reader's
    language.
    """
    shown = dict(_place(name, value) for name, value in facts.items())
    missing = dict.fromkeys(PLACE.findall(action.sentence.msgid), NOTHING)
    return Text(action.sentence.msgid, **{**missing, **action.sentence.params, **shown})


def pattern(action: Action) -> Text:
    """The action's sentence with dots where facts would stand, for lists of actions."""
    return Text(action.sentence.msgid, **dict.fromkeys(PLACE.findall(action.sentence.msgid), "…"))


def shown_value(name: str, value: Any) -> Text | str:
    """A stored fact as it is read; `name` tells its unit."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return Text("Yes") if value else Text("No")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, dict) and "msgid" in value:
        return Text(value["msgid"], **dict(_place(place, one) for place, one in value["params"].items()))
    if isinstance(value, int) and name.endswith(("_fen", "_m3")):
        return _with_unit(name, value)
    if name.endswith("_msgid"):
        return Text(str(value))
    return _plain(str(value))


def _place(name: str, value: Any) -> tuple[str, Text | str]:
    return name.removesuffix("_fen").removesuffix("_m3").removesuffix("_msgid"), shown_value(name, value)


def _with_unit(name: str, value: int) -> str:
    if name.endswith("_fen"):
        return format_fen(Fen(value), symbol=True)
    return f"{format_volume(Volume(value))} m³"


def _plain(text: str) -> str:
    return moment(datetime.fromisoformat(text)) if MOMENT.fullmatch(text) else text


def _told(entry: Entry, action: Action | None, names: Mapping[int, str], known: Fields) -> Told:
    return Told(
        id=entry.id,
        at=entry.at,
        who=entry.actor_name,
        how=Text(KINDS[entry.actor_kind]) if entry.actor_kind in KINDS else None,
        on_behalf_of=names.get(entry.on_behalf_of) if entry.on_behalf_of else None,
        sentence=sentence(action, entry.facts) if action else entry.action,
        subject=entry.subject,
        changes=tuple(_changes(entry, known)),
        reason=entry.reason,
    )


def _changes(entry: Entry, known: Fields) -> Iterable[Change]:
    kind = entry.subject.partition(":")[0]
    for row in entry.facts.get("changes") or ():
        if isinstance(row, dict) and "field" in row:
            field = str(row["field"])
            show = known.showers.get(f"{kind}.{field}")
            old, new = (_shown(field, row.get(side), show) for side in ("old", "new"))
            yield Change(known.labels.get(f"{kind}.{field}", field), old, new)


def _shown(field: str, value: Any, show: Shower | None) -> Text | str:
    return show(value) if show is not None and value not in (None, "") else shown_value(field, value)
