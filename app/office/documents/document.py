"""How a feature declares a printable form, and the forms that all features declare."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import NoResultFound

from app.domain.actor import Actor
from app.domain.text import Text
from app.web import registry
from app.web.feature import Feature

KEPT_IN_BLANKS = ("office", "reach")  # fields whose words belong to the form itself


@dataclass(frozen=True, slots=True)
class Stack:
    """Subjects that are printed one after the other, such as the slips of one book in route order."""

    name: str
    ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class Many:
    """How a form is printed for many subjects at once.

    `stacks(actor, arguments)` names the stacks and their subjects in order; `load(actor, ids)` gives the values of
    a slice, in the order of the ids. `arguments` are the names of what the user chooses, such as period and book.
    """

    arguments: tuple[str, ...]
    stacks: Callable[[Actor, Mapping[str, str]], Sequence[Stack]]
    load: Callable[[Actor, Sequence[int]], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Document:
    """A printable form.

    `chinese` is the name on the paper in every language, `english` the name in menus. `load(actor, subject_id,
    **arguments)` gives a frozen dataclass of plain values (words, numbers and tuples of such dataclasses, all ready
    for print) and raises NoResultFound for what the actor may not know of; whoever holds `permission` may print it,
    everybody where it is SIGNED_IN.

    An official form (`official`) has the fields `number` and `customer_id`; its values are frozen at its first
    print, and every later print is counted and marked 补打. Other forms show the state of the day. `keep` stores the
    PDF of the first print. `form_no` is the number of the form itself and unlike every other; `copies` names the
    keeper of each copy ("一、总经理办公室存"); `paged` counts the pages of each copy for itself.

    `example()` gives the dataclass filled with made-up values, for the catalogue of forms. The blank, for writing by
    hand, is made from it: every word is left out but the names in `KEPT_IN_BLANKS`, and the innermost table has
    `blank_rows` empty rows. A form whose blank cannot be made so gives its own with `blank()`.
    `signatures` are the labels (msgids) of the boxes for signatures, `stamp` that of the place for the seal;
    templates/print/_form.html prints both. `used` tells where in the program the form is printed.

    `unfinished(values)` says why an official paper may be looked at but not yet be printed, because its values would
    be frozen too early; None where it may.
    """

    key: str
    chinese: str
    english: Text
    papers: tuple[str, ...]
    template: str
    permission: str
    load: Callable[..., Any]
    form_no: str | None = None
    arguments: tuple[str, ...] = ()
    official: bool = True
    keep: bool = False
    copies: tuple[str, ...] = ()
    many: Many | None = None
    example: Callable[[], Any] | None = None
    blank: Callable[[], Any] | None = None
    blank_rows: int = 8
    signatures: tuple[str, ...] = ()
    stamp: str | None = None
    paged: bool = False
    used: Text | None = None
    unfinished: Callable[[Mapping[str, Any]], Text | None] | None = None


def documents() -> dict[str, Document]:
    """Every declared form by its key. Hook `documents() -> [Document]`."""
    return {one.key: one for declare in registry.hooked("documents") for one in declare()}


def documents_by_feature() -> list[tuple[Feature, list[Document]]]:
    """The features that declare forms, in the order of app/features.py, each with its forms."""
    declaring = [one for one in registry.all_features() if "documents" in one.hooks]
    return [(one, one.function(one.hooks["documents"])()) for one in declaring]


def document(key: str) -> Document:
    """The form of this key. Raises NoResultFound."""
    try:
        return documents()[key]
    except KeyError:
        raise NoResultFound(f"no document {key}") from None
