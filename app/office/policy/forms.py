"""Forms of the office rules."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from app.domain.text import N_
from app.office.policy.declare import Declared
from app.office.policy.profiles import known
from app.office.policy.queries import InForce
from app.web.fields import ChoiceField, DayField, LineField, NoteField
from app.web.forms import OnceForm

LONGEST_VALUE = 500
YES_NO = (("yes", N_("Yes")), ("no", N_("No")))


class WhenAndWhy(TypedDict):
    """From which day on, and for which reason."""

    valid_from: date
    reason: str


class Change(OnceForm):
    """From when and why."""

    valid_from = DayField(N_("Valid from"))
    reason = NoteField(N_("Reason, with the decision or the page of the rules"), longest=500)

    def change(self) -> WhenAndWhy:
        """What was typed, once every field could be read."""
        return WhenAndWhy(valid_from=self.valid_from.data, reason=self.reason.data)


class TypedForm(Change):
    """A value that is typed."""

    value = LineField(N_("New value"), longest=LONGEST_VALUE)


class ChosenForm(Change):
    """A value that is chosen."""

    value = ChoiceField(N_("New value"))


class ProfileForm(Change):
    """Another profile."""

    value = ChoiceField(N_("Profile"))


def form_for(found: InForce, **data: object) -> TypedForm | ChosenForm:
    """The form that fits the value's type, filled with what holds now."""
    now = found.one.write(found.value)
    choices = _choices(found.one)
    form = ChosenForm(data={"value": now, **data}) if choices else TypedForm(data={"value": now, **data})
    if isinstance(form, ChosenForm):
        form.value.choices = choices
    form.value.required = not found.one.value.empty
    return form


def profile_form(**data: object) -> ProfileForm:
    """The form with every shipped profile."""
    form = ProfileForm(data=data)
    form.value.choices = [(profile.key, profile.label.msgid) for profile in known()]
    return form


def _choices(one: Declared) -> list[tuple[str, str]]:
    return list(YES_NO) if one.type is bool else list(one.value.choices)
