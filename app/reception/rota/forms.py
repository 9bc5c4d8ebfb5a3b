"""The forms of the rota."""

from __future__ import annotations

from datetime import date

from app.domain.text import N_
from app.reception.rota.looks import DAY, MONTH, TOTAL
from app.reception.rota.rules.lines import AWAY
from app.reception.rota.words import CONSEQUENCES, OVERRULINGS, REQUESTS
from app.web.fields import ChoiceField, DayField, LineField, NoteField, YesField
from app.web.forms import Form, OnceForm

People = list[tuple[int, str]]
BY = {TOTAL: N_("In all"), DAY: N_("By day"), MONTH: N_("By month")}


def person(label: str, *, required: bool = True) -> ChoiceField:
    return ChoiceField(label, coerce=int, translate=False, required=required)


class DeedForm(Form):
    """A deed that is one button."""


class PauseForm(Form):
    reason = ChoiceField(N_("Why away"), choices=list(AWAY.items()))
    note = LineField(N_("Note"), required=False)


class CheckForm(OnceForm):
    consequence = ChoiceField(N_("If something is not in order"), choices=list(CONSEQUENCES.items()), required=False)
    note = NoteField(N_("Note"), required=False)
    violation = YesField(N_("Tell the conduct ledger, where somebody decides"))


class AskForm(OnceForm):
    kind = ChoiceField(N_("What"), choices=list(REQUESTS.items()))
    staff = person(N_("Member of the rota"))
    other = person(N_("Swaps with"), required=False)
    day = DayField(N_("Day"), hint=N_("A day to come: the planned duty is swapped."))
    reason = NoteField(N_("Reason"))

    def among(self, people: People) -> AskForm:
        self.staff.choices = self.other.choices = people
        return self


class OverruleForm(OnceForm):
    deed = ChoiceField(N_("What"), choices=list(OVERRULINGS.items()))
    staff = person(N_("Member of the rota"))
    other = person(N_("Swaps with"), required=False)
    reason = NoteField(N_("Reason"))

    def among(self, people: People) -> OverruleForm:
        self.staff.choices = self.other.choices = people
        return self


class MemberForm(Form):
    staff = person(N_("Member of the rota"))


class LedgerForm(Form):
    """Which day, and whose lines."""

    day = DayField(N_("Day"), required=False)
    person = ChoiceField(N_("Member of the rota"), coerce=int, translate=False, required=False)


class FairnessForm(Form):
    first = DayField(N_("From"), required=False)
    last = DayField(N_("Until"), required=False)
    by = ChoiceField(N_("Parted"), choices=list(BY.items()), default=TOTAL, required=False)

    def period(self, today: date) -> tuple[date, date]:
        """The days that were asked for; the month so far where none were."""
        last = self.last.data or today
        return self.first.data or last.replace(day=1), last
