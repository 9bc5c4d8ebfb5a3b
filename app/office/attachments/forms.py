"""Forms of attached files."""

from __future__ import annotations

from typing import Any

from wtforms import FileField
from wtforms.validators import StopValidation

from app.domain.text import N_, Text
from app.web.fields import LineField, NoteField
from app.web.forms import Form
from app.web.language import say


class OneFile(FileField):
    """A file that must be chosen."""

    kind = "file"
    required = True

    def __init__(self, label: str, *, hint: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.hint = hint

    def pre_validate(self, form: Any) -> None:
        if not getattr(self.data, "filename", ""):
            raise StopValidation(say(Text("Please choose a file.")))


class AttachForm(Form):
    """A file and what it shows; the ids keep clear of those of the page that loads this region."""

    file = OneFile(N_("File"), hint=N_("Picture, PDF, OFD, Word, Excel, CSV or text."), id="attached-file")
    note = LineField(N_("What it shows"), required=False, id="attached-note")


class RemoveForm(Form):
    reason = NoteField(N_("Reason"), longest=500)
