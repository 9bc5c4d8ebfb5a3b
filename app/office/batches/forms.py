"""Forms of imports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wtforms import FileField
from wtforms.validators import StopValidation

from app.domain.text import N_, Text
from app.office.batches.kinds import ImportKind, Option
from app.web.fields import ChoiceField, Typed, YesField
from app.web.forms import Form, OnceForm
from app.web.language import say


class SheetField(FileField):
    """The sheet to be imported."""

    kind = "file"
    required = True

    def __init__(self, label: str, *, hint: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.hint = hint

    def pre_validate(self, form: Any) -> None:
        if not getattr(self.data, "filename", ""):
            raise StopValidation(say(Text("Please choose a file.")))


class OptionField(Typed):
    """Something asked beside the file, read as its kind of import says."""

    def __init__(self, label: str, *, read: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.read = read

    def parse(self, text: str) -> str:
        return self.read(text)


class OneOfField(ChoiceField):
    """One of what a kind of import offers; its default holds where nothing was chosen."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist or [self.default or ""])


class UploadForm(OnceForm):
    sheet = SheetField(N_("File"), hint=N_("XLSX, XLS, ODS or CSV; the header stands in one of the first ten rows."))


class ApplyForm(Form):
    partial = YesField(N_("Leave the refused rows out and import the others anyway"))


def upload_form(kind: ImportKind, given: Mapping[str, str]) -> UploadForm:
    """The form for a sheet of this kind, with what the kind asks beside it; `given` is what the link already knows."""
    fields = {option.key: _field(option) for option in kind.options}
    known = {option.key: given[option.key] for option in kind.options if option.key in given}
    made: UploadForm = type("UploadForm", (UploadForm,), fields)(data=known)
    return made


def options_of(form: UploadForm, kind: ImportKind) -> dict[str, str]:
    """What was asked beside the file, as stored with the import."""
    return {option.key: form[option.key].data for option in kind.options}


def _field(option: Option) -> Any:
    if option.choices:
        return OneOfField(option.label, choices=option.choices, default=option.default)
    return OptionField(option.label, read=option.read)
