"""What the list of customers asks of classes, and how their fields are called in history."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false

from app.customers.classes import queries
from app.customers.classes.rules import LABELS
from app.customers.files.kinds import ListFilter
from app.domain.text import Text
from app.web.converters import id_typed


def fact_labels() -> dict[str, Text]:
    """The labels by kind and field."""
    own = {f"class_scheme.{key}": Text(label) for key, label in LABELS.items()}
    return {**own, "customer.class": own["class_scheme.class"]}


def filters() -> list[ListFilter]:
    """The list of customers can be narrowed to those of one class."""
    return [ListFilter("class", Text("Every class"), queries.choices, _in_class)]


def _in_class(chosen: str) -> ColumnElement[bool]:
    class_id = id_typed(chosen)
    return queries.in_class(class_id) if class_id else false()
