"""Forms of gas accounts: each box is read by the rule that imports obey too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.billing.accounts import rules
from app.billing.accounts.rules import LABELS, LONGEST, AccountFields, NewAccount
from app.billing.meters.rules import FACTOR_ONE, FEWEST_DIGITS, MOST_DIGITS, NOTHING, NewMeter
from app.billing.tariffs.checks import LARGEST_HOUSEHOLD
from app.billing.tariffs.pricelist import CATEGORIES, GENERAL
from app.domain.text import N_
from app.exchange.cells import LONGEST_IDENTIFIER, to_identifier
from app.web.fields import ChoiceField, DayField, FactorField, LineField, NoteField, Typed, VolumeField, WholeField
from app.web.forms import OnceForm, VersionFields


class ReadField(Typed):
    """One line that a rule reads."""

    def __init__(self, label: str, read: Callable[[str], Any], **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.read = read

    def parse(self, text: str) -> Any:
        return self.read(text)


class ChangeForm(OnceForm, VersionFields):
    """What may change in an account."""

    name = LineField(LABELS["name"], longest=LONGEST["name"])
    category = ChoiceField(LABELS["category"], choices=list(CATEGORIES.items()))
    use = ReadField(
        LABELS["use"],
        rules.read_use,
        longest=LONGEST["use"],
        required=False,
        hint=N_("As price lists name it: general, boiler, rural, or another; nothing is general."),
    )
    persons = WholeField(LABELS["persons"], low=1, high=LARGEST_HOUSEHOLD, required=False)
    address = LineField(LABELS["address"], longest=LONGEST["address"])
    phone = ReadField(LABELS["phone"], rules.read_account_phone, longest=LONGEST["phone"], required=False)
    book = LineField(LABELS["book"], longest=LONGEST["book"], required=False)
    position = WholeField(LABELS["position"], high=rules.LARGEST_POSITION, required=False)
    note = NoteField(LABELS["note"], required=False)

    def fields(self) -> AccountFields:
        """What was typed, as the fields of an account."""
        typed = {name: self[name].data for name in LABELS if name != "number"}
        return AccountFields(**{**typed, "use": self.use.data or GENERAL})


class OpenForm(ChangeForm):
    """A new account with its meter."""

    number = ReadField(LABELS["number"], rules.read_number, longest=LONGEST_IDENTIFIER)
    customer = LineField(
        N_("Customer number"), longest=40, required=False, hint=N_("Left empty, a new customer is made of the name.")
    )
    cycle_volume = VolumeField(N_("Volume of the cycle so far (m³)"), required=False)
    meter = ReadField(N_("Meter number"), to_identifier, longest=LONGEST_IDENTIFIER)
    digits = WholeField(N_("Digits before the point"), low=FEWEST_DIGITS, high=MOST_DIGITS)
    initial_reading = VolumeField(N_("Reading when hung up (m³)"))
    installed_on = DayField(N_("Hung up on"))
    factor = FactorField(N_("Correction factor"), required=False)

    def account(self) -> NewAccount:
        """What was typed, as a new account."""
        meter = NewMeter(
            number=self.meter.data,
            digits=self.digits.data,
            initial_reading=self.initial_reading.data,
            installed_on=self.installed_on.data,
            factor=self.factor.data or FACTOR_ONE,
        )
        return NewAccount(self.number.data, self.fields(), meter, self.cycle_volume.data or NOTHING)


class ReasonForm(OnceForm):
    """Why an account is suspended or resumed."""

    reason = NoteField(N_("Reason"), longest=500)


class CloseForm(ReasonForm):
    """Why and with what reading an account is closed."""

    on = DayField(N_("Meter taken down on"))
    final_reading = VolumeField(N_("Last reading of the meter (m³)"))


def known_of(account: Any) -> dict[str, Any]:
    """A stored account as the data of the form."""
    return {name: getattr(account, name) for name in (*LABELS, "version")}
