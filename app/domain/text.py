"""Sentences in pure code: named here in English, translated at the edge (web, print, command line)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def N_(msgid: str) -> str:
    """Mark `msgid` for the translators and return it unchanged."""
    return msgid


class Text:
    """A sentence that is not translated yet: a msgid and the values that go into its `%(name)s` places.

    A parameter may be a string, a number, a date or another `Text`; the edge formats and translates each.
    """

    __slots__ = ("msgid", "params")

    def __init__(self, msgid: str, /, **params: Any) -> None:
        self.msgid = msgid
        self.params: Mapping[str, Any] = params

    def __str__(self) -> str:
        return self.msgid % self.params if self.params else self.msgid

    def __repr__(self) -> str:
        return f"Text({self.msgid!r}, {dict(self.params)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.msgid, self.params) == (other.msgid, other.params)

    def __hash__(self) -> int:
        return hash((self.msgid, tuple(sorted((name, str(value)) for name, value in self.params.items()))))
