"""From the address of the journal to its filters and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from werkzeug.datastructures import MultiDict

from app import clock
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.journal.forms import FilterForm, TimelineForm
from app.office.journal.queries import Filters, Wanted, customer_of, people
from app.office.journal.sentences import pattern
from app.web import registry
from app.web.language import say

EVERYTHING = Text("Everything")
NAMES = ("since", "until", "person", "action", "subject", "customer", "text")
TIMELINE_NAMES = ("group", "since", "until", "words")
# Words in reasons have no index: without a first day they are looked for in the last days only.
DAYS_OF_TEXT = timedelta(days=31)


def read(args: MultiDict[str, str]) -> tuple[FilterForm, Filters | None]:
    """The filters as fields and as values; no values where a field was refused, and then the form says why."""
    form = FilterForm(formdata=args, meta={"csrf": False})
    form.person.choices = people()
    form.action.choices = sorted((one.name, say(pattern(one))) for one in registry.actions())
    form.validate()
    if form.text.data and form.since.data is None:
        form.since.data = clock.today() - DAYS_OF_TEXT
    try:
        return form, None if form.errors else _filters(form)
    except Refused as refused:
        form.refuse(refused)
        return form, None


def values_of(args: Mapping[str, Any]) -> dict[str, Any]:
    """The filters and the cursor as they stand in the address, for links to the next page and the export."""
    return {name: args[name] for name in (*NAMES, "after") if args.get(name)}


def read_timeline(args: MultiDict[str, str], groups: Sequence[str]) -> tuple[TimelineForm, Wanted | None]:
    """The filters of a timeline as fields and as values; no values where a field was refused."""
    form = TimelineForm(formdata=args, meta={"csrf": False})
    form.validate()
    group = args.get("group")
    wanted = Wanted(group if group in groups else None, form.since.data, form.until.data, form.words.data)
    return form, None if form.errors else wanted


def timeline_values_of(args: Mapping[str, Any]) -> dict[str, Any]:
    """The filters of a timeline as they stand in the address, without the page."""
    return {name: args[name] for name in TIMELINE_NAMES if args.get(name)}


def _filters(form: FilterForm) -> Filters:
    return Filters(
        since=form.since.data,
        until=form.until.data,
        staff_id=form.person.data,
        action=form.action.data,
        subject=form.subject.data,
        customer_id=_customer(form.customer.data),
        text=form.text.data,
    )


def _customer(number: str | None) -> int | None:
    if number is None:
        return None
    found = customer_of(number)
    if found is None:
        raise Refused(Text("No customer has the number %(number)s.", number=number), field="customer")
    return found
