"""The form that asks for more time."""

from __future__ import annotations

from app.domain.text import N_
from app.web.fields import NoteField, WholeField
from app.web.forms import OnceForm


class MoreTimeForm(OnceForm):
    extra = WholeField(N_("How much more"), low=1, high=1000)
    reason = NoteField(N_("Reason"))
