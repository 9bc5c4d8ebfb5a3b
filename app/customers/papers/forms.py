"""Forms of customers' papers."""

from __future__ import annotations

from typing import Any

from wtforms import FileField

from app.customers.files.rules import read_phone
from app.customers.papers.rules import CHECKERS, NewPaper
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, NoteField, Typed, WholeField, YesField
from app.web.forms import Form, OnceForm


class ScanField(FileField):
    """A file that may be left out."""

    kind = "file"
    required = False

    def __init__(self, label: str, *, hint: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.hint = hint

    @property
    def given(self) -> Any | None:
        """What was sent; None for nothing."""
        return self.data if getattr(self.data, "filename", "") else None


class PhoneField(Typed):
    """A telephone number, read as in a file."""

    def parse(self, text: str) -> str:
        """Tidied as it is kept."""
        return read_phone(text)


class PaperFields(Form):
    number = LineField(N_("Number of the paper"))
    expires_on = DayField(N_("Expires on"), required=False, hint=N_("The last day on which it holds, like 2027-06-30."))
    issued_on = DayField(N_("Date of issue"), required=False)
    issuer = LineField(N_("Issuing authority"), required=False)
    note = LineField(N_("Note"), required=False, longest=500)

    def values(self) -> dict[str, Any]:
        """What was typed, as columns of the paper."""
        return {name: self[name].data for name in ("number", "issuer", "issued_on", "expires_on", "note")}


class PaperForm(PaperFields, OnceForm):
    kind_id = ChoiceField(N_("Kind of paper"), coerce=int, translate=False)
    scan = ScanField(N_("Scan"), hint=N_("Picture or PDF; it can also be attached later."))

    def paper(self) -> NewPaper:
        """What was typed."""
        return NewPaper(kind_id=self.kind_id.data, **self.values())


class ChangeForm(PaperFields):
    version = WholeField(N_("Version"))


class RejectForm(Form):
    version = WholeField(N_("Version"))
    reason = NoteField(N_("What is wrong with it"), longest=500)


class ProofForm(Form):
    version = WholeField(N_("Version"))
    until = DayField(N_("The renewal is under way until"))
    note = NoteField(
        N_("What proves it"), longest=500, hint=N_("Such as the receipt of the authority, and its number.")
    )
    scan = ScanField(N_("Scan of the proof"))


class InvoicingForm(Form):
    version = WholeField(N_("Version"))
    title = LineField(N_("Title of the invoice"))
    tax_number = LineField(N_("Taxpayer number"), longest=40)
    bank = LineField(N_("Bank"))
    account = LineField(N_("Bank account"), longest=40)
    address = LineField(N_("Address"), longest=200)
    phone = PhoneField(N_("Telephone"), longest=40)

    def values(self) -> dict[str, str]:
        """What was typed, as columns of the invoicing data."""
        return {name: self[name].data for name in ("title", "tax_number", "bank", "account", "address", "phone")}


class KindForm(Form):
    name = LineField(N_("Name"), required=False, hint=N_("Empty leaves a shipped kind its own name."))
    expires = YesField(N_("Papers of this kind have an end"))
    checked_by = ChoiceField(N_("Verified by"), choices=list(CHECKERS.items()))
    active = YesField(N_("In use"), default=True)
