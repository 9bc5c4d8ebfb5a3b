"""The form by which somebody says that two customers are two."""

from __future__ import annotations

from app.domain.text import N_
from app.web.fields import NoteField
from app.web.forms import Form


class DifferentForm(Form):
    reason = NoteField(N_("Why they are different"), required=True)
