"""The forms of the reading month."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.billing.readings.rules import SOURCES
from app.billing.readings.sentences import OUTCOMES, UNREAD_REASONS
from app.billing.readings.service.enter import Entry
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.domain.volume import Volume, parse_volume
from app.web.fields import ChoiceField, DayField, LineField, MomentField, NoteField, Typed, VolumeField, WholeField
from app.web.forms import Form, OnceForm

MOST = 2_000_000_000
CODES = dict(enumerate(UNREAD_REASONS, start=1))


class ReadingField(Typed):
    """A reading in m³, or minus and the place of a reason why there is none; its data is Volume or the reason."""

    kind = "volume"

    def parse(self, text: str) -> Any:
        """Read m³, or -1 to -8."""
        figure = parse_volume(text)
        if figure >= 0:
            return figure
        code, rest = divmod(-figure, 1000)
        if rest or code not in CODES:
            raise Refused(Text("Reasons are typed as -1 to -%(last)s.", last=len(CODES)))
        return CODES[code]


class EntryForm(Form):
    value = ReadingField(N_("Reading (m³)"), required=False)
    why = ChoiceField(N_("Not read"), required=False, choices=list(UNREAD_REASONS.items()))
    read_on = DayField(N_("Read on"))
    source = ChoiceField(N_("Where it comes from"), choices=list(SOURCES.items()))
    reader = LineField(N_("Meter reader"), required=False)
    reason = LineField(N_("Why it is corrected"), required=False, longest=500)
    version = WholeField(N_("Version"), high=MOST)

    def entry(self) -> Entry:
        """What was typed, as the verb takes it. A reason in the box of the reading counts like one chosen."""
        typed = self.value.data
        coded = typed if isinstance(typed, str) else None
        value = None if coded or typed is None else Volume(typed)
        return Entry(
            self.source.data,
            self.read_on.data,
            value=value,
            why=coded or self.why.data,
            reader=self.reader.data,
        )


class CorrectForm(OnceForm):
    value = VolumeField(N_("Right reading (m³)"), required=False)
    why = ChoiceField(N_("Not read"), required=False, choices=list(UNREAD_REASONS.items()))
    read_on = DayField(N_("Read on"))
    source = ChoiceField(N_("Where it comes from"), choices=list(SOURCES.items()))
    reader = LineField(N_("Meter reader"), required=False)
    note = NoteField(N_("Note"), required=False)
    reason = LineField(N_("Why it is corrected"), longest=500)
    version = WholeField(N_("Version"), high=MOST)

    def entry(self) -> Entry:
        """What was typed, as the verb takes it."""
        return Entry(
            self.source.data,
            self.read_on.data,
            value=self.value.data,
            why=self.why.data,
            reader=self.reader.data,
            note=self.note.data,
        )


class AcceptForm(OnceForm):
    reason = LineField(N_("Why it is accepted"), longest=500, id="why_accepted")
    version = WholeField(N_("Version"), high=MOST)


class PlanForm(OnceForm):
    period = LineField(N_("Month"), longest=7, hint=N_("Like 2026-11"))


class AppointmentForm(OnceForm):
    at = MomentField(N_("Day and time"), hint=N_("Like 2026-11-21 14:30"))
    note = LineField(N_("Note"), required=False, longest=500)


class OutcomeForm(Form):
    outcome = ChoiceField(N_("What became of it"), choices=list(OUTCOMES.items()))
    note = LineField(N_("Note"), required=False, longest=500)


def day_in(period: str, today: date) -> date:
    """The day that a reading of a month is entered with unless another is typed: today, inside that month."""
    first = date.fromisoformat(f"{period}-01")
    return today if f"{today:%Y-%m}" == period else first.replace(day=20)
