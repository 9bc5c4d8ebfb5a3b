"""Forms of registers, made from their columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import HiddenField

from app.domain.text import N_
from app.office.registers import rules
from app.office.registers.kinds import Register, RegisterColumn
from app.office.registers.rules import CELL
from app.web.fields import ChoiceField, DayField, LineField, NoteField, Typed, YesField
from app.web.forms import Form, OnceForm


class NumberField(Typed):
    """A number with up to three decimals, kept as text."""

    kind = "number"

    def parse(self, text: str) -> str:
        """Read a number."""
        return rules.number(text)


class EntryForm(OnceForm):
    day = DayField(N_("Day"))


class CorrectionForm(OnceForm):
    reason = NoteField(N_("Reason for the correction"), longest=500)
    strike = YesField(N_("Strike the whole line out"))
    seen = HiddenField()


class FilterForm(Form):
    period = LineField(N_("Period"), longest=7)
    day = DayField(N_("Day"), required=False, id="of-day")  # beside the day of the new line
    person = ChoiceField(N_("Somebody's name"), required=False, translate=False)
    text = LineField(N_("Words to find"), required=False, longest=60)


TEXTS = {"line": LineField, "note": NoteField, "day": DayField, "number": NumberField}


def entry_form(register: Register, people: list[str], day: date) -> EntryForm:
    """The form for a new line; it is sent to `registers.enter` whatever page shows it."""
    made: EntryForm = _with_cells(EntryForm, register, people)(data={"day": day}, endpoint="registers.enter")
    return made


def correction_form(register: Register, people: list[str], cells: Mapping[str, Any], seen: int) -> CorrectionForm:
    """The form for a correction, filled with what holds now."""
    now = {CELL + key: value for key, value in cells.items()}
    days = {CELL + column.key for column in register.columns if column.kind == "day"}
    data = {name: date.fromisoformat(value) if name in days else value for name, value in now.items()}
    left = {str(cells[one.key]) for one in register.columns if one.kind == "person" and one.key in cells}
    known = sorted({*people, *left})  # whoever has left the office stays in the line
    made: CorrectionForm = _with_cells(CorrectionForm, register, known)(data={**data, "seen": seen})
    return made


def cells_of(form: Form, register: Register) -> dict[str, Any]:
    """What was typed, by the keys of the columns."""
    return {column.key: form[CELL + column.key].data for column in register.columns}


def seen_of(form: CorrectionForm) -> int:
    """The line that held when the form was opened; 0 where the form does not say."""
    text = str(form.seen.data or "")
    return int(text) if text.isdecimal() and len(text) < 18 else 0


def _with_cells(base: type[Form], register: Register, people: list[str]) -> Any:
    return type(base.__name__, (base,), {CELL + one.key: _field(one, people) for one in register.columns})


def _field(column: RegisterColumn, people: list[str]) -> Any:
    label = column.label.msgid
    if column.kind == "yes":
        return YesField(label)
    if column.kind == "person":
        choices = [(name, name) for name in people]
        return ChoiceField(label, choices=choices, required=column.required, translate=False)
    return TEXTS[column.kind](label, required=column.required)
