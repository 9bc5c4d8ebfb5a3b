"""From the address of the list of claims to its filters and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from app.customers.expenses.feature import CHECK
from app.customers.expenses.forms import FilterForm
from app.customers.expenses.queries import Filters
from app.domain.actor import Actor
from app.office.staff.queries import colleagues

NAMES = ("q", "state", "kind", "staff", "since", "until")


def read(args: MultiDict[str, str], actor: Actor) -> tuple[FilterForm, Filters]:
    """The filters as fields and as values; what cannot be read is left out, and then the form says why."""
    form = FilterForm(formdata=args, meta={"csrf": False})
    form.staff.choices = colleagues() if actor.may(CHECK.name) else []
    form.validate()
    good = {name: None if form[name].errors else form[name].data for name in NAMES}
    return form, Filters(good["q"] or "", good["state"], good["kind"], good["staff"], good["since"], good["until"])


def values_of(args: Mapping[str, Any]) -> dict[str, Any]:
    """The filters and the cursor as they stand in the address, for links to the next page."""
    return {name: args[name] for name in (*NAMES, "after") if args.get(name)}
