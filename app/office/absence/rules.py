"""Who stands in for whom, and what holds for absences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.errors import Refused
from app.domain.text import N_, Text

KINDS = {
    "leave": N_("Leave"),
    "business": N_("Business trip"),
    "sick": N_("Sick leave"),
    "other": N_("Otherwise away"),
}


@dataclass(frozen=True, slots=True)
class Away:
    """That somebody is away, both days included; None is without an end, or without a deputy of its own."""

    staff_id: int
    first_on: date
    last_on: date | None
    deputy_id: int | None

    def covers(self, day: date) -> bool:
        """Tell whether he is away on this day."""
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


def stand_in(staff_id: int, away: Mapping[int, int | None], usual: Mapping[int, int]) -> int | None:
    """Who stands in for somebody who is away (代理人); None where nobody does, or where he is here.

    `away`: whoever is away -> the deputy his absence names. `usual`: person -> usual deputy, who stands in where the
    absence names nobody. A deputy who is away himself hands on to his own; never in a circle, never back to himself.
    """
    *_, last = (None, *_deputies(staff_id, away, usual))
    return None if last in away else last


def check_deputy(staff_id: int, deputy_id: int, deputies: Mapping[int, int]) -> None:
    """Refuse somebody as his own deputy, and circles. `deputies` maps the others to whoever stands in for them."""
    if deputy_id == staff_id:
        raise Refused(Text("Nobody can stand in for himself. Choose a colleague."), field="deputy")
    if staff_id in _deputies(deputy_id, dict(deputies), {}):
        sentence = Text("The two would stand in for each other in a circle, and nobody be here. Choose a colleague.")
        raise Refused(sentence, field="deputy")


def check_circles(asked: Away, others: Sequence[Away], usual: Mapping[int, int]) -> None:
    """Refuse an absence whose deputy would on some day be away himself and hand on in a circle.

    `others` are the absences of colleagues in that time. Who is away changes only where one of them begins.
    """
    deputy = asked.deputy_id or usual.get(asked.staff_id)
    if deputy is None:
        return
    starts = {asked.first_on, *(one.first_on for one in others if asked.covers(one.first_on))}
    for day in sorted(starts):
        named = {one.staff_id: one.deputy_id or usual.get(one.staff_id) for one in others if one.covers(day)}
        check_deputy(asked.staff_id, deputy, {who: one for who, one in named.items() if one is not None})


def check_days(first_on: date, last_on: date | None) -> None:
    """Refuse a last day before the first."""
    if last_on is not None and last_on < first_on:
        raise Refused(Text("The last day away may not lie before the first, %(day)s.", day=first_on), field="last_on")


def check_overlap(first_on: date, last_on: date | None, others: Iterable[tuple[date, date | None]]) -> None:
    """Refuse an absence in a time in which the person is away already. `others` are (first day, last day or None)."""
    for other_first, other_last in others:
        if (other_last is None or first_on <= other_last) and (last_on is None or other_first <= last_on):
            raise Refused(_away_already(other_first, other_last), field="first_on")


def check_back(first_on: date, last_on: date | None, back_on: date) -> None:
    """Refuse a day of return that is no earlier than the absence says, or so early that he never was away."""
    if back_on <= first_on:
        raise Refused(
            Text("The absence began on %(day)s. Cancel it, if the person never was away.", day=first_on),
            field="back_on",
        )
    if last_on is not None and back_on > last_on:
        sentence = Text("The absence ends on %(day)s anyway. Record another one for the time after it.", day=last_on)
        raise Refused(sentence, field="back_on")


def check_cancel(first_on: date, today: date, *, manages: bool) -> None:
    """Refuse to cancel one's own absence that has begun before today: somebody may have stood in already."""
    if first_on < today and not manages:
        raise Refused(Text("This absence has begun. Say when you are back instead of cancelling it."))


def _away_already(first_on: date, last_on: date | None) -> Text:
    if last_on is None:
        return Text("The person is away from %(first)s on already, without an end.", first=first_on)
    return Text("The person is away from %(first)s to %(last)s already.", first=first_on, last=last_on)


def _deputies(staff_id: int, away: Mapping[int, int | None], usual: Mapping[int, int]) -> Iterator[int]:
    """Deputies one after the other, as long as each is away; ends before anybody comes twice."""
    seen = {staff_id}
    here = staff_id
    while here in away:
        deputy = away[here] if away[here] is not None else usual.get(here)
        if deputy is None or deputy in seen:
            return
        yield deputy
        seen.add(deputy)
        here = deputy
