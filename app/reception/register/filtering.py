"""From the address of a register to its filters and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from werkzeug.datastructures import MultiDict

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.staff.queries import colleagues
from app.reception.register.addresses import number_of
from app.reception.register.books import Book
from app.reception.register.forms import FilterForm
from app.reception.register.queries.lines import Filters
from app.web.language import say

NAMES = ("since", "until", "staff", "text")
LONGEST = timedelta(days=366)


def read(book: Book, args: MultiDict[str, str], actor: Actor) -> tuple[FilterForm, Filters | None]:
    """The filters as fields and as values; no values where a field was refused, and then the form says why.

    Without a day it is today; the register of a person is the reader's own until somebody else is chosen.
    """
    form = FilterForm(formdata=args, meta={"csrf": False})
    form.staff.choices = colleagues()
    if not form.validate():
        return form, None
    since = form.since.data or form.until.data or clock.today()
    until = form.until.data or since
    form.since.data, form.until.data = since, until
    if book.of_person and form.staff.data is None:
        form.staff.data = actor.staff_id
    if until < since or until - since > LONGEST:
        form.until.errors = [say(Text("Choose a time of at most a year that ends after it begins."))]
        return form, None
    return form, Filters(since, until, form.staff.data, form.text.data or "")


def values_of(args: Mapping[str, Any]) -> dict[str, Any]:
    """The filters and the cursor as they stand in the address, for links to the next page."""
    return {name: args[name] for name in (*NAMES, "after") if args.get(name)}


def paper_of(book: Book, filters: Filters | None) -> dict[str, Any] | None:
    """The paper of what is shown: that of one day, and of one member of staff where it is his; None for more days."""
    if filters is None or filters.since != filters.until or (book.of_person and not filters.staff_id):
        return None
    found: dict[str, Any] = {"kind": f"desk_{book.key}", "subject_id": number_of(filters.since)}
    return {**found, "staff": filters.staff_id} if book.of_person else found


def beside(filters: Filters | None, days: int) -> date:
    """The day so many days after what is shown."""
    return (filters.since if filters else clock.today()) + timedelta(days=days)
