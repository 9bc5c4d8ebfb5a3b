"""Forms of questions and incidents."""

from __future__ import annotations

from wtforms import HiddenField

from app.domain.text import N_
from app.reception.incidents.rules import (
    FINDINGS,
    KINDS,
    QUESTION_STATES,
    STATES,
    NewIncident,
    NewQuestion,
)
from app.web.fields import ChoiceField, DayField, LineField, MomentField, NoteField, YesField
from app.web.forms import Form, OnceForm, VersionFields


class AskForm(OnceForm):
    text = NoteField(N_("What the visitor wants to know"))
    topic = LineField(N_("Topic"), required=False, hint=N_("Such as prices, contracts, safety."))
    waiting = YesField(N_("The visitor waits"), default=True)
    visit_id = HiddenField()
    customer_id = HiddenField()

    def question(self, *, visit_id: int | None, customer_id: int | None) -> NewQuestion:
        """What was typed."""
        return NewQuestion(
            self.text.data or "", self.topic.data, bool(self.waiting.data), visit_id=visit_id, customer_id=customer_id
        )


class AnswerForm(VersionFields):
    answer = NoteField(N_("Answer"))
    topic = LineField(N_("Topic"), required=False)


class QuestionFilterForm(Form):
    q = LineField(N_("Search words"), required=False, longest=60)
    state = ChoiceField(N_("State"), required=False, choices=list(QUESTION_STATES.items()))


class RecordForm(OnceForm):
    kind = ChoiceField(N_("What kind of incident"), choices=list(KINDS.items()))
    happened_at = MomentField(N_("When"))
    place = LineField(N_("Where"), required=False)
    staff_id = ChoiceField(
        N_("Who broke the rule"),
        required=False,
        coerce=int,
        translate=False,
        hint=N_("Only for a violation of the rules of reception."),
    )
    others = NoteField(N_("Who else was there"), required=False)
    text = NoteField(N_("What happened, in full"))
    removed_at = MomentField(
        N_("Those concerned were led away at"), required=False, hint=N_("First lead away, then deal with it.")
    )
    visit_id = HiddenField()

    def incident(self, *, visit_id: int | None) -> NewIncident:
        """What was typed."""
        return NewIncident(
            kind=self.kind.data,
            happened_at=self.happened_at.data,
            text=self.text.data or "",
            place=self.place.data,
            staff_id=self.staff_id.data,
            others=self.others.data,
            visit_id=visit_id,
            removed_at=self.removed_at.data,
        )


class LeadAwayForm(VersionFields):
    removed_at = MomentField(N_("Those concerned were led away at"))


class HandleForm(VersionFields):
    removed_at = MomentField(
        N_("Those concerned were led away at"), required=False, hint=N_("First lead away, then deal with it.")
    )
    handled = NoteField(N_("How it was handled"))


class VerifyForm(VersionFields):
    finding = ChoiceField(N_("Finding"), choices=list(FINDINGS.items()))
    words = NoteField(N_("How it was verified"))


class IncidentFilterForm(Form):
    state = ChoiceField(N_("State"), required=False, choices=list(STATES.items()))
    kind = ChoiceField(N_("What kind of incident"), required=False, choices=list(KINDS.items()))
    staff = ChoiceField(N_("Person concerned"), required=False, coerce=int, translate=False)
    since = DayField(N_("From"), required=False)
    until = DayField(N_("Until"), required=False)
