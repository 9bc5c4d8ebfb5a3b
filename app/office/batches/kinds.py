"""What an import needs to know of the thing it brings in: the kinds of imports, as features declare them (O-15)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.exc import NoResultFound

from app.domain.actor import Actor
from app.domain.text import Text
from app.exchange.columns import Column
from app.exchange.read import Row
from app.office.batches.models import Batch, BatchRow
from app.web import registry
from app.web.feature import Permission

CREATE, UPDATE, SAME, DUPLICATE, REFUSED = "create", "update", "same", "duplicate", "refused"
VERDICTS = (CREATE, UPDATE, SAME, DUPLICATE, REFUSED)
BY = "by"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one row of the sheet: create, update, same, duplicate or refused; the last two with a reason.

    `values` is what `apply` will need of a row to create or update: plain values that JSON can hold.
    """

    number: int
    verdict: str
    reason: Text | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    """Something asked beside the file, such as the period of readings.

    `read` turns what was typed into what is stored (a string) and raises Refused. `choices` are stored value and
    msgid, where one of a list is wanted; `default` is the one that holds where nothing was chosen.
    """

    key: str
    label: str
    read: Callable[[str], str] = str
    choices: Sequence[tuple[str, str]] = ()
    default: str | None = None


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A kind of import. A feature declares `hooks={"import_kinds": "imports:kinds"}`, `kinds() -> [ImportKind]`.

    `check(rows, options)` looks at all rows at once, in few queries, and writes nothing; the machine adds to the
    options under "by" the `Actor` who brought the file, so that a match outside his sight tells him nothing.
    `apply(batch, rows)` writes one slice of the rows to create or update inside a short unit: set-based, with
    `batch_id=batch.id`, its history too. `undo(batch)` is asked inside the unit that hides the batch and raises
    Refused where a row was touched since. `remove(batch, limit)` then takes back at most `limit` rows inside a
    short unit and returns how many; 0 ends it. Without it the rows stay, hidden.
    `applied(batch)` is told inside the unit that shows the batch, to ask for what must follow it; it must be quick.
    `ahead(rows)` runs before the slice's unit, while the database is free, to work out what takes long.
    `home` is the endpoint of the list that the rows come to stand in.
    `visible(actor)` is the condition on Batch under which somebody who may bring in this kind sees an import of it,
    which shows every cell of the sheet; without it he sees them all.
    """

    key: str
    label: Text
    permission: Permission
    columns: Sequence[Column]
    check: Callable[[Sequence[Row], Mapping[str, Any]], Iterable[Verdict]]
    apply: Callable[[Batch, Sequence[BatchRow]], None]
    undo: Callable[[Batch], None]
    remove: Callable[[Batch, int], int] | None = None
    applied: Callable[[Batch], None] | None = None
    ahead: Callable[[Sequence[BatchRow]], None] | None = None
    options: Sequence[Option] = ()
    home: str | None = None
    visible: Callable[[Actor], ColumnElement[bool]] | None = None


def kinds() -> list[ImportKind]:
    """Every kind of import that a feature declares, in the order of app/features.py."""
    return [kind for declared in registry.hooked("import_kinds") for kind in declared()]


def kind_of(key: str) -> ImportKind:
    """The kind of this key. Raises NoResultFound where no feature declares it."""
    for kind in kinds():
        if kind.key == key:
            return kind
    raise NoResultFound(f"no import of the kind {key}")


def kinds_for(actor: Actor) -> list[ImportKind]:
    """The kinds of imports that this actor may bring in."""
    return [kind for kind in kinds() if actor.may(kind.permission.name)]
