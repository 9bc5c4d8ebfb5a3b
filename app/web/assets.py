"""Addresses of static files that change when the file changes, so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, request, url_for


def set_up(app: Flask) -> None:
    """Give `asset(path)` to the templates and let browsers keep what carries a version."""
    app.jinja_env.globals["asset"] = asset

    @app.after_request
    def keep(response: Any) -> Any:
        if request.endpoint == "static" and "v" in request.args:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def asset(path: str) -> str:
    """The address of a static file with its version; made once in a request, for a page asks dozens of times."""
    known: dict[str, str] = g.setdefault("assets", {})
    if path not in known:
        known[path] = url_for("static", filename=path, v=_version(Path(current_app.static_folder or "") / path))
    return known[path]


@lru_cache(maxsize=200)
def _version(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.exists() else "missing"
