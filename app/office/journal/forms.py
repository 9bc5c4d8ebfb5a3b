"""The filters of the journal."""

from __future__ import annotations

from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField
from app.web.forms import Form


class FilterForm(Form):
    """What stands in the address of the journal; nothing is required."""

    since = DayField(N_("From"), required=False)
    until = DayField(N_("To"), required=False)
    person = ChoiceField(N_("Member of staff"), required=False, coerce=int, translate=False)
    action = ChoiceField(N_("Deed"), required=False, translate=False)
    subject = LineField(N_("Subject"), required=False, longest=60)
    customer = LineField(N_("Customer number"), required=False, longest=40)
    text = LineField(N_("Text in the reason"), required=False)


class TimelineForm(Form):
    """What narrows the timeline of a customer; nothing is required."""

    since = DayField(N_("From"), required=False)
    until = DayField(N_("To"), required=False)
    words = LineField(N_("Search words"), required=False, longest=60)
