"""Who stands above whom, and what holds for the times of posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.errors import Refused
from app.domain.text import Text

# From this rank on, whoever holds a position for the whole office stands above its departments.
LEADS_FROM = 70


@dataclass(frozen=True, slots=True)
class Organisation:
    """The office on one day; only people who work here, by their ids.

    `home`: person -> own department. `parents`: department -> the one it belongs to. `heads`: department -> whoever
    heads it, best rank first. `leaders`: (rank, person) of posts for the whole office, lowest rank first. `holders`:
    (position, department or None) -> people. `ranks`: person -> the highest rank he holds; none is 0.
    """

    home: Mapping[int, int | None]
    parents: Mapping[int, int | None]
    heads: Mapping[int, tuple[int, ...]]
    leaders: tuple[tuple[int, int], ...]
    holders: Mapping[tuple[int, int | None], tuple[int, ...]]
    ranks: Mapping[int, int] = field(default_factory=dict)


def line_of(organisation: Organisation, staff_id: int) -> tuple[int, ...]:
    """Every superior of a person, the nearest first (S-14, M-20).

    The heads of his own department, those of the departments above it, then the leaders of the office who rank above
    him. Whatever he heads, and what lies below it, is not above him. Nobody twice, never himself; circles end.
    """
    own = _rank(organisation, staff_id)
    above: tuple[int, ...] = ()
    for department in _upwards(organisation.parents, organisation.home.get(staff_id)):
        heads = organisation.heads.get(department, ())
        above = () if staff_id in heads else (*above, *heads)
    leaders = tuple(leader for rank, leader in organisation.leaders if rank > own)
    found = dict.fromkeys((*above, *leaders))
    return tuple(one for one in found if one != staff_id and _rank(organisation, one) >= own)


def superior_of(organisation: Organisation, staff_id: int) -> int | None:
    """The next superior of a person; None at the top."""
    return next(iter(line_of(organisation, staff_id)), None)


def head_of(organisation: Organisation, department_id: int | None) -> int | None:
    """The head of a department (部门负责人), or while it has none the nearest above it; None where nobody is."""
    for department in _upwards(organisation.parents, department_id):
        if heads := organisation.heads.get(department, ()):
            return heads[0]
    return None


def top(organisation: Organisation) -> tuple[int, ...]:
    """Whoever holds the highest rank for the whole office, such as the general manager (总经理)."""
    highest = max((rank for rank, _ in organisation.leaders), default=0)
    return tuple(dict.fromkeys(leader for rank, leader in organisation.leaders if rank == highest))


def outranks(organisation: Organisation, higher: int, lower: int) -> bool:
    """Tell whether one person stands above another: is one of his superiors."""
    return higher in line_of(organisation, lower)


@dataclass(frozen=True, slots=True)
class Branch:
    """A department with those that belong to it."""

    department: int
    below: tuple[Branch, ...]


def tree(parents: Mapping[int, int | None]) -> tuple[Branch, ...]:
    """The departments as a tree, each once, in the order of `parents` (M-20).

    At the top stands what belongs to none of them, and one of every circle that damaged data may hold.
    """
    below: dict[int | None, list[int]] = defaultdict(list)
    for department, parent in parents.items():
        below[parent if parent in parents else None].append(department)
    placed: set[int] = set()

    def grow(department: int) -> Branch:
        placed.add(department)
        return Branch(department, tuple(grow(one) for one in below[department] if one not in placed))

    tops = [grow(one) for one in below[None]]
    return (*tops, *(grow(one) for one in parents if one not in placed))


def check_term(held_from: date, held_until: date | None) -> None:
    """Refuse a post that ends before it begins (M-20)."""
    if held_until is not None and held_until < held_from:
        sentence = Text("A post cannot end before it begins, on %(day)s.", day=held_from)
        raise Refused(sentence, field="held_until")


def check_relief(held_until: date | None, last_day: date) -> None:
    """Refuse to let a post last longer than it does: that would be another appointment."""
    if held_until is not None and last_day > held_until:
        sentence = Text("This post ends on %(day)s already. Appoint anew for the time after it.", day=held_until)
        raise Refused(sentence, field="held_until")


def check_heads(name: str, heads: bool, department_id: int | None, others: Iterable[str]) -> None:
    """Refuse a head of no department, and two at once: `others` are the names of who heads it in the same time."""
    if heads and department_id is None:
        sentence = Text("Whoever holds this position heads a department. Choose it.")
        raise Refused(sentence, field="department")
    other = next(iter(others), None)
    if other == name:
        raise Refused(Text("%(name)s heads this department already.", name=name), field="department")
    if other is not None:
        sentence = Text("%(name)s heads this department in that time. Relieve that person first.", name=other)
        raise Refused(sentence, field="department")


def _rank(organisation: Organisation, staff_id: int) -> int:
    leading = (rank for rank, leader in organisation.leaders if leader == staff_id)
    return max((organisation.ranks.get(staff_id, 0), *leading))


def _upwards(parents: Mapping[int, int | None], department_id: int | None) -> Iterator[int]:
    seen: set[int] = set()
    while department_id is not None and department_id not in seen:
        yield department_id
        seen.add(department_id)
        department_id = parents.get(department_id)
