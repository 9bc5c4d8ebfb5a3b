"""Forms of liability."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.complaints.liability.rules import BEARERS
from app.domain.decimals import clean_number, decimal_units
from app.domain.errors import Refused
from app.domain.money import Rate, format_rate
from app.domain.text import N_, Text
from app.office.conduct.words import PROPOSABLE, SANCTIONS
from app.web.fields import ChoiceField, LineField, NoteField, Typed
from app.web.forms import Form, OnceForm, VersionFields

ROWS = range(6)
PARTS = ("bearer", "who", "members", "cause", "share")
TO_JUDGE, TO_PROPOSE = "to_judge", "to_propose"
STANDINGS = {
    TO_JUDGE: N_("Liability to be judged"),
    "draft": N_("Drafted, not settled"),
    TO_PROPOSE: N_("Deductions to be proposed"),
    "settled": N_("Settled judgement"),
}


class PercentField(Typed):
    """A share in per cent, typed as 60 or 33.3333; its data is a Rate."""

    kind = "percent"

    def parse(self, text: str) -> Rate:
        """Read per cent with at most four decimals."""
        units = decimal_units(clean_number(text).removesuffix("%"), 4)
        if not 0 < units <= 1_000_000:
            raise Refused(Text("Please type per cent above 0 and up to 100."))
        return Rate(units)

    def show(self, value: Any) -> str:
        """Write per cent without the sign."""
        return format_rate(value).removesuffix("%")


class FilterForm(Form):
    state = ChoiceField(N_("State"), required=False, choices=list(STANDINGS.items()))


class JudgeFields(OnceForm, VersionFields):
    agreed_with = LineField(N_("Judged together with"), required=False, longest=300)
    reason = NoteField(N_("Reason of the judgement"), longest=1000)


class ProposeFields(OnceForm, VersionFields):
    reason = NoteField(N_("Reason of the proposal"), longest=1000)


def judge_form(causes: list[tuple[int, str]], data: Mapping[str, Any]) -> Any:
    """A form with a row for each of six shares: bearer, who, people of a group, cause, per cent."""
    fields = {name: field for n in ROWS for name, field in _row(n, causes).items()}
    return type("JudgeForm", (JudgeFields,), fields)(data=data)


def propose_form(sanctions: Mapping[int, str], data: Mapping[str, Any]) -> Any:
    """A form with the sanction of each of these members, by id, that of the bands first."""
    choices = [(key, SANCTIONS[key]) for key in PROPOSABLE]
    fields = {f"sanction_{one}": ChoiceField(N_("Sanction"), choices=choices) for one in sanctions}
    chosen = {f"sanction_{one}": sanction for one, sanction in sanctions.items()}
    return type("ProposeForm", (ProposeFields,), fields)(data={**chosen, **data})


def _row(n: int, causes: list[tuple[int, str]]) -> dict[str, Any]:
    return {
        f"bearer_{n}": ChoiceField(N_("Borne by"), required=False, choices=list(BEARERS.items())),
        f"who_{n}": LineField(N_("Bearer"), required=False),
        f"members_{n}": LineField(N_("People of the group"), required=False, longest=300),
        f"cause_{n}": ChoiceField(N_("Cause"), required=False, coerce=int, translate=False, choices=causes),
        f"share_{n}": PercentField(N_("Per cent"), required=False),
    }
