"""From the address of the list of deadlines to its filters and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from app.domain.actor import Actor
from app.office.deadlines.feature import SEE_ALL, SEE_DEPARTMENT
from app.office.deadlines.forms import FilterForm
from app.office.deadlines.queries.lists import OPEN, Filters, department_choices, people_choices, rule_choices
from app.web.converters import read_id

NAMES = ("state", "rule", "person", "department", "customer")


def read(args: MultiDict[str, str], actor: Actor) -> tuple[FilterForm, Filters | None]:
    """The filters as fields and as values; no values where a field was refused, and then the form says why."""
    form = FilterForm(formdata=args, meta={"csrf": False})
    wide = actor.may(SEE_ALL.name) or actor.may(SEE_DEPARTMENT.name)
    form.rule.choices = rule_choices()
    form.person.choices = people_choices(actor) if wide else [(actor.staff_id, actor.name)]
    form.department.choices = department_choices(actor) if wide else []
    form.validate()
    form.state.data = form.state.data or OPEN
    return form, None if form.errors else _filters(form, args.get("customer", type=read_id))


def values_of(args: Mapping[str, Any]) -> dict[str, Any]:
    """The filters and the cursor as they stand in the address, for links to the next page."""
    return {name: args[name] for name in (*NAMES, "after") if args.get(name)}


def _filters(form: FilterForm, customer_id: int | None) -> Filters:
    return Filters(
        state=form.state.data,
        rule=form.rule.data,
        staff_id=form.person.data,
        department_id=form.department.data,
        customer_id=customer_id,
    )
