"""Forms of purposes and desks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import Field as WtField

from app.domain.text import N_
from app.reception.counters.rules import LONGEST_DESK, ORIGINS
from app.web.fields import ChoiceField, LineField, WholeField, YesField
from app.web.forms import OnceForm

PLACE = N_("Small figures stand first.")


class TicksField(WtField):
    """Several of the office's own things to tick; `choices` are id and name."""

    kind = "ticks"
    required = False
    choices: Sequence[tuple[int, str]] = ()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was ticked and can be ticked."""
        known = {str(one): one for one, _ in self.choices}
        self.data = [known[value] for value in valuelist if value in known]

    def with_choices(self, choices: Sequence[tuple[int, str]]) -> None:
        """Offer these; what was posted is read once more, for it came before the choices."""
        self.choices = choices
        if self.raw_data is not None:
            self.process_formdata(self.raw_data)


class PurposeForm(OnceForm):
    """Something that visitors come for."""

    name = LineField(N_("Name"))
    prefix = LineField(N_("Numbers begin with"), hint=N_("One or two letters, such as A."), longest=2)
    origin = ChoiceField(N_("Leads to"), choices=list(ORIGINS.items()), required=False)
    uses_rota = YesField(N_("Received in the order of the rota, while it is open"))
    place = WholeField(N_("Place in the list"), low=0, high=999, default=100, hint=PLACE)


class ChangePurposeForm(PurposeForm):
    """The same, and whether it is in use."""

    active = YesField(N_("In use"))


class DeskForm(OnceForm):
    """A desk, window or table."""

    name = LineField(N_("Name"), hint=N_("Shown on the screens and spoken."), longest=LONGEST_DESK)
    purpose_ids = TicksField(N_("Serves only"), default=())
    place = WholeField(N_("Place in the list"), low=0, high=999, default=100, hint=PLACE)


class ChangeDeskForm(DeskForm):
    """The same, and whether it is in use."""

    active = YesField(N_("In use"))
