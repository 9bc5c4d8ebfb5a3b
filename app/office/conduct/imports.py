"""Sheets of bonuses and of base points: people by name, and by department where two have the same (S-29, K-51)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.domain.errors import Refused
from app.domain.money import Fen, parse_fen
from app.domain.text import N_, Text
from app.exchange.cells import to_date, to_whole
from app.exchange.columns import Column
from app.exchange.read import Row
from app.office.batches.kinds import CREATE, DUPLICATE, REFUSED, SAME, UPDATE, ImportKind, Option, Verdict
from app.office.batches.models import Batch, BatchRow
from app.office.conduct import rules
from app.office.conduct.feature import SET_BONUS
from app.office.conduct.forms import MOST_POINTS
from app.office.conduct.queries import money
from app.office.conduct.service import money as verbs

People = Mapping[str, Sequence[tuple[int, str]]]
WHO = (Column("name", "姓名", "name", required=True), Column("department", "部门", "department"))


def kinds() -> list[ImportKind]:
    """The two kinds of imports of this feature."""
    return [
        ImportKind(
            key="bonuses",
            label=Text("Bonuses of a month"),
            permission=SET_BONUS,
            columns=(*WHO, Column("amount", "奖金", "bonus", required=True)),
            check=check_bonuses,
            apply=apply_bonuses,
            undo=undo_bonuses,
            applied=still_open,
            options=(Option("month", N_("Month, like 2026-11"), read=_open_month),),
            home="conduct.bonuses",
        ),
        ImportKind(
            key="base_points",
            label=Text("Base points"),
            permission=SET_BONUS,
            columns=(*WHO, Column("points", "基点数", "points", required=True)),
            check=check_points,
            apply=apply_points,
            undo=undo_points,
            options=(Option("valid_from", N_("Valid from, like 2026-11-01"), read=_day),),
            home="conduct.points",
        ),
    ]


def check_bonuses(rows: Sequence[Row], options: Mapping[str, Any]) -> Iterator[Verdict]:
    """Judge every row of a sheet of bonuses; writes nothing."""
    return _check(rows, "amount", _bonus, money.bonuses(options["month"]))


def check_points(rows: Sequence[Row], options: Mapping[str, Any]) -> Iterator[Verdict]:
    """Judge every row of a sheet of base points; writes nothing."""
    return _check(rows, "points", _points, money.base_points(date.fromisoformat(options["valid_from"])))


def apply_bonuses(batch: Batch, rows: Sequence[BatchRow]) -> None:
    """Store one slice of bonuses. Raises Refused where the month was settled meanwhile."""
    still_open(batch)
    verbs.add_bonuses(batch.options["month"], _values(rows), batch_id=batch.id)


def apply_points(batch: Batch, rows: Sequence[BatchRow]) -> None:
    """Store one slice of base points."""
    verbs.add_points(date.fromisoformat(batch.options["valid_from"]), _values(rows), batch_id=batch.id)


def still_open(batch: Batch) -> None:
    """Refuse to show bonuses of a month that was settled while they were written."""
    verbs.hold_bonuses()
    rules.check_bonus_open(batch.options["month"], money.last_settled())


def undo_bonuses(batch: Batch) -> None:
    """Refuse to take bonuses back with which a month was settled; the rows only hide."""
    still_open(batch)


def undo_points(_batch: Batch) -> None:
    """Base points may always be taken back: what was shared by them stands in its own cases."""


def _values(rows: Sequence[BatchRow]) -> dict[int, Any]:
    return {row.values["staff_id"]: row.values["value"] for row in rows}


def _check(
    rows: Sequence[Row], column: str, read: Callable[[str], int], before: Mapping[int, int]
) -> Iterator[Verdict]:
    people = money.people_called()
    seen: dict[int, int] = {}
    for row in rows:
        try:
            staff_id, value = _person(row.cells, people), read(row.cells[column])
        except Refused as refused:
            yield Verdict(row.number, REFUSED, refused.text)
            continue
        if staff_id in seen:
            yield Verdict(row.number, DUPLICATE, Text("The same person stands in row %(row)s.", row=seen[staff_id]))
            continue
        seen[staff_id] = row.number
        known = before.get(staff_id)
        verdict = CREATE if known is None else SAME if known == value else UPDATE
        yield Verdict(row.number, verdict, values={"staff_id": staff_id, "value": value})


def _person(cells: Mapping[str, str], people: People) -> int:
    name, department = cells["name"], cells["department"]
    if not name:
        raise Refused(Text("The name is missing."))
    found = [one for one, home in people.get(name, ()) if department in ("", home)]
    if not found:
        raise Refused(Text("Nobody in the office is called “%(name)s”.", name=name[:60]))
    if len(found) > 1:
        raise Refused(Text("Several in the office are called “%(name)s”. Write the department too.", name=name[:60]))
    return found[0]


def _bonus(text: str) -> Fen:
    amount = parse_fen(text)
    rules.check_bonus(amount)
    return amount


def _points(text: str) -> int:
    return to_whole(text, 0, MOST_POINTS)


def _open_month(text: str) -> str:
    month = rules.read_month(text.strip())
    rules.check_bonus_open(month, money.last_settled())
    return month


def _day(text: str) -> str:
    return to_date(text.strip()).isoformat()
