"""Forms of contacts."""

from __future__ import annotations

from typing import Any

from app.customers.contacts.rules import LABELS, LONGEST, PARTS, TYPED, read_text
from app.customers.files.forms import PastDay
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, NoteField, Typed, YesField
from app.web.forms import Form, OnceForm, VersionFields


class ContactLine(Typed):
    """One text of a contact, read by the rule that sheets obey too."""

    def __init__(self, key: str, *, required: bool = False, hint: str | None = None, **kwargs: Any) -> None:
        super().__init__(LABELS[key], required=required, hint=hint, longest=LONGEST[key], **kwargs)
        self.key = key

    def parse(self, text: str) -> str | None:
        return read_text(self.key, text)


class ContactFields(Form):
    name = ContactLine("name", required=True)
    part = ChoiceField(LABELS["part"], choices=list(PARTS.items()), default="handles")
    post = ContactLine("post")
    mobile = ContactLine("mobile")
    phone = ContactLine("phone")
    email = ContactLine("email")
    birthday = PastDay(LABELS["birthday"], required=False)
    preferences = NoteField(LABELS["preferences"], required=False)
    note = NoteField(LABELS["note"], required=False)


class NewForm(ContactFields, OnceForm):
    main = YesField(LABELS["main"], id="is-main", hint=N_("His name and number stand in the file."))


class ChangeForm(ContactFields, VersionFields):
    reason = LineField(N_("Reason of the change"), longest=200)


class LeftForm(VersionFields):
    left_on = DayField(LABELS["left_on"])
    successor = ChoiceField(N_("Main contact from now on"), coerce=int, required=False, translate=False)
    reason = LineField(N_("Reason"), required=False, longest=200)


def values_of(form: ContactFields) -> dict[str, Any]:
    """What was typed, as columns of Contact; nothing typed is None."""
    return {key: form[key].data for key in TYPED}
