"""How fairly the turns fell: what each person had of them (P-34)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

from app.reception.rota.rules import lines as words
from app.reception.rota.rules.lines import Line

OVERRULED = (words.SWAP, words.MOVE, words.CREDIT, words.CANCEL, words.VERIFY)


@dataclass(frozen=True, slots=True)
class Tally:
    """What somebody had: turns used, empty turns (lost or void), places kept, make-up turns given and used,
    courtesy receptions, receptions of customers who asked for him, and decisions of a manager about him."""

    turns: int = 0
    empty: int = 0
    kept: int = 0
    given: int = 0
    made_up: int = 0
    courtesy: int = 0
    designated: int = 0
    overruled: int = 0

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def tally(lines: Iterable[tuple[str, Line]]) -> Mapping[tuple[str, int], Tally]:
    """What everybody had in each period; `lines` count, each with the name of its period. By period and person."""
    found: dict[tuple[str, int], Tally] = {}
    for period, line in lines:
        for staff in {line.staff, line.other} - {None}:
            key = (period, staff or 0)
            found[key] = _add(found.get(key, Tally()), line)
    return found


def _add(so_far: Tally, line: Line) -> Tally:
    lost = line.kind == words.PASS and line.facts["treatment"] in (words.LOST, words.FULL)
    return replace(
        so_far,
        turns=so_far.turns + line.cost,
        empty=so_far.empty + (lost or line.kind == words.VOID),
        kept=so_far.kept + (line.kind == words.PASS and line.facts["treatment"] == words.KEPT),
        given=so_far.given + max(0, line.credit),
        made_up=so_far.made_up + (line.kind == words.TURN and line.credit < 0),
        courtesy=so_far.courtesy + (line.kind == words.OUTSIDE and line.reason == words.COURTESY),
        designated=so_far.designated + (line.kind == words.OUTSIDE and line.reason == words.DESIGNATED),
        overruled=so_far.overruled + (line.kind in OVERRULED),
    )
