"""Forms of customer files."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField

from app.customers.files.rules import CATEGORIES, KINDS, LABELS, LONGEST, PERSON, read_text
from app.domain.text import N_
from app.web.fields import ChoiceField, NoteField, Typed
from app.web.forms import Form, OnceForm


class FileLine(Typed):
    """One text of a file, read by the rule that imports obey too."""

    def __init__(self, key: str, *, required: bool = False, hint: str | None = None, **kwargs: Any) -> None:
        super().__init__(LABELS[key], required=required, hint=hint, longest=LONGEST[key], **kwargs)
        self.key = key

    def parse(self, text: str) -> str | None:
        return read_text(self.key, text)


class FileFields(Form):
    name = FileLine("name", required=True)
    kind = ChoiceField(LABELS["kind"], choices=list(KINDS.items()), default=PERSON)
    category = ChoiceField(LABELS["category"], choices=list(CATEGORIES.items()), default="ordinary")
    phone = FileLine("phone", hint=N_("Mobile, landline with area code, or a service number; an extension after 转."))
    address = FileLine("address")
    contact = FileLine("contact")
    nature = FileLine("nature")
    supervising_unit = FileLine("supervising_unit")
    uscc = FileLine("uscc")
    source = FileLine("source")
    owner_id = ChoiceField(LABELS["owner_id"], coerce=int, required=False, translate=False)
    note = NoteField(LABELS["note"], required=False)


TEXTS = ("kind", "name", "category", *[key for key in LONGEST if key != "name"], "note", "owner_id")


class OpenForm(FileFields, OnceForm):
    pass


class ChangeForm(FileFields):
    version = HiddenField()

    def seen_version(self) -> int:
        """The version that the user had before him; 0, which no file has, for what is not a version."""
        typed = str(self.version.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def values_of(form: FileFields) -> dict[str, Any]:
    """What was typed, as columns of Customer; nothing typed is None."""
    return {key: form[key].data for key in TEXTS if key in form}
