"""Forms of the calendar."""

from __future__ import annotations

from app.domain.text import N_
from app.web.fields import ChoiceField, LineField
from app.web.forms import Form

KINDS = {"off": N_("Day off"), "working": N_("Working day")}


class DayForm(Form):
    """What a day is, and why."""

    kind = ChoiceField(N_("This day is a"), choices=list(KINDS.items()))
    name = LineField(N_("Name of the holiday, or why it is worked"))
