"""Forms of runs and settlement slips."""

from __future__ import annotations

from app.billing.statements.feature import STATES, WAYS
from app.billing.tariffs.pricelist import CATEGORIES
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, NoteField, YesField
from app.web.forms import Form, OnceForm


class MonthForm(Form):
    period = LineField(N_("Month"), hint=N_("Like 2026-11; its reading plan must be made."), longest=7)


class PressForm(Form):
    """A button and nothing else."""


class ReasonForm(Form):
    reason = NoteField(N_("Reason"), longest=500)


class DeliveryForm(Form):
    delivered_on = DayField(N_("Delivered on"))
    way = ChoiceField(N_("How"), choices=list(WAYS.items()))


class CorrectionForm(OnceForm):
    reason = NoteField(N_("Reason"), longest=500)
    replace = YesField(N_("Bill the reading again as it stands now"))


class FilterForm(Form):
    class Meta:
        csrf = False

    period = LineField(N_("Month"), required=False, longest=7)
    category = ChoiceField(N_("Category"), choices=list(CATEGORIES.items()), required=False)
    book = LineField(N_("Book"), required=False)
    state = ChoiceField(N_("State"), choices=list(STATES.items()), required=False)
    q = LineField(N_("Number, account, name or address"), required=False)
