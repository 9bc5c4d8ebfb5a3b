"""Forms of hand-overs."""

from __future__ import annotations

from typing import Any

from flask import request

from app.customers.handovers.rules import CAUSES
from app.domain.text import N_
from app.web.converters import id_typed
from app.web.fields import ChoiceField, DayField, LineField, NoteField
from app.web.forms import Form, OnceForm, VersionFields


class StartForm(OnceForm):
    staff_id = ChoiceField(N_("Whose customers"), coerce=int, translate=False)
    cause = ChoiceField(N_("Why"), choices=list(CAUSES.items()), default="transfer")
    effective_on = DayField(N_("From which day"))
    back_on = DayField(N_("Back on"), required=False, hint=N_("Only for an absence: then the customers return."))
    reason = NoteField(N_("Reason"), required=False, longest=500)


class DeedForm(VersionFields):
    """What any deed on a hand-over carries: the version seen, customers ticked, people, a reason."""

    reason = LineField(N_("Reason"), required=False, longest=500)
    witnesses = LineField(N_("Witnesses"), required=False, longest=200)

    def ticked(self, name: str = "items") -> list[int]:
        """The ids that were ticked."""
        return [one for one in map(id_typed, request.form.getlist(name)) if one is not None]

    def chosen(self) -> int:
        """The successor that was chosen; 0 where nobody was."""
        return id_typed(request.form.get("successor_id")) or 0


class ContactForm(Form):
    contacted_on = DayField(N_("Day of the contact"))

    def ticked(self) -> list[int]:
        """The customers that were ticked."""
        return [one for one in map(id_typed, request.form.getlist("items")) if one is not None]


def started(form: StartForm) -> dict[str, Any]:
    """What was typed, as the fields of a new hand-over."""
    return {name: form[name].data for name in ("staff_id", "cause", "effective_on", "back_on", "reason")}
