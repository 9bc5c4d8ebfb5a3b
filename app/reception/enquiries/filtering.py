"""From the address of a list of enquiries to its filters and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from app.domain.actor import Actor
from app.domain.text import Text
from app.office.staff.queries import department_choices
from app.reception.enquiries.feature import SEE_DEPARTMENT
from app.reception.enquiries.forms import FilterForm, PeriodForm
from app.reception.enquiries.queries.lists import ALL, DEPARTMENT, MINE, OFFERED, PART, Filters, lists_of
from app.reception.enquiries.rules import OPEN

NAMES = ("whose", "q", "state", "kind", "channel", "since", "until", "department", "again")
LISTS = {
    MINE: Text("With me"),
    OFFERED: Text("Handed to me"),
    PART: Text("Where I took part"),
    DEPARTMENT: Text("My department's"),
    ALL: Text("Everybody's"),
}


def read(args: MultiDict[str, str], actor: Actor) -> tuple[FilterForm, Filters | None]:
    """The filters as fields and as values; no values where a field was refused, and then the form says why."""
    form = FilterForm(formdata=args, meta={"csrf": False})
    held, every = actor.departments(SEE_DEPARTMENT.name), whose(args, actor) == ALL
    wide = every or whose(args, actor) == DEPARTMENT
    form.department.choices = [one for one in department_choices() if every or one[0] in held] if wide else []
    form.validate()
    form.state.data = form.state.data or OPEN
    return form, None if form.errors else _filters(form, whose(args, actor))


def period(args: MultiDict[str, str], today: date) -> tuple[PeriodForm, tuple[date, date] | None]:
    """The days of a report, this month where none are named; none where they cannot be read."""
    form = PeriodForm(formdata=args if args.get("since") or args.get("until") else None, meta={"csrf": False})
    if form.since.raw_data is None:
        form.since.data, form.until.data = today.replace(day=1), today
    else:
        form.validate()
    readable = not form.errors and form.since.data is not None and form.until.data is not None
    return form, (form.since.data, form.until.data) if readable else None


def whose(args: Mapping[str, str], actor: Actor) -> str:
    """Which list is asked for, of those that this actor may open; his own where it is none of them."""
    asked = args.get("whose", MINE)
    return asked if asked in lists_of(actor) else MINE


def lists_for(actor: Actor) -> list[tuple[str, Text]]:
    """The lists that this actor may open, with their names."""
    return [(name, LISTS[name]) for name in lists_of(actor)]


def values_of(args: Mapping[str, Any]) -> dict[str, Any]:
    """The filters and the cursor as they stand in the address, for links to the next page."""
    return {name: args[name] for name in (*NAMES, "after") if args.get(name)}


def _filters(form: FilterForm, name: str) -> Filters:
    return Filters(
        whose=name,
        state=form.state.data,
        kind=form.kind.data,
        channel=form.channel.data,
        q=form.q.data or "",
        since=form.since.data,
        until=form.until.data,
        department_id=form.department.data,
        again=bool(form.again.data),
    )
