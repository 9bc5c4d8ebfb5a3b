"""What stands above is asked and told when files are opened and changed: hooks, called inside the unit of work.

`check_customer(draft, but, confirmed, by)` is asked before a file is opened or changed on screen. It may raise
`LooksAlike`, which the user may confirm, or another Refused, which he may not.
`customers_opened(opened, *, by)` is told of new files, also of many at once (imports, gas accounts).
`customer_changed(changed, *, by)` is told of one changed file, with what changed and since when it is known.
`customers_saved(ids, *, by)` is told of every file that was opened or changed, after the others.
`file_rules_set(kind, category, *, filing, by)` is told when the office says anew what files of a class must hold.
`customer_filters() -> [ListFilter]` is asked what more the list of customers can be narrowed to.
`customer_tokens(ids) -> {id: tokens}` is asked by what else the search box finds customers, for all who see cards;
`file_tokens(ids) -> {id: tokens}` by what it finds them for those who may read the file.
`customers_withdrawn(ids)` is told before files go together with the import that made them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.web import registry


@dataclass(frozen=True, slots=True)
class Alike:
    """A customer who may be the one being typed: masked, for whoever asks may not see him; whom to ask.

    `owner` is the owner's name, or his department's where he has none. `level` is block, warn or hint; `grounds` say
    what the two share, ready to be shown.
    """

    number: str
    name: str
    phone: str
    owner: str | None
    level: str
    grounds: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ListFilter:
    """Something more that the list of customers can be narrowed to: its name in the address, what the choice of
    everything is called, the choices (value and word), and the condition on Customer for a chosen value.

    Files matter alone: only those whose file the reader may see are searched.
    """

    name: str
    everything: Text
    choices: Callable[[], Sequence[tuple[str, str]]]
    condition: Callable[[str], ColumnElement[bool]]


class LooksAlike(Refused):
    """The office may know this customer already; whoever is sure that it does not may save all the same.

    `found` are the customers who are alike, the likeliest first.
    """

    def __init__(self, text: Text, field: str | None = None, *, found: Sequence[Alike] = ()) -> None:
        super().__init__(text, field)
        self.found = found


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was just opened; `batch_id` is the import that made it, hidden until that is applied."""

    id: int
    number: str
    kind: str
    category: str
    name: str
    owner_id: int | None
    department_id: int | None
    first_contact_on: date | None
    batch_id: int | None
    phone: str | None = None
    uscc: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that was just changed: rows of field, old and new value, why, and since when the office knows of it."""

    id: int
    number: str
    kind: str
    category: str
    owner_id: int | None
    department_id: int | None
    changes: Sequence[Mapping[str, Any]]
    reason: str | None
    known_on: date


def check_customer(draft: Mapping[str, Any], *, but: int | None, confirmed: bool, by: Actor) -> None:
    """Ask whoever knows whether this customer may be saved like that. Raises LooksAlike or another Refused."""
    for ask in registry.hooked("check_customer"):
        ask(draft, but=but, confirmed=confirmed, by=by)


def opened(files: Sequence[Opened], *, by: Actor) -> None:
    """Tell of new files."""
    for tell in registry.hooked("customers_opened"):
        tell(files, by=by)
    saved([one.id for one in files], by=by)


def changed(file: Changed, *, by: Actor) -> None:
    """Tell of a changed file."""
    for tell in registry.hooked("customer_changed"):
        tell(file, by=by)
    saved([file.id], by=by)


def saved(ids: Sequence[int], *, by: Actor) -> None:
    """Tell that these files, or what customers are found by, are new or have changed."""
    for tell in registry.hooked("customers_saved"):
        tell(ids, by=by)


def rules_set(kind: str, category: str, *, filing: bool, by: Actor) -> None:
    """Tell that other rules hold for the files of a class."""
    for tell in registry.hooked("file_rules_set"):
        tell(kind, category, filing=filing, by=by)


def more_tokens(ids: Sequence[int], hook: str = "customer_tokens") -> dict[int, set[str]]:
    """The tokens by which these customers are found besides those of their cards, or by what is in their files."""
    found: dict[int, set[str]] = {}
    for ask in registry.hooked(hook):
        for one, tokens in ask(ids).items():
            found.setdefault(one, set()).update(tokens)
    return found


def list_filters() -> list[ListFilter]:
    """What more the list of customers can be narrowed to."""
    return [one for ask in registry.asked("customer_filters") for one in ask()]


def withdrawn(ids: Sequence[int]) -> None:
    """Tell that these files go together with the import that made them."""
    for tell in registry.hooked("customers_withdrawn"):
        tell(ids)
