"""From the address of a list of tasks to its filters and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from app.domain.actor import Actor
from app.domain.text import Text
from app.office.tasks.forms import ENDED, FilterForm
from app.office.tasks.kinds import task_kinds
from app.office.tasks.queries.lists import EVERYBODYS, GIVEN, MINE, OF_DEPARTMENT, Filters, lists_of, people_of

NAMES = ("whose", "state", "kind", "due", "until", "person")
LISTS = {
    MINE: Text("Mine"),
    GIVEN: Text("Given by me"),
    OF_DEPARTMENT: Text("My department's"),
    EVERYBODYS: Text("Everybody's"),
}


def read(args: MultiDict[str, str], actor: Actor) -> tuple[FilterForm, Filters | None]:
    """The filters as fields and as values; no values where a field was refused, and then the form says why."""
    form = FilterForm(formdata=args, meta={"csrf": False})
    form.kind.choices = [(kind.key, kind.label.msgid) for kind in task_kinds().values()]
    form.person.choices = people_of(actor) if _is_of_others(whose(args, actor)) else []
    form.validate()
    return form, None if form.errors else _filters(form, whose(args, actor))


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


def _is_of_others(name: str) -> bool:
    return name in (OF_DEPARTMENT, EVERYBODYS)


def _filters(form: FilterForm, name: str) -> Filters:
    return Filters(
        whose=name,
        ended=form.state.data == ENDED,
        kind=form.kind.data,
        due=form.due.data,
        until=form.until.data,
        staff_id=form.person.data if _is_of_others(name) else None,
    )
