"""From the address of the list of payments to what is wanted, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from app import clock
from app.billing.payments.forms import FilterForm
from app.billing.payments.queries import Wanted, cashiers

NAMES = ("since", "until", "channel", "cashier", "account")


def read(args: MultiDict[str, str]) -> tuple[FilterForm, Wanted | None]:
    """The filters as fields and as values; no values where a field was refused, and then the form says why.

    An address without any filter means today.
    """
    form = FilterForm(formdata=args)
    form.cashier.choices = cashiers()
    form.validate()
    if not any(args.get(name) for name in NAMES):
        form.since.data = form.until.data = clock.today()
    if form.errors:
        return form, None
    return form, Wanted(
        form.since.data, form.until.data, form.channel.data, form.cashier.data, form.account.data
    )  # fmt: skip


def values_of(args: Mapping[str, Any]) -> dict[str, Any]:
    """The filters and the cursor as they stand in the address, for links to the next page and the export."""
    return {name: args[name] for name in (*NAMES, "after") if args.get(name)}
