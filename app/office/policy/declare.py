"""How a feature declares its policy values: one field holds type, default, label, unit, limits and handbook row."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any, TypeVar, dataclass_transform, get_type_hints

from app.domain.errors import Refused
from app.domain.money import Fen, Rate, format_rate, parse_fen, parse_rate, plain_fen
from app.domain.names import tidy
from app.domain.text import Text

P = TypeVar("P")
KEY = "policy"


@dataclass(frozen=True, slots=True)
class Value:
    """What is known of one policy value besides its type and default.

    `low` and `high` limit numbers; `choices` are stored value and msgid; `row` is the handbook row or setting.
    """

    label: Text
    row: str
    unit: Text | None = None
    low: int | None = None
    high: int | None = None
    choices: Sequence[tuple[str, str]] = ()
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Declared:
    """One policy value of the program: where it belongs, its type, its default and what is known of it."""

    name: str
    field: str
    type: Any
    default: Any
    value: Value

    def parse(self, text: str) -> Any:
        """Turn what was typed or stored into the value. Raises Refused."""
        return _parse(self, tidy(text))

    def write(self, value: Any) -> str:
        """Turn the value into what is stored and shown; `parse` reads it back."""
        return _write(self.type, value)


def value(default: Any, label: Text, *, row: str, **known: Any) -> Any:
    """Declare a policy value in the body of a policy class."""
    return dataclasses.field(default=default, metadata={KEY: Value(label, row, **known)})


@dataclass_transform(frozen_default=True, field_specifiers=(value,))
def policy(name: str, label: Text) -> Callable[[type[P]], type[P]]:
    """Make a frozen dataclass whose fields are policy values, stored as "name.field"."""

    def make(plain: type[P]) -> type[P]:
        made = dataclass(frozen=True)(plain)
        made.__policy__ = (name, label)  # type: ignore[attr-defined]
        return made

    return make


def label_of(policy_class: type) -> Text:
    """What the administrator reads above the values of this class."""
    label: Text = policy_class.__policy__[1]  # type: ignore[attr-defined]
    return label


def name_of(policy_class: type) -> str:
    """The stored name of this class, the first part of the names of its values."""
    name: str = policy_class.__policy__[0]  # type: ignore[attr-defined]
    return name


def about(policy_class: type) -> list[Declared]:
    """What every text of rules carries besides its values (O-21): who interprets it, and what fills its gaps.

    Empty, it is as the office says for all its rules (RulesPolicy).
    """
    prefix = name_of(policy_class)
    return [
        Declared(f"{prefix}.{field}", field, str, "", Value(label, "O-21", empty=True))
        for field, label in (
            ("text_interpreted_by", Text("Department that interprets this text")),
            ("text_fallback", Text("What holds where this text is silent")),
        )
    ]


def declared(policy_class: type) -> list[Declared]:
    """The values of a policy class, in the order in which they are declared."""
    prefix, hints = name_of(policy_class), get_type_hints(policy_class)
    return [
        Declared(f"{prefix}.{item.name}", item.name, hints[item.name], item.default, item.metadata[KEY])
        for item in dataclasses.fields(policy_class)
    ]


def _parse(one: Declared, text: str) -> Any:
    if not text and one.value.empty:
        return "" if one.type is str else None
    reader = READERS.get(one.type)
    if one.value.choices:
        return _choice(one.value.choices, text)
    if reader is None:
        raise TypeError(f"policy value {one.name} has a type that cannot be stored: {one.type}")
    return _within(one.value, reader(text))


def _choice(choices: Sequence[tuple[str, str]], text: str) -> str:
    if text not in {key for key, _ in choices}:
        raise Refused(Text("Please choose one of the list."))
    return text


def _within(known: Value, found: Any) -> Any:
    if known.low is not None and found < known.low:
        raise Refused(Text("This is too small. The least is %(low)s.", low=known.low))
    if known.high is not None and found > known.high:
        raise Refused(Text("This is too large. The most is %(high)s.", high=known.high))
    return found


def _whole(text: str) -> int:
    if not text.removeprefix("-").isascii() or not text.removeprefix("-").isdigit() or len(text) > 12:
        raise Refused(Text("Please type a whole number."))
    return int(text)


def _yes(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise Refused(Text("Please choose one of the list."))
    return text == "yes"


def _line(text: str) -> str:
    if not text:
        raise Refused(Text("Please fill this in."))
    if len(text) > 500:
        raise Refused(Text("This is too long. At most %(most)s characters fit.", most=500))
    return text


def _time(text: str) -> time:
    if not re.fullmatch(r"[0-2]?[0-9]:[0-5][0-9]", text) or int(text[:-3]) > 23:
        raise Refused(Text("Please type a time like 08:30."))
    return time(int(text[:-3]), int(text[-2:]))


READERS: Mapping[Any, Callable[[str], Any]] = {
    int: _whole,
    int | None: _whole,
    bool: _yes,
    str: _line,
    time: _time,
    Fen: parse_fen,
    Rate: parse_rate,
    Rate | None: parse_rate,
}


def _write(kind: Any, found: Any) -> str:
    if found is None:
        return ""
    if isinstance(found, bool):
        return "yes" if found else "no"
    if kind is Fen:
        return plain_fen(found)
    if kind is time:
        return f"{found:%H:%M}"
    return format_rate(found) if kind in (Rate, Rate | None) else str(found)
