"""Every value that the office can set has a label, says where it comes from, and stands in the docs."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from app.office.policy.declare import declared
from app.web import registry

DOCS = Path(__file__).parents[2] / "docs" / "office-rules.md"


def test_every_value_has_a_label_and_a_source(app: Flask) -> None:
    with app.app_context():
        values = [one for feature in registry.all_features() for kind in feature.policies for one in declared(kind)]
    assert values
    assert [one.name for one in values if not str(one.value.label) or not one.value.row] == []


def test_every_number_has_a_unit(app: Flask) -> None:
    with app.app_context():
        values = [one for feature in registry.all_features() for kind in feature.policies for one in declared(kind)]
    numbers = [one for one in values if one.type in (int, int | None) and not one.value.choices]
    assert [one.name for one in numbers if one.value.unit is None] == []


def test_the_docs_are_made_from_the_declarations(app: Flask) -> None:
    """After a change run `flask office policy-docs` and put its table into docs/office-rules.md."""
    table = app.test_cli_runner().invoke(args=["office", "policy-docs"]).stdout.strip()
    assert table in DOCS.read_text(encoding="utf-8")
