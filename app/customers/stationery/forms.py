"""Forms of blank contracts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wtforms import Field

from app.customers.contracts.rules import LABELS, NewContract
from app.customers.stationery.rules import STATES
from app.customers.stationery.service import NewMove
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.web.fields import ChoiceField, DayField, LineField, MoneyField, NoteField, WholeField, YesField
from app.web.forms import Form, OnceForm, VersionFields

SERIALS = N_("Digits are enough where the kind has letters of its own.")


class FilterForm(Form):
    """What stands in the address of the list; nothing is required."""

    q = LineField(N_("Serial number"), required=False, longest=40)
    kind = ChoiceField(N_("Kind"), required=False, coerce=int, translate=False)
    state = ChoiceField(N_("State"), required=False, choices=list(STATES.items()))
    holder = ChoiceField(N_("Who has it"), required=False, coerce=int, translate=False)
    overdue = YesField(N_("Overdue only"))


class KindForm(OnceForm):
    name = LineField(N_("Name"))
    prefix = LineField(N_("Letters before the serial number"), required=False, longest=10)
    reserve = WholeField(N_("Always at hand"), low=0, high=10_000, default=0)
    active = YesField(N_("In use"), default=True)


class DrawForm(OnceForm):
    kind_id = ChoiceField(N_("Kind"), coerce=int, translate=False)
    first = LineField(N_("First serial number"), longest=40, hint=SERIALS)
    last = LineField(N_("Last serial number"), longest=40)
    keeper_id = ChoiceField(N_("Kept by"), coerce=int, translate=False)
    request_id = ChoiceField(N_("Fulfils the request"), coerce=int, translate=False, required=False)
    gap_why = NoteField(N_("Why numbers are missing in between"), required=False, longest=500)


class MoveForm(Form):
    """What every move asks for."""

    move = ""
    on_day = DayField(N_("On"), required=False, hint=N_("Empty: today."))
    note = NoteField(N_("Remark"), required=False, longest=500)

    def __iter__(self) -> Iterator[Field]:
        """What moves and to whom comes first, then the day and the remark."""
        return iter(sorted(super().__iter__(), key=lambda one: one.short_name in ("on_day", "note")))

    def new_move(self) -> NewMove:
        """What was typed."""
        given = {name: getattr(self, name).data for name in ("staff_id", "due_on", "purpose") if name in self}
        return NewMove(self.move, on_day=self.on_day.data, note=self.note.data, **given)


class IssueForm(OnceForm, MoveForm):
    move = "issued"
    kind_id = ChoiceField(N_("Kind"), coerce=int, translate=False)
    first = LineField(N_("First serial number"), longest=40, hint=SERIALS)
    last = LineField(N_("Last serial number"), required=False, longest=40, hint=N_("Empty: this one only."))
    staff_id = ChoiceField(
        N_("Issued to"), coerce=int, translate=False, hint=N_("Sales people only: never the front desk (C-121).")
    )
    due_on = DayField(N_("Signed or back by"), required=False, hint=N_("Empty: the office's usual term."))


class PlainForm(VersionFields, MoveForm):
    """A move that needs nothing but a day and a remark."""


class ReasonForm(VersionFields, MoveForm):
    note = NoteField(N_("Reason"), longest=500)


class KeeperForm(VersionFields, MoveForm):
    staff_id = ChoiceField(N_("Kept by"), coerce=int, translate=False)


class PassForm(VersionFields, MoveForm):
    staff_id = ChoiceField(
        N_("Passed on to"), coerce=int, translate=False,
        hint=N_("The store manager or a person authorised, nobody else (C-122)."),
    )  # fmt: skip
    purpose = LineField(N_("To what end"), longest=200)
    due_on = DayField(N_("Back by"), required=False, hint=N_("Empty: the office's usual term."))


class SignForm(VersionFields, MoveForm):
    customer = LineField(N_("Customer"), hint=N_("Number of the customer."), longest=40)
    title = LineField(LABELS["title"], required=False, hint=N_("Filled in: the contract is entered in his file too."))
    amount = MoneyField(LABELS["amount"], required=False)
    from_on = DayField(LABELS["from_on"], required=False)
    until_on = DayField(LABELS["until_on"], required=False)

    def contract(self, serial: str, signed_on: date, staff_id: int | None) -> NewContract | None:
        """The contract to be entered, where it was named; `signed_on` is the day of signing. Raises Refused."""
        if not self.title.data:
            if any(one.data for one in (self.amount, self.from_on, self.until_on)):
                raise Refused(Text("Say what the contract is about, so that it can be entered."), field="title")
            return None
        return NewContract(
            title=self.title.data, signed_on=signed_on, from_on=self.from_on.data, until_on=self.until_on.data,
            amount=self.amount.data, blank_number=serial, staff_id=staff_id,
        )  # fmt: skip


class ReportForm(MoveForm):
    move = "reported"
    staff_id = ChoiceField(N_("Reported to"), coerce=int, translate=False)


class ReceiveForm(MoveForm):
    move = "handed_over"


class AskForm(OnceForm):
    kind_id = ChoiceField(N_("Kind"), coerce=int, translate=False)
    month = LineField(N_("For the month"), longest=7)
    expected = WholeField(
        N_("Expected signings"), required=False, high=10_000, hint=N_("Empty: the average of the last three months.")
    )
    wanted = WholeField(N_("Wanted"), required=False, high=10_000, hint=N_("Empty: the computed figure."))
    reason = NoteField(N_("Why another figure"), required=False, longest=500)


class CallOffForm(VersionFields):
    reason = NoteField(N_("Reason"), longest=500)
