"""The form by which the table of a month is confirmed."""

from app.domain.text import N_
from app.web.fields import LineField, NoteField
from app.web.forms import OnceForm


class ConfirmForm(OnceForm):
    attendees = LineField(N_("Confirmed with (heads of manufacturing, quality, research and others)"), longest=300)
    words = NoteField(N_("Remarks on responsibility, ratios and improvement"), required=False)
