"""From the address of the list of calls to its filters and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from app.office.staff.queries import colleagues
from app.reception.calls.forms import FilterForm
from app.reception.calls.queries import Filters

NAMES = ("q", "day", "staff", "repeated")


def read(args: MultiDict[str, str]) -> tuple[FilterForm, Filters | None]:
    """The filters as fields and as values; no values where a field was refused, and then the form says why."""
    form = FilterForm(formdata=args, meta={"csrf": False})
    form.staff.choices = colleagues()
    if not form.validate():
        return form, None
    return form, Filters(form.day.data, form.staff.data, form.q.data or "", form.repeated.data)


def values_of(args: Mapping[str, Any]) -> dict[str, Any]:
    """The filters and the cursor as they stand in the address, for links to the next page."""
    return {name: args[name] for name in (*NAMES, "after") if args.get(name)}
