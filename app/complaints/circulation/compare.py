"""What a draft changes of the route in force, line by line: pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.complaints.causes.words import SCHEMES
from app.complaints.circulation.rules import Limit, StagePlan
from app.complaints.circulation.words import EVERY_ORIGIN, EVERY_SEVERITY, FORMS, KINDS, UNITS, WHO
from app.complaints.fields import FIELDS
from app.complaints.words import ORIGINS, SEVERITIES
from app.domain.text import N_, Text

Words = tuple[Text | str, ...]
NOTHING: Words = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What a route says besides its stages and limits."""

    name: str
    form: str
    cause_scheme: str
    unit: str
    day_zero: bool
    resale_months: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a comparison: what differs, and how it was and will be; nothing where it is new or gone."""

    what: Text
    before: Words
    after: Words


HEAD: Mapping[str, tuple[str, Mapping[str, str] | None]] = {
    "name": (N_("Name of the route"), None),
    "form": (N_("Paper of the route"), FORMS),
    "cause_scheme": (N_("List of causes"), SCHEMES),
    "unit": (N_("How limits are counted"), UNITS),
    "day_zero": (N_("The day of acceptance is not counted"), None),
    "resale_months": (N_("Months to resell the goods before a loss is fixed"), None),
}


def compared(
    before: tuple[Head, Sequence[StagePlan], Collection[Limit]],
    after: tuple[Head, Sequence[StagePlan], Collection[Limit]],
    named: Mapping[str, Text | str],
) -> list[Difference]:
    """What changes from one revision to another (A-32): the route itself, its limits, its stages.

    `named` says how the departments and positions that stages name are called, by "department:3" and
    "position:sales_manager".
    """
    return [*_heads(before[0], after[0]), *_limits(before[2], after[2]), *_stages(before[1], after[1], named)]


def limit_label(limit: Limit) -> Text:
    """For which complaints a limit is: "Ordinary complaint, Domestic"."""
    return Text(
        "%(severity)s, %(origin)s",
        severity=Text((SEVERITIES | EVERY_SEVERITY)[limit.severity]),
        origin=Text((ORIGINS | EVERY_ORIGIN)[limit.origin]),
    )


def holder_words(stage: StagePlan, named: Mapping[str, Text | str]) -> Words:
    """Who holds a stage."""
    who = Text(WHO.get(stage.who, stage.who))
    ref = f"department:{stage.department_id}" if stage.department_id else f"position:{stage.position_key}"
    return (who, named[ref]) if ref in named else (who,)


def _heads(before: Head, after: Head) -> Iterator[Difference]:
    for field, (label, words) in HEAD.items():
        was, will = getattr(before, field), getattr(after, field)
        if was != will:
            yield Difference(Text(label), (_word(was, words),), (_word(will, words),))


def _word(value: Any, words: Mapping[str, str] | None) -> Text | str:
    if isinstance(value, bool):
        return Text("Yes") if value else Text("No")
    return Text(words[value]) if words is not None and value in words else str(value)


def _limits(before: Collection[Limit], after: Collection[Limit]) -> Iterator[Difference]:
    was = {(one.severity, one.origin): one for one in before}
    will = {(one.severity, one.origin): one for one in after}
    for pair in {**was, **will}:
        old, new = was.get(pair), will.get(pair)
        if old != new:
            label = Text("Limit for: %(which)s", which=limit_label(new or was[pair]))
            yield Difference(label, _days(old), _days(new))


def _days(limit: Limit | None) -> Words:
    if limit is None:
        return NOTHING
    if limit.most is None:
        return (Text("%(days)s days", days=limit.days),)
    return (Text("%(days)s days, with extensions at most %(most)s", days=limit.days, most=limit.most),)


def _stages(
    before: Sequence[StagePlan], after: Sequence[StagePlan], named: Mapping[str, Text | str]
) -> Iterator[Difference]:
    was = {one.key: (place, one) for place, one in enumerate(before, 1)}
    will = {one.key: (place, one) for place, one in enumerate(after, 1)}
    stirred = [key for key in was if key in will] != [key for key in will if key in was]
    for key in {**will, **was}:
        old, new = was.get(key), will.get(key)
        placed = stirred or old is None or new is None  # a stage that only moved on with the others says nothing new
        lines_before, lines_after = _lines(old, named, placed), _lines(new, named, placed)
        if lines_before != lines_after:
            yield Difference(
                Text("Stage %(name)s", name=(new or was[key])[1].name),
                tuple(line for line in lines_before if line not in lines_after),
                tuple(line for line in lines_after if line not in lines_before),
            )


def _lines(at: tuple[int, StagePlan] | None, named: Mapping[str, Text | str], placed: bool) -> Words:
    """What a stage says, a line for each thing, so that only what differs is shown."""
    if at is None:
        return NOTHING
    place, stage = at
    lines: list[Text | str] = [Text("Place %(place)s", place=place)] if placed else []
    lines += [stage.name, Text(KINDS.get(stage.kind, stage.kind)), *holder_words(stage, named)]
    lines += [Text("Asks: %(field)s", field=Text(FIELDS[key].label)) for key in stage.asks if key in FIELDS]
    lines += [Text("Needs: %(field)s", field=Text(FIELDS[key].label)) for key in stage.needs if key in FIELDS]
    lines.append(Text("Limit: %(days)s days", days=stage.days) if stage.days else Text("No limit of its own"))
    lines += [Text("May be passed over")] if stage.optional else []
    lines += [Text("Filled in together with the next")] if stage.together else []
    return tuple(lines)
