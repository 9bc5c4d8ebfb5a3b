"""Forms of filings."""

from __future__ import annotations

from app.customers.filing.queries import OVERDUE, SHOWN
from app.customers.filing.rules import KINDS
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, NoteField
from app.web.forms import Form, OnceForm, VersionFields


class FilterForm(Form):
    """What stands in the address of the list; overdue ones where nothing does."""

    shown = ChoiceField(N_("State"), choices=list(SHOWN.items()), required=False, default=OVERDUE)
    kind = ChoiceField(N_("Kind"), choices=list(KINDS.items()), required=False)
    department = ChoiceField(N_("Department"), required=False, coerce=int, translate=False)
    staff = ChoiceField(N_("Member of staff"), required=False, coerce=int, translate=False)


class RegisterForm(VersionFields):
    """Registering takes one button."""


class RemindForm(VersionFields, OnceForm):
    words = LineField(N_("Words of the reminder"), required=False, longest=200)


class DropForm(VersionFields):
    why = LineField(N_("Why nothing is to be filed"), longest=200)


class ReportForm(OnceForm):
    what = NoteField(N_("What has changed at the customer"), longest=500)
    known_on = DayField(N_("Known since"), required=False)
