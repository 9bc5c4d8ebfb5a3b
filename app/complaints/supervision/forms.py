"""Forms of the service supervision report."""

from __future__ import annotations

from app.complaints.supervision.rules import MOST_SCORE
from app.complaints.supervision.service import Words
from app.domain.text import N_
from app.web.fields import LineField, NoteField, WholeField
from app.web.forms import OnceForm, VersionFields


class ReportFields(VersionFields):
    acceptance = NoteField(N_("How service requests were accepted"))
    maintenance = NoteField(N_("How maintenance was offered unasked"))
    other = NoteField(N_("What else is to be said"), required=False)
    score = WholeField(N_("Points out of 100"), required=False, low=0, high=MOST_SCORE)

    def words(self) -> Words:
        """What was typed."""
        return Words(self.acceptance.data, self.maintenance.data, self.other.data or None, self.score.data)


class NewForm(ReportFields, OnceForm):
    month = LineField(N_("Month"), longest=7)


class ChangeForm(ReportFields):
    pass


class SubmitForm(VersionFields):
    pass


class NoteForm(VersionFields):
    note = NoteField(N_("Note of the general manager"), required=False)
