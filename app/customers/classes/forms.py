"""Forms of classification schemes."""

from __future__ import annotations

from app import clock
from app.customers.classes.rules import LABELS
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, NoteField, WholeField, YesField
from app.web.forms import Form, OnceForm, VersionFields


class SchemeFields(Form):
    name = LineField(LABELS["name"])
    product = LineField(LABELS["product"], required=False, hint=N_("Empty: for all that the office sells."))
    note = NoteField(LABELS["note"], required=False, longest=500)


class NewSchemeForm(SchemeFields, OnceForm):
    classes = NoteField(N_("Classes"), hint=N_("Each on a line of its own, in their order."))


class ChangeSchemeForm(SchemeFields, VersionFields):
    active = YesField(LABELS["active"])


class NewClassForm(OnceForm):
    name = LineField(N_("New class"), id="new-class")


class ClassForm(Form):
    name = LineField(LABELS["name"])
    position = WholeField(LABELS["position"], low=1, high=999)
    active = YesField(LABELS["active"])


class ClassifyForm(OnceForm):
    class_id = ChoiceField(LABELS["class"], coerce=int, required=False, translate=False,
                           hint=N_("Empty: in no class of this scheme."))  # fmt: skip
    from_on = DayField(N_("From the day"), default=clock.today)
    reason = LineField(N_("Reason"), longest=500)
