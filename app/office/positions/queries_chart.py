"""The organisation as everybody may see it: leaders, the tree of departments with heads and members, superiors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.extensions import db
from app.office.positions.queries import PostLine, organisation, posts_now
from app.office.positions.rules import Branch, line_of, tree
from app.office.staff.models import Department, Staff


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the organisation page with the posts he holds today."""

    id: int
    name: str
    posts: tuple[PostLine, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A department of the organisation page: its heads, whoever else works in it, and what belongs to it."""

    name: str
    heads: tuple[PostLine, ...]
    members: tuple[Member, ...]
    below: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole office: posts that belong to no department, the tree, and people of no department."""

    leaders: tuple[PostLine, ...]
    units: tuple[Unit, ...]
    others: tuple[Member, ...]


def chart() -> Chart:
    """The office as it stands today: three queries (M-20, S-14)."""
    now = posts_now()
    posts: dict[int | None, list[PostLine]] = defaultdict(list)
    for one in now:
        posts[one.department_id].append(one)
    people = _members(_held(now))
    query = select(Department.id, Department.name, Department.parent_id).where(Department.active)
    rows = db.session.execute(query.order_by(Department.name, Department.id)).all()
    names = {row.id: row.name for row in rows}
    branches = tree({row.id: row.parent_id for row in rows})
    leading = {one.staff_id for one in posts[None]}
    return Chart(
        tuple(posts[None]),
        tuple(_unit(branch, names, posts, people) for branch in branches),
        tuple(one for one in people.get(None, ()) if one.id not in leading),
    )


def superiors(staff_id: int) -> list[Member]:
    """Every superior of a person, the nearest first, with the posts they hold today (S-14)."""
    line = line_of(organisation(), staff_id)
    held = _held(posts_now()) if line else {}
    return [Member(one, held[one][0].person, tuple(held[one])) for one in line]


def _held(posts: Iterable[PostLine]) -> Mapping[int, Sequence[PostLine]]:
    held: dict[int, list[PostLine]] = defaultdict(list)
    for one in posts:
        held[one.staff_id].append(one)
    return held


def _members(held: Mapping[int, Sequence[PostLine]]) -> Mapping[int | None, Sequence[Member]]:
    people: dict[int | None, list[Member]] = defaultdict(list)
    query = select(Staff.id, Staff.name, Staff.department_id).where(Staff.active).order_by(Staff.name, Staff.id)
    for person in db.session.execute(query):
        people[person.department_id].append(Member(person.id, person.name, tuple(held.get(person.id, ()))))
    return people


def _unit(
    branch: Branch,
    names: Mapping[int, str],
    posts: Mapping[int | None, Sequence[PostLine]],
    people: Mapping[int | None, Sequence[Member]],
) -> Unit:
    heads = tuple(one for one in posts.get(branch.department, ()) if one.heads)
    heading = {one.staff_id for one in heads}
    members = tuple(one for one in people.get(branch.department, ()) if one.id not in heading)
    below = tuple(_unit(one, names, posts, people) for one in branch.below)
    return Unit(names[branch.department], heads, members, below)
