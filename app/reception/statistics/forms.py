"""The form of an analysis."""

from app.domain.text import N_
from app.web.fields import NoteField
from app.web.forms import OnceForm


class AnalysisForm(OnceForm):
    text = NoteField(N_("Analysis"), required=False)
