"""How parts of addresses are read."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_ID = 2**63 - 1


class IdConverter(IntegerConverter):
    """An id; a number that no database can hold is no address of ours."""

    def __init__(self, url_map: Map, **limits: Any) -> None:
        super().__init__(url_map, **{"max": LARGEST_ID, **limits})


def set_up(app: Flask) -> None:
    """Let `<int:…>` in addresses mean an id. Call before blueprints are registered."""
    app.url_map.converters["int"] = IdConverter
