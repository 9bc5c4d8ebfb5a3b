"""Forms of merging."""

from __future__ import annotations

from wtforms import HiddenField

from app.customers.files.rules import LABELS
from app.customers.merging.rules import BOTH, FIELDS, LOSER, SURVIVOR
from app.domain.text import N_
from app.web.fields import ChoiceField, NoteField
from app.web.forms import OnceForm, VersionFields

CHOICES = ((SURVIVOR, N_("Of the file that stays")), (LOSER, N_("Of the other file")), (BOTH, N_("Both")))


class MergeForm(OnceForm, VersionFields):
    """Which value stays in each field (`keep_<field>`), why, and how both files were seen."""

    version = HiddenField()
    other_version = HiddenField()
    reason = NoteField(N_("Why the two are one"), required=True)

    def choices(self) -> dict[str, str]:
        """The fields about which something was chosen."""
        return {field: self[f"keep_{field}"].data for field in FIELDS if self[f"keep_{field}"].data}

    def seen_versions(self) -> tuple[int, int]:
        """The versions of the survivor and of the other file that the user had before him."""
        typed = str(self.other_version.data or "")
        return self.seen_version(), int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


for _field in FIELDS:
    setattr(MergeForm, f"keep_{_field}", ChoiceField(LABELS[_field], choices=list(CHOICES), required=False))


class UndoForm(VersionFields):
    reason = NoteField(N_("Why they are two"), required=True)
