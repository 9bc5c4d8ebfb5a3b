"""From the address of the list of late stages to its filters and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from app import clock
from app.complaints.lateness import rules
from app.complaints.lateness.forms import FilterForm
from app.complaints.lateness.queries import Filters
from app.office.staff.queries import department_choices
from app.web.converters import id_typed

NAMES = ("list", "department", "month", "which", "complaint")


def read(args: MultiDict[str, str]) -> tuple[FilterForm, Filters]:
    """The filters as fields and as values; what cannot be read narrows nothing, and its field says why."""
    form = FilterForm(formdata=args, meta={"csrf": False})
    form.department.choices = department_choices()
    form.month.choices = [(month, month) for month in rules.months_back(clock.today())]
    if not form.validate():
        return form, Filters()
    chosen = (form.department.data, form.month.data, form.which.data)
    return form, Filters(*chosen, complaint_id=id_typed(args.get("complaint")))


def list_of(args: Mapping[str, str]) -> str:
    """Which list is asked for: what is late now, or what was left late."""
    return rules.LEFT if args.get("list") == rules.LEFT else rules.RUNNING


def values_of(args: Mapping[str, Any]) -> dict[str, Any]:
    """The filters and the cursor as they stand in the address, for links."""
    return {name: args[name] for name in (*NAMES, "after") if args.get(name)}
