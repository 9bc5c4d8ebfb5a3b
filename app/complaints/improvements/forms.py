"""Forms of improvements."""

from __future__ import annotations

from app.complaints.improvements.rules import BLOCKS, EFFECTS, INEFFECTIVE, STANDINGS, NewMeasure
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, NoteField, YesField
from app.web.forms import Form, OnceForm, VersionFields


class FilterForm(Form):
    state = ChoiceField(N_("State"), required=False, choices=list(STANDINGS.items()))
    mine = YesField(N_("Mine only"))


class PlanForm(OnceForm):
    block = ChoiceField(N_("8D step"), choices=list(BLOCKS.items()))
    words = NoteField(N_("What is to be done"))
    staff_id = ChoiceField(N_("Who does it"), coerce=int, translate=False)
    due_on = DayField(N_("By when"))

    def measure(self) -> NewMeasure:
        """What was typed."""
        return NewMeasure(self.block.data, self.words.data, self.staff_id.data, self.due_on.data)


class DoneForm(OnceForm, VersionFields):
    done_on = DayField(N_("Done on"))
    result = NoteField(N_("What came of it"))


class ConfirmForm(OnceForm, VersionFields):
    effect = ChoiceField(N_("Did it work?"), choices=list(EFFECTS.items()))
    remark = NoteField(N_("How it was checked"), required=False)
    words = NoteField(N_("If not: the measure that follows"), required=False)
    staff_id = ChoiceField(N_("Who does it"), coerce=int, translate=False, required=False)
    due_on = DayField(N_("By when"), required=False)

    def instead(self, block: str) -> NewMeasure | None:
        """The measure that follows one without effect, in the same block; None where it worked or none was typed."""
        due_on = self.due_on.data
        if self.effect.data != INEFFECTIVE or not self.words.data or due_on is None:
            return None
        return NewMeasure(block, self.words.data, self.staff_id.data, due_on)


class DropForm(OnceForm, VersionFields):
    reason = NoteField(N_("Why it is given up"), longest=500)
