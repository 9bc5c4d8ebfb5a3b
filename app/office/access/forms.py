"""Forms of sign-ins, people, roles and the first start."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, SelectMultipleField, ValidationError

from app.domain.text import N_, Text
from app.web.fields import ChoiceField, DayField, LineField, SecretField, WholeField
from app.web.forms import Form, OnceForm
from app.web.language import LANGUAGES, say

STATES = {"active": N_("Works here"), "left": N_("Has left"), "all": N_("All")}


def _check_same(field: Any, other: Any) -> None:
    if field.data != other.data:
        raise ValidationError(say(Text("The two passwords differ. Type the same one twice.")))


class SignInForm(Form):
    username = LineField(N_("User name"), longest=40)
    password = SecretField(N_("Password"))


class PasswordForm(Form):
    present = SecretField(N_("Present password"))
    password = SecretField(N_("New password"))
    again = SecretField(N_("New password once more"))

    def validate_again(self, field: Any) -> None:
        _check_same(field, self.password)


class FirstStartForm(Form):
    token = HiddenField()
    office = LineField(N_("Name of the office"))
    profile = ChoiceField(N_("Kind of office"))
    language = ChoiceField(
        N_("Language of the office and of its papers"), choices=tuple(LANGUAGES.items()), translate=False
    )
    name = LineField(N_("Name of the administrator"))
    username = LineField(N_("User name"), longest=40)
    password = SecretField(N_("Password"))
    again = SecretField(N_("Password once more"))

    def validate_again(self, field: Any) -> None:
        _check_same(field, self.password)


class _Particulars(Form):
    name = LineField(N_("Person's name"))
    phone = LineField(N_("Telephone"), longest=40, required=False)
    department = ChoiceField(N_("Department"), coerce=int, translate=False, required=False)
    joined_on = DayField(N_("First day of work"), required=False)


class AddPersonForm(OnceForm, _Particulars):
    username = LineField(
        N_("User name"), longest=40, required=False, hint=N_("Leave it empty for a person who does not sign in.")
    )
    role = ChoiceField(N_("Role"), coerce=int, required=False)


class ChangePersonForm(_Particulars):
    version = WholeField("version")


class GiveSignInForm(OnceForm):
    username = LineField(N_("User name"), longest=40)


class DeactivateForm(Form):
    left_on = DayField(N_("Last day of work"))
    version = WholeField("version")


class GiveRoleForm(Form):
    role = ChoiceField(N_("Role"), coerce=int)
    department = ChoiceField(
        N_("Department"), coerce=int, translate=False, required=False, hint=N_("Empty: in the whole office.")
    )


class PeopleFilter(Form):
    name = LineField(N_("Person's name"), required=False)
    department = ChoiceField(N_("Department"), coerce=int, translate=False, required=False)
    state = ChoiceField(N_("State"), choices=tuple(STATES.items()))

    class Meta:
        csrf = False


class RoleForm(Form):
    name = LineField(N_("Name"))
    permissions = SelectMultipleField(validate_choice=True)


class ShippedRoleForm(Form):
    permissions = SelectMultipleField(validate_choice=True)
