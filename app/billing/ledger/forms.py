"""Which days of a ledger are wanted."""

from __future__ import annotations

from datetime import date

from werkzeug.datastructures import MultiDict

from app.domain.text import N_
from app.web.fields import DayField
from app.web.forms import Form


class RangeForm(Form):
    """From and to, both included; everything stands in the address."""

    class Meta:
        csrf = False

    since = DayField(N_("From"), required=False)
    until = DayField(N_("To"), required=False)

    @classmethod
    def of(cls, args: MultiDict[str, str], today: date) -> RangeForm:
        """As the address says; an address without days means this year, one with empty days everything."""
        form = cls(formdata=args)
        form.validate()
        if "since" not in args and "until" not in args:
            form.since.data = date(today.year, 1, 1)
        return form
