"""Forms of departments."""

from app.domain.text import N_
from app.web.fields import ChoiceField, LineField, YesField
from app.web.forms import Form, OnceForm


class DepartmentForm(OnceForm):
    name = LineField(N_("Name"))
    parent = ChoiceField(N_("Belongs to"), coerce=int, translate=False, required=False)


class ChangeDepartmentForm(Form):
    name = LineField(N_("Name"))
    parent = ChoiceField(N_("Belongs to"), coerce=int, translate=False, required=False)
    active = YesField(N_("In use"))
