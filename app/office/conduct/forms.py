"""Forms of conduct."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField

from app.domain.errors import Conflict
from app.domain.text import N_
from app.office.conduct.kinds import OWN
from app.office.conduct.queries.cases import ADMINISTRATIVE_ONLY
from app.office.conduct.rules import QUICKER
from app.office.conduct.words import KINDS, PROPOSABLE, SANCTIONS, STATES
from app.web.fields import ChoiceField, DayField, LineField, MoneyField, NoteField, WholeField
from app.web.forms import Form, OnceForm

MOST_POINTS = 100_000
OWN_RULE = (OWN, N_("Another rule, in own words"))


class RecordForm(OnceForm):
    staff_id = ChoiceField(N_("Person concerned"), coerce=int, translate=False)
    kind = ChoiceField(N_("Kind of case"), choices=list(KINDS.items()))
    rule = ChoiceField(N_("Which rule"))
    words = LineField(N_("The rule in own words"), required=False, hint=N_("Only where none of the list fits."))
    happened_on = DayField(N_("On which day"))
    facts = NoteField(N_("What happened"), hint=N_("Facts only: what was seen, by whom, where."))


class VersionForm(OnceForm):
    version = HiddenField()

    def seen_version(self) -> int:
        """The version that the user saw. Raises Conflict where it is none of ours."""
        text = str(self.version.data)
        if not text.isascii() or not text.isdigit() or len(text) > 9:
            raise Conflict(QUICKER)
        return int(text)


class ProposeForm(VersionForm):
    sanction = ChoiceField(N_("Sanction"), choices=[(key, SANCTIONS[key]) for key in PROPOSABLE])
    amount = MoneyField(
        N_("Amount of the deduction (yuan)"), required=False, hint=N_("Empty: the amount of the standard.")
    )
    bases = WholeField(
        N_("Base units"), low=1, high=1000, required=False, hint=N_("Counts for a minor demerit only; empty: one.")
    )
    reason = NoteField(N_("Reason of the proposal"))


class AppealForm(VersionForm):
    words = NoteField(N_("Why do you appeal?"))


class SettleForm(OnceForm):
    seen = HiddenField()


class FilterForm(Form):
    person = ChoiceField(N_("Person concerned"), coerce=int, translate=False, required=False)
    state = ChoiceField(N_("State"), choices=list(STATES.items()), required=False)
    rule = ChoiceField(N_("Which rule"), required=False)
    sanction = ChoiceField(
        N_("Sanction"),
        choices=[(ADMINISTRATIVE_ONLY, N_("Administrative sanctions")), *SANCTIONS.items()],
        required=False,
    )
    since = DayField(N_("From"), required=False)
    until = DayField(N_("Until"), required=False)


class ShareForm(Form):
    department = ChoiceField(N_("Department"), coerce=int, translate=False)
    loss = MoneyField(N_("Loss (yuan)"))


def bonus_table(staff_ids: Sequence[int], amounts: dict[int, Any]) -> Any:
    """A form with a field for the bonus of each of these people."""
    return _table({one: MoneyField("", required=False) for one in staff_ids}, amounts)


def points_table(staff_ids: Sequence[int], points: dict[int, int], **values: Any) -> Any:
    """A form with the day from which they hold, and a field for the base points of each of these people."""
    fields = {one: WholeField("", low=0, high=MOST_POINTS, required=False) for one in staff_ids}
    return _table(fields, points, valid_from=DayField(N_("Valid from")), values=values)


def typed(form: Any, staff_ids: Sequence[int]) -> dict[int, Any]:
    """What was typed, by person; whoever was left empty is left out."""
    found = {one: form[f"row_{one}"].data for one in staff_ids}
    return {one: value for one, value in found.items() if value is not None}


def _table(rows: dict[int, Any], data: dict[int, Any], *, values: dict[str, Any] | None = None, **more: Any) -> Any:
    fields = {f"row_{staff_id}": field for staff_id, field in rows.items()}
    made = type("TableForm", (OnceForm,), {**more, **fields})
    return made(data={**(values or {}), **{f"row_{staff_id}": value for staff_id, value in data.items()}})
