"""Forms of the registers."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField

from app.domain.text import N_
from app.reception.calls.rules import FIRST_TIME as CALLS_FIRST
from app.reception.queue.rules import FIRST_TIME
from app.reception.register.books import CALL, Column
from app.reception.register.rules import AIMS, MEETINGS
from app.web.converters import read_id
from app.web.fields import ChoiceField, DayField, LineField, NoteField, YesField
from app.web.forms import Form, OnceForm, VersionFields


class FilterForm(Form):
    since = DayField(N_("From"), required=False)
    until = DayField(N_("Until"), required=False)
    staff = ChoiceField(N_("Received or taken by"), coerce=read_id, translate=False, required=False)
    text = LineField(N_("Words to find"), required=False, longest=60)


class SeenForm(OnceForm):
    seen = HiddenField()

    def last_seen(self) -> int | None:
        """The last correction that the writer has read; None for what is no number."""
        typed = str(self.seen.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None


class CorrectionForm(SeenForm):
    new = LineField(N_("What holds"), required=False, longest=200)
    reason = LineField(N_("Reason for the correction"), required=False, longest=500)

    def words(self) -> str:
        """What was typed, as a line stores it."""
        found = self.new.data
        return "" if found is None else found.isoformat() if hasattr(found, "isoformat") else str(found)


class VersionForm(OnceForm, VersionFields):
    pass


class DayForm(OnceForm):
    """A deed on a whole day that asks for nothing else."""


class BeginForm(OnceForm):
    day = DayField(N_("Day"))
    kind = ChoiceField(N_("Meeting"), choices=list(MEETINGS.items()), default="evening")
    chair = LineField(N_("Chair"))
    present = LineField(N_("Present"), required=False, longest=500)


class MinutesForm(VersionForm):
    chair = LineField(N_("Chair"))
    present = LineField(N_("Present"), required=False, longest=500)
    text = NoteField(N_("What was said and decided"), required=False, longest=10_000)


class ReportForm(OnceForm):
    visit_id = ChoiceField(N_("Customer of the day"), coerce=read_id, translate=False, required=False)
    staff_id = ChoiceField(N_("Report by"), coerce=read_id, translate=False, required=False)
    report = NoteField(N_("Report"))


class PlanForm(OnceForm):
    day = DayField(N_("Day"))
    staff_id = ChoiceField(N_("To be called by"), coerce=read_id, translate=False)
    aim = ChoiceField(N_("Aim"), choices=list(AIMS.items()), default="invite")
    name = LineField(N_("Customer's name"))
    phone = LineField(N_("Telephone"), required=False, longest=40)
    note = LineField(N_("Note"), required=False, longest=500)


class ResultForm(VersionForm):
    result = LineField(N_("What came of it"), longest=500)
    drop = YesField(N_("Drop this call: it is not wanted any more"))


class ReconcileForm(SeenForm):
    difference = LineField(N_("Difference, if any"), required=False, longest=200)


def correction_form(subject: str, column: Column, people: list[str], **data: Any) -> CorrectionForm:
    """The form for a correction of one field, with the box that fits it."""
    fields: dict[str, Any] = {}
    if column.kind == "note":
        fields["new"] = NoteField(N_("What holds"), required=False)
    elif column.kind == "day":
        fields["new"] = DayField(N_("What holds"), required=False)
    elif column.kind == "first_time":
        choices = list((CALLS_FIRST if subject == CALL else FIRST_TIME).items())
        fields["new"] = ChoiceField(N_("What holds"), choices=choices)
    elif column.kind == "person":
        names = sorted({*people, *filter(None, [data.get("new")])})
        fields["new"] = ChoiceField(N_("What holds"), choices=[(one, one) for one in names], translate=False)
    made: CorrectionForm = type("CorrectionFormOfOne", (CorrectionForm,), fields)(data=data)
    return made
