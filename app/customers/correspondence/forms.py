"""Forms of letters, calls and messages."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.customers.correspondence.models import Letter
from app.customers.correspondence.rules import COUNTERPARTS, DIRECTIONS, LABELS, STATES, WAYS, Answer, NewLetter
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.web.fields import ChoiceField, DayField, LineField, MomentField, NoteField
from app.web.forms import Form, OnceForm, VersionFields

NOT_MET, MET = "no", "yes"
OUTCOMES = {MET: N_("What was asked was met"), NOT_MET: N_("What was asked was not met")}


class FilterForm(Form):
    """What stands in the address of the list; nothing is required."""

    q = LineField(N_("Number, words or customer"), required=False, longest=60)
    state = ChoiceField(N_("Answer"), required=False, choices=list(STATES.items()))
    way = ChoiceField(LABELS["way"], required=False, choices=list(WAYS.items()))
    counterpart = ChoiceField(LABELS["counterpart"], required=False, choices=list(COUNTERPARTS.items()))
    category = ChoiceField(N_("Category"), required=False, translate=True)
    staff = ChoiceField(LABELS["staff_id"], required=False, coerce=int, translate=False)
    since = DayField(N_("From"), required=False)
    until = DayField(N_("Until"), required=False)


class LetterFields(Form):
    """In the order in which one types them: what it was about first, what is usual last."""

    reason = NoteField(LABELS["reason"])
    course = NoteField(LABELS["course"], required=False)
    result = NoteField(LABELS["result"], required=False)
    asked = NoteField(
        LABELS["asked"], required=False, hint=N_("Filled in: it is to be answered in time, satisfied or not.")
    )
    way = ChoiceField(LABELS["way"], choices=list(WAYS.items()))
    direction = ChoiceField(LABELS["direction"], choices=list(DIRECTIONS.items()))
    at = MomentField(LABELS["at"])
    counterpart = ChoiceField(LABELS["counterpart"], choices=list(COUNTERPARTS.items()))
    counterpart_name = LineField(LABELS["counterpart_name"], required=False, hint=N_("Who is no contact of the file."))
    contact_id = ChoiceField(LABELS["contact_id"], required=False, coerce=int, translate=False)
    contract_id = ChoiceField(
        LABELS["contract_id"], required=False, coerce=int, translate=False,
        hint=N_("For developers, utilities and specialist firms: it says what is our part and what is theirs."),
    )  # fmt: skip
    staff_id = ChoiceField(LABELS["staff_id"], required=False, coerce=int, translate=False)

    def letter(self, *, contract_id: int | None = None) -> NewLetter:
        """What was typed; `contract_id` stays where the form does not ask for the contract."""
        typed_in = {name: self[name].data for name in LABELS if name in self}
        return NewLetter(**{"contract_id": contract_id, **typed_in})


class NewForm(LetterFields, OnceForm):
    answer = NoteField(N_("Answered at once"), required=False, hint=N_("Where what was asked was answered there."))
    met = ChoiceField(N_("Whether it was met"), required=False, choices=list(OUTCOMES.items()))

    def given(self, today: date) -> Answer | None:
        """The answer that was given at once; None where there was none. Raises Refused for half of one."""
        if not self.answer.data:
            return None
        if self.met.data is None:
            raise Refused(Text("Say whether what was asked was met."), field="met")
        return Answer(self.answer.data, self.met.data == MET, today)


class ChangeForm(LetterFields, VersionFields):
    reason_of_change = NoteField(N_("Reason of the correction"), longest=500)


class AnswerForm(VersionFields):
    answer = NoteField(N_("What was reported back"))
    met = ChoiceField(N_("Whether it was met"), choices=list(OUTCOMES.items()))
    answered_on = DayField(N_("Answered on"))

    def given(self) -> Answer:
        """What was typed."""
        return Answer(self.answer.data, self.met.data == MET, self.answered_on.data)


def typed(one: Letter) -> dict[str, Any]:
    """An exchange as the fields of its form."""
    return {name: getattr(one, name) for name in LABELS} | {"version": one.version}
