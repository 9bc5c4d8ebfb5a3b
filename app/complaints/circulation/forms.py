"""Forms of routes."""

from __future__ import annotations

from typing import Any

from wtforms import Field as WtField

from app.complaints.causes.words import SCHEMES
from app.complaints.circulation.compare import Head
from app.complaints.circulation.rules import LONGEST_NAME, MOST_DAYS, MOST_STAGES, Limit, StagePlan
from app.complaints.circulation.words import EVERY_ORIGIN, EVERY_SEVERITY, FORMS, KINDS, UNITS, WHO
from app.complaints.fields import FIELDS
from app.complaints.words import ORIGINS, SEVERITIES
from app.domain.text import N_
from app.web.converters import read_id
from app.web.fields import ChoiceField, LineField, NoteField, WholeField, YesField
from app.web.forms import OnceForm, VersionFields


class KeysField(WtField):
    """Fields of a case to tick; its data are their keys."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was ticked and is a field."""
        self.data = tuple(key for key in FIELDS if key in valuelist)


class HeadForm(VersionFields):
    name = LineField(N_("Name of the route"), longest=LONGEST_NAME)
    form = ChoiceField(N_("Paper of the route"), choices=list(FORMS.items()))
    cause_scheme = ChoiceField(N_("List of causes"), choices=list(SCHEMES.items()))
    unit = ChoiceField(N_("How limits are counted"), choices=list(UNITS.items()))
    day_zero = YesField(N_("The day of acceptance is not counted"))
    resale_months = WholeField(N_("Months to resell the goods before a loss is fixed"), low=0, high=24)

    def head(self) -> Head:
        """What was typed."""
        return Head(
            self.name.data, self.form.data, self.cause_scheme.data, self.unit.data, self.day_zero.data,
            self.resale_months.data,
        )  # fmt: skip


class LimitForm(VersionFields):
    severity = ChoiceField(N_("Severity of the complaint"), choices=list((EVERY_SEVERITY | SEVERITIES).items()))
    origin = ChoiceField(N_("Customer at home or overseas"), choices=list((EVERY_ORIGIN | ORIGINS).items()))
    days = WholeField(N_("Days for the whole"), low=1, high=MOST_DAYS)
    most = WholeField(
        N_("With every extension at most"),
        low=1,
        high=MOST_DAYS,
        required=False,
        hint=N_("Empty: extensions have no end but the approval of each."),
    )

    def limit(self) -> Limit:
        """What was typed."""
        return Limit(self.severity.data, self.origin.data, self.days.data, self.most.data)


class StageForm(VersionFields):
    name = LineField(N_("Name of the stage"), longest=LONGEST_NAME)
    kind = ChoiceField(N_("What happens there"), choices=list(KINDS.items()))
    who = ChoiceField(N_("Who holds it"), choices=list(WHO.items()))
    department_id = ChoiceField(
        N_("Department"),
        coerce=read_id,
        translate=False,
        required=False,
        hint=N_("Empty: the department that took the complaint."),
    )
    position_key = ChoiceField(N_("Position"), translate=False, required=False)
    days = WholeField(N_("Days for this stage"), low=1, high=MOST_DAYS, required=False, hint=N_("Empty: no limit."))
    place = WholeField(N_("Place in the route"), low=1, high=MOST_STAGES, required=False)
    optional = YesField(N_("May be passed over"))
    together = YesField(
        N_("Filled in together with the next"), hint=N_("On one page, where the same person holds both.")
    )
    asks = KeysField()
    needs = KeysField()

    def stage(self, key: str) -> StagePlan:
        """What was typed."""
        return StagePlan(
            key, self.name.data, self.kind.data, self.who.data, self.department_id.data, self.position_key.data,
            self.asks.data or (), self.needs.data or (), self.days.data, self.optional.data, self.together.data,
        )  # fmt: skip


class SubmitForm(VersionFields, OnceForm):
    reason = NoteField(N_("Why the route is changed"))


class TurnForm(VersionFields):
    pass
