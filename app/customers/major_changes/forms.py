"""Forms of major changes."""

from __future__ import annotations

from app.customers.major_changes.rules import CUSTOMER, SIDES, NewChange
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, NoteField
from app.web.forms import OnceForm, VersionFields


class NoteForm(OnceForm):
    what = NoteField(N_("What has changed"))
    side = ChoiceField(N_("On whose side"), choices=list(SIDES.items()), default=CUSTOMER)
    happened_on = DayField(N_("Day"))
    consequence = NoteField(N_("What follows for us"), required=False)

    def change(self) -> NewChange:
        """What was typed."""
        return NewChange(self.side.data, self.happened_on.data, self.what.data, self.consequence.data)


class WithdrawForm(VersionFields):
    reason = NoteField(N_("Reason"), longest=500)
