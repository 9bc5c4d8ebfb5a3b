"""From the catalogue of fields to the fields of a form: what intake and the stages of a route ask for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.complaints.cases import fields as of
from app.complaints.cases.rules import MOST_PIECES
from app.domain.money import Rate, format_rate, parse_rate
from app.domain.text import N_
from app.web.fields import ChoiceField, DayField, LineField, MoneyField, NoteField, Typed, WholeField, YesField
from app.web.forms import Form

YES, NO = "yes", "no"
ANSWERS = ((YES, N_("Yes")), (NO, N_("No")))
PLAIN_BOXES = ("quantity_unknown", "no_loss")  # never unanswered: a box to tick
NEEDED_WITH_CARE = ("quantity", "defective_quantity")  # the rules know when they may be unknown (K-11)


class ShareField(Typed):
    """A share of a whole, typed as 5% or 0.05; its data is Rate."""

    kind = "rate"

    def parse(self, text: str) -> Rate:
        """Read a rate."""
        return parse_rate(text)

    def show(self, value: Any) -> str:
        """Write it in per cent."""
        return format_rate(value)


@dataclass(frozen=True, slots=True)
class Lists:
    """What is chosen from: departments, and the causes of the route."""

    departments: Sequence[tuple[int, str]] = field(default_factory=list)
    causes: Sequence[tuple[int, str]] = field(default_factory=list)


def form_of(
    keys: Sequence[str],
    needs: Collection[str],
    lists: Lists,
    *bases: type[Form],
    more: Callable[[], Mapping[str, Any]] = dict,
) -> type[Form]:
    """A class of forms that asks for these fields in this order, and then for what `more` makes.

    Those of `needs` must be filled in. The fields of a form stand in the order in which they were made.
    """
    fields = {key: _field(of.FIELDS[key], key in needs, lists) for key in keys}
    return type("AskedForm", (*bases, Form), {**fields, **more()})


def typed(keys: Sequence[str], one: Any) -> dict[str, Any]:
    """What a case says in these fields, as a form takes it."""
    return {key: _shown(of.FIELDS[key], getattr(one, key)) for key in keys}


def values_of(keys: Sequence[str], form: Form) -> dict[str, Any]:
    """What was typed into these fields, as a case stores it."""
    return {key: _stored(of.FIELDS[key], form[key].data) for key in keys}


def _field(one: of.CaseField, needed: bool, lists: Lists) -> Any:
    needed = needed and one.column not in NEEDED_WITH_CARE
    if one.column in PLAIN_BOXES:
        return YesField(one.label, hint=one.help)
    if one.kind in (of.CHOICE, of.YES_NO):
        words = list(one.choices.items()) if one.kind == of.CHOICE else list(ANSWERS)
        return ChoiceField(one.label, choices=words, required=needed, hint=one.help)
    if one.kind in (of.DEPARTMENT, of.CAUSE):
        chosen = lists.causes if one.kind == of.CAUSE else lists.departments
        return ChoiceField(one.label, choices=chosen, required=needed, hint=one.help, coerce=int, translate=False)
    return _plain(one, needed)


def _plain(one: of.CaseField, needed: bool) -> Any:
    kinds: Mapping[str, Callable[..., Any]] = {
        of.LINE: LineField, of.NOTE: NoteField, of.DAY: DayField, of.WHOLE: WholeField, of.MONEY: MoneyField,
        of.SHARE: ShareField,
    }  # fmt: skip
    more: dict[str, Any] = {"longest": one.longest} if one.longest else {}
    if one.kind == of.WHOLE:
        more["high"] = MOST_PIECES
    return kinds[one.kind](one.label, required=needed, hint=one.help, **more)


def _shown(one: of.CaseField, value: Any) -> Any:
    if one.kind == of.YES_NO and one.column not in PLAIN_BOXES:
        return None if value is None else (YES if value else NO)
    return value


def _stored(one: of.CaseField, value: Any) -> Any:
    if one.kind == of.YES_NO and one.column not in PLAIN_BOXES:
        return None if value is None else value == YES
    return value
