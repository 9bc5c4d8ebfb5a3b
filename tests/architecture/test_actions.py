"""What history can tell: every declared action has its sentence and a verb that records it."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

from flask import Flask

from app.web import registry
from app.web.feature import Action

APP = Path(__file__).parents[2] / "app"


def declared(app: Flask) -> list[tuple[str, Action]]:
    """Every action with the constant that names it, be it alone or in a table of actions."""
    found = []
    with app.app_context():
        features = registry.all_features()
    for feature in features:
        manifest = importlib.import_module(f"{feature.package}.feature")
        tables = {name: value for name, value in vars(manifest).items() if name.isupper() and isinstance(value, dict)}
        names = {id(one): name for name, table in tables.items() for one in table.values()}
        names |= {id(value): name for name, value in vars(manifest).items() if isinstance(value, Action)}
        found += [(names[id(action)], action) for action in feature.actions]
    return found


def test_every_action_has_a_name_of_its_own(app: Flask) -> None:
    names = [action.name for _, action in declared(app)]
    assert sorted(names) == sorted(set(names))


def test_every_action_is_recorded_by_a_verb(app: Flask) -> None:
    modules = [path for path in APP.rglob("*.py") if path.name != "feature.py"]
    texts = [(path, path.read_text(encoding="utf-8")) for path in modules]
    verbs = [text for path, text in texts if "service" in path.parts or "record" in text]
    missing = [
        action.name
        for constant, action in declared(app)
        if not any(re.search(rf"\b{constant}\b", text) for text in verbs)
    ]
    assert missing == []
