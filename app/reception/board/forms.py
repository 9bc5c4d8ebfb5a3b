"""Forms of public screens."""

from __future__ import annotations

from wtforms import SelectMultipleField

from app.domain.text import N_
from app.reception.board.models import Screen
from app.reception.board.service import Setting
from app.web.fields import LineField, WholeField, YesField
from app.web.forms import Form, OnceForm, VersionFields


class ScreenFields(Form):
    name = LineField(N_("Name of the screen"), longest=40)
    lines = WholeField(N_("How many last calls it shows"), low=4, high=8, default=6)
    voice = YesField(N_("Calls are spoken"), default=True)
    desk_ids = SelectMultipleField(coerce=int, validate_choice=True)

    def setting(self) -> Setting:
        """What was typed."""
        return Setting(self.name.data or "", self.lines.data, bool(self.voice.data), tuple(self.desk_ids.data or ()))


class AddForm(ScreenFields, OnceForm):
    pass


class ChangeForm(ScreenFields, VersionFields):
    pass


def typed(screen: Screen, desk_ids: tuple[int, ...]) -> dict[str, object]:
    """A screen as the fields of its form."""
    return {
        "name": screen.name,
        "lines": screen.lines,
        "voice": screen.voice,
        "desk_ids": list(desk_ids),
        "version": screen.version,
    }
