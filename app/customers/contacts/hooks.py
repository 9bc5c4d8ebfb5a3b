"""What contacts do when files are opened, changed or withdrawn, and how their fields are called in history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from app.customers.contacts import bulk
from app.customers.contacts.rules import LABELS, PRIVATE
from app.customers.files.kinds import Changed, Opened
from app.customers.files.masking import covered, is_covered
from app.domain.actor import Actor
from app.domain.text import Text

OF_THE_FILE = {"contact", "phone"}


def opened(files: Sequence[Opened], *, by: Actor) -> None:  # noqa: ARG001
    """Whom a new file names is its main contact. Sheets bring theirs with post and numbers themselves."""
    ids = [one.id for one in files if one.batch_id is None]
    if ids:
        bulk.follow(ids)


def changed(file: Changed, *, by: Actor) -> None:  # noqa: ARG001
    """Whom a changed file names, and by what he is reached, is so among the contacts too."""
    if OF_THE_FILE & {str(one["field"]) for one in file.changes}:
        bulk.follow([file.id])


def withdrawn(ids: Sequence[int]) -> None:
    """The contacts go with their customers."""
    bulk.forget(ids)


def fact_labels() -> dict[str, Text]:
    """How the fields of a contact are called in history."""
    return {f"contact.{key}": Text(label) for key, label in LABELS.items()}


def fact_values() -> dict[str, Callable[[Any], Text | str]]:
    """By what a contact is reached stays covered in history too: it is shown on his page, which is recorded (O-07)."""
    return {f"contact.{key}": partial(_shown, how=how) for key, how in PRIVATE.items()}


def _shown(value: Any, *, how: str) -> str:
    return covered(value, how) if is_covered("phone") else "" if value is None else str(value)
