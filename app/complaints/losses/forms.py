"""Forms of losses."""

from __future__ import annotations

from app.complaints.losses.rules import KINDS, SOLD, STANDINGS, Line, Outcome
from app.domain.text import N_
from app.web.fields import ChoiceField, LineField, MoneyField, NoteField
from app.web.forms import Form, OnceForm, VersionFields


class FilterForm(Form):
    state = ChoiceField(N_("State"), required=False, choices=list(STANDINGS.items()))


class FixForm(OnceForm, VersionFields):
    sold = ChoiceField(N_("What became of the goods"), choices=list(SOLD.items()))
    grade_a = MoneyField(N_("Grade-A price of the goods (yuan)"), required=False)
    proceeds = MoneyField(N_("Proceeds of the resale (yuan)"), required=False)
    material = MoneyField(KINDS["material"], required=False)
    labour = MoneyField(KINDS["labour"], required=False)
    freight = MoneyField(KINDS["freight"], required=False)
    allowance = MoneyField(KINDS["allowance"], required=False)
    scrap = MoneyField(KINDS["scrap"], required=False)
    other = MoneyField(KINDS["other"], required=False)
    other_words = LineField(N_("What the other cost is"), required=False)
    reason = NoteField(N_("How it was counted, and why so"), longest=500)

    def outcome(self) -> Outcome:
        """What was typed."""
        typed = [(kind, self[kind].data) for kind in KINDS]
        lines = (Line(kind, amount, self._words(kind)) for kind, amount in typed if amount is not None)
        return Outcome(self.sold.data, self.grade_a.data, self.proceeds.data, tuple(lines))

    def _words(self, kind: str) -> str | None:
        return self.other_words.data if kind == "other" else None


class VoidForm(OnceForm, VersionFields):
    reason = NoteField(N_("Why it is made void"), longest=500)
