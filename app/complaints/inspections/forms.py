"""Forms of joint inspections."""

from __future__ import annotations

from typing import Any

from app.complaints.inspections.queries import LATE
from app.complaints.inspections.rules import STATES
from app.complaints.inspections.service import NewInspection
from app.domain.text import N_
from app.web.converters import read_id
from app.web.fields import ChoiceField, DayField, LineField, NoteField
from app.web.forms import Form, OnceForm, VersionFields

LATE_REPORT = (LATE, N_("Report is late"))


class FilterForm(Form):
    """What stands in the address of the list; nothing is required."""

    q = LineField(N_("Number or place"), required=False, longest=60)
    state = ChoiceField(N_("State"), required=False, choices=[*STATES.items(), LATE_REPORT])


class CallForm(OnceForm):
    customer = LineField(
        N_("Number of the customer"), required=False, longest=40, hint=N_("Where there is no complaint yet.")
    )
    place = LineField(N_("Place of the inspection"), longest=200)
    why = NoteField(N_("Why it is needed"), hint=N_("What the customer has seen, and what is to be looked at."))
    planned_on = DayField(N_("Planned for"), required=False)
    quality_id = ChoiceField(
        N_("Quality management to be told"), required=False, coerce=read_id, translate=False,
        hint=N_("Its head gets a task at once."),
    )  # fmt: skip
    making_id = ChoiceField(N_("Manufacturing to be told"), required=False, coerce=read_id, translate=False)

    def inspection(self, complaint_id: int | None, customer_id: int | None) -> NewInspection:
        """What was typed, for a complaint or for a customer."""
        return NewInspection(
            place=self.place.data, why=self.why.data, complaint_id=complaint_id, customer_id=customer_id,
            planned_on=self.planned_on.data, quality_id=self.quality_id.data, making_id=self.making_id.data,
        )  # fmt: skip


class ArrangeForm(VersionFields):
    planned_on = DayField(N_("Planned for"))
    party = LineField(N_("Who goes"), longest=300, hint=N_("Quality management and manufacturing go together."))


class AppointForm(VersionFields):
    """Three people at most: a party that is larger is arranged, not appointed."""

    first_id = ChoiceField(N_("First person proposed"), coerce=read_id, translate=False)
    second_id = ChoiceField(N_("Second person proposed"), required=False, coerce=read_id, translate=False)
    third_id = ChoiceField(N_("Third person proposed"), required=False, coerce=read_id, translate=False)
    planned_on = DayField(N_("Planned for"), required=False)
    reason = NoteField(N_("Why quality management cannot go in time"), longest=500)

    def people(self) -> tuple[int, ...]:
        """Who is proposed, in order."""
        chosen = (self.first_id.data, self.second_id.data, self.third_id.data)
        return tuple(dict.fromkeys(one for one in chosen if one is not None))


class InspectForm(VersionFields):
    inspected_on = DayField(N_("Inspected on"))
    findings = NoteField(N_("Findings"), longest=10_000, hint=N_("Facts only. Hang photos and samples on the page."))


class ReportForm(VersionFields):
    report = NoteField(N_("Report to the general manager"), longest=10_000)


class DecideForm(VersionFields):
    decision = NoteField(N_("Decision of the general manager"), longest=10_000)


class CancelForm(VersionFields):
    reason = NoteField(N_("Reason"), longest=500)


class LinkForm(VersionFields):
    complaint = LineField(N_("Number of the complaint"), longest=40)


class NoteForm(Form):
    pass


FORMS: dict[str, type[VersionFields]] = {
    "arrange": ArrangeForm,
    "appoint": AppointForm,
    "inspect": InspectForm,
    "report": ReportForm,
    "decide": DecideForm,
    "cancel": CancelForm,
    "link": LinkForm,
}


def choices_of(form: Any, people: list[tuple[int, str]]) -> None:
    """Give the boxes for people their names."""
    for name in ("first_id", "second_id", "third_id"):
        if name in form:
            form[name].choices = people
