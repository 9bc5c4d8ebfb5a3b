"""Forms of customer files."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField
from wtforms.validators import ValidationError

from app import clock
from app.customers.files import catalogue
from app.customers.files.completeness import MAY_BE_REQUIRED
from app.customers.files.rules import KINDS, LABELS, LONGEST, PERSON, read_text
from app.domain.text import N_, Text
from app.web.fields import ChoiceField, DayField, LineField, NoteField, Typed, YesField
from app.web.forms import Form, OnceForm, VersionFields
from app.web.language import say


class FileLine(Typed):
    """One text of a file, read by the rule that imports obey too."""

    def __init__(self, key: str, *, required: bool = False, hint: str | None = None, **kwargs: Any) -> None:
        super().__init__(LABELS[key], required=required, hint=hint, longest=LONGEST[key], **kwargs)
        self.key = key

    def parse(self, text: str) -> str | None:
        return read_text(self.key, text)


class PastDay(DayField):
    """A day that has come."""

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if self.data is not None and self.data > clock.today():
            raise ValidationError(say(Text("This day has not come yet.")))


class FileFields(Form):
    name = FileLine("name", required=True)
    kind = ChoiceField(LABELS["kind"], choices=list(KINDS.items()), default=PERSON)
    category = ChoiceField(LABELS["category"], default="ordinary", translate=False)
    phone = FileLine("phone", hint=N_("Mobile, landline with area code, or a service number; an extension after 转."))
    address = FileLine("address")
    contact = FileLine("contact")
    nature = FileLine("nature")
    supervising_unit = FileLine("supervising_unit")
    uscc = FileLine("uscc")
    source = FileLine("source")
    first_contact_on = PastDay(LABELS["first_contact_on"], required=False)
    owner_id = ChoiceField(LABELS["owner_id"], coerce=int, required=False, translate=False)
    important = YesField(LABELS["important"], hint=N_("Two members of staff look after an important customer."))
    note = NoteField(LABELS["note"], required=False)
    confirmed = YesField(N_("It is somebody else: save all the same"))

    def offer(self, owners: list[tuple[int, str]], *, category: str | None = None, source: str | None = None) -> None:
        """Fill the lists in: the office's people, categories and sources, with what the file has already."""
        self.owner_id.choices = list(owners)
        self.category.choices = list(catalogue.categories(keep=category).items())
        self.listed, self.old_source = catalogue.sources(), source

    @property
    def sources(self) -> list[str]:
        """What is offered as source."""
        return self.listed or list(catalogue.SUGGESTED)

    def validate_source(self, field: Any) -> None:
        """A source is one of the office's list, where it keeps one, or what the file says already (C-106)."""
        if field.data and self.listed and field.data not in (*self.listed, self.old_source):
            raise ValidationError(say(Text("Please choose one of the list.")))


TEXTS = (
    "kind", "name", "category", *[key for key in LONGEST if key != "name"], "first_contact_on", "important", "note",
    "owner_id",
)  # fmt: skip


class OpenForm(FileFields, OnceForm):
    pass


class ChangeForm(FileFields, VersionFields):
    base = HiddenField()
    reason = LineField(N_("Reason of the change"), longest=200)
    known_on = PastDay(N_("Known since"), required=False, hint=N_("The day on which the office learned of it."))


class WordForm(Form):
    """A word of a list: a category or a source."""

    name = LineField(N_("Name"), required=False, longest=40)
    active = YesField(N_("In use"))


class RequirementForm(Form):
    """What files of a class must hold."""

    filing = YesField(N_("Filed within the deadline"))


class HistoryForm(Form):
    """What narrows the history of a file; nothing is required."""

    field = ChoiceField(N_("Field"), choices=list(LABELS.items()), required=False)
    person = ChoiceField(N_("Member of staff"), required=False, coerce=int, translate=False)
    since = DayField(N_("From"), required=False)
    until = DayField(N_("To"), required=False)


def values_of(form: FileFields) -> dict[str, Any]:
    """What was typed, as columns of Customer; nothing typed is None."""
    return {key: form[key].data for key in TEXTS if key in form}


def fields_asked(kind: str) -> list[tuple[str, str]]:
    """What files of a kind may be asked for, as keys and msgids."""
    return [(key, LABELS[key]) for key in MAY_BE_REQUIRED[kind]]
