"""Sentences in a JSON column: stored as msgid and parameters, spoken in the language of whoever reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.text import Text


def stored(text: Text) -> dict[str, Any]:
    """The sentence as {"msgid", "params"} of plain values."""
    return {"msgid": text.msgid, "params": {name: _plain(value) for name, value in text.params.items()}}


def sentence(kept: Mapping[str, Any]) -> Text:
    """The sentence that `stored` kept."""
    return Text(kept["msgid"], **{name: _again(value) for name, value in kept["params"].items()})


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return stored(value)
    return value if isinstance(value, str | int) else str(value)


def _again(value: Any) -> Any:
    return sentence(value) if isinstance(value, dict) else value
