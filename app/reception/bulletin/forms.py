"""Forms of bulletins."""

from __future__ import annotations

from app.domain.text import N_
from app.reception.bulletin.rules import NewBulletin
from app.web.fields import ChoiceField, DayField, LineField, NoteField
from app.web.forms import OnceForm


class WriteForm(OnceForm):
    title = LineField(N_("Title"))
    text = NoteField(N_("Text"), longest=10_000)
    day = DayField(N_("From"))
    last_on = DayField(N_("Until"))
    department = ChoiceField(
        N_("For the department"), required=False, coerce=int, translate=False, hint=N_("Empty: for everybody.")
    )

    def bulletin(self, replaces_id: int | None) -> NewBulletin:
        """What was typed."""
        return NewBulletin(
            self.title.data or "",
            self.text.data or "",
            self.day.data,
            self.last_on.data,
            self.department.data,
            replaces_id,
        )
