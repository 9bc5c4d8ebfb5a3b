"""How parts of addresses are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_ID = 2**63 - 1
LONGEST_ID = 18  # digits that surely fit


class IdConverter(IntegerConverter):
    """An id; a number that no database can hold is no address of ours."""

    def __init__(self, url_map: Map, **limits: Any) -> None:
        super().__init__(url_map, **{"max": LARGEST_ID, **limits})


def read_id(text: str) -> int:
    """An id in the query of an address. Raises ValueError, as `request.args.get(type=…)` wants it, for what is none."""
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST_ID:
        raise ValueError(text)
    return int(text)


def id_typed(text: Any) -> int | None:
    """An id as it stands in a hidden field or in an address; None for what is none."""
    try:
        return read_id(str(text)) if text else None
    except ValueError:
        return None


def id_in(subject: str, kind: str) -> int | None:
    """The id of a thing that a subject such as "filing:7" names; None where it names another kind or is none."""
    found, _, number = subject.partition(":")
    return id_typed(number) if found == kind else None


def set_up(app: Flask) -> None:
    """Let `<int:…>` in addresses mean an id, and zero characters nothing. Call before blueprints are registered."""
    app.url_map.converters["int"] = IdConverter
    answer = app.wsgi_app

    def answer_readable(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        # PostgreSQL takes no text with a zero character in it, not even to look for; nobody types one.
        environ["PATH_INFO"] = environ.get("PATH_INFO", "").replace("\0", "")
        environ["QUERY_STRING"] = environ.get("QUERY_STRING", "").replace("%00", "")
        return answer(environ, start_response)

    app.wsgi_app = answer_readable  # type: ignore[method-assign]
