"""Forms of vouchers and of withheld receivables."""

from __future__ import annotations

from app.complaints.vouchers.rules import NewWithheld
from app.domain.text import N_
from app.web.fields import ChoiceField, LineField, MoneyField, NoteField
from app.web.forms import Form, OnceForm, VersionFields


class MonthForm(Form):
    """What stands in the address of a list by month."""

    month = LineField(N_("Month, like 2026-11"), required=False, longest=7)


class BonusForm(MonthForm):
    """The month, one rep and the base of his bonus, to see what is left of it."""

    staff = ChoiceField(N_("Sales person"), required=False, coerce=int, translate=False)
    base = MoneyField(N_("Receivables in the base of the bonus"), required=False)


class BookForm(OnceForm, VersionFields):
    amount_fen = MoneyField(N_("Amount before tax"))
    tax_fen = MoneyField(N_("Tax"), hint=N_("As accounting books it; the rate of the office stands here."))
    words = LineField(N_("Summary"))


class AskForm(VersionFields):
    amount_fen = MoneyField(N_("Amount before tax that is to be booked"))
    words = NoteField(N_("Why it differs"), longest=500)


class ReverseForm(OnceForm):
    reason = NoteField(N_("Reason of the reversal"), longest=300)


class WithholdForm(OnceForm):
    staff_id = ChoiceField(N_("Sales person"), coerce=int, translate=False)
    material_number = LineField(N_("Material number"), required=False, longest=40)
    amount_fen = MoneyField(N_("Receivable with tax"))
    from_month = LineField(N_("From the month on, like 2026-11"), longest=7)

    def withheld(self) -> NewWithheld:
        """What was typed."""
        return NewWithheld(
            self.staff_id.data, self.amount_fen.data, self.from_month.data or "", self.material_number.data
        )


class ReleaseForm(VersionFields):
    until_month = LineField(N_("Last month, like 2026-11"), longest=7)
    reason = NoteField(N_("Reason"), longest=500)
