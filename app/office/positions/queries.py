"""Positions, who holds them on a day, and the office as a tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlalchemy.exc import NoResultFound

from app import clock
from app.extensions import db
from app.office.positions.models import Position, Post
from app.office.positions.rules import LEADS_FROM, Organisation
from app.office.positions.shipped import SHIPPED, says
from app.office.staff.models import Department, Staff


@dataclass(frozen=True, slots=True)
class PositionLine:
    """A position of the list with who holds it today; a `shipped` name is shown in the reader's language."""

    id: int
    name: str
    rank: int
    heads: bool
    active: bool
    shipped: bool
    held: tuple[PostLine, ...]


@dataclass(frozen=True, slots=True)
class PostLine:
    """That somebody holds a position: the position as named, the department (None: the whole office), the time."""

    id: int
    staff_id: int
    person: str
    position_id: int
    position: str
    shipped: bool
    heads: bool
    department_id: int | None
    department: str | None
    held_from: date
    held_until: date | None


def held_on(day: date) -> ColumnElement[bool]:
    """The condition on a post that it is held on this day."""
    return and_(Post.held_from <= day, or_(Post.held_until.is_(None), Post.held_until >= day))


def organisation(on: date | None = None) -> Organisation:
    """The office as it stands on a day, today where none is given: three queries."""
    home = db.session.execute(select(Staff.id, Staff.department_id).where(Staff.active).order_by(Staff.id)).all()
    parents = db.session.execute(select(Department.id, Department.parent_id).order_by(Department.id)).all()
    posts = _posts_on(on or clock.today())
    return _organised({one.id: one.department_id for one in home}, {one.id: one.parent_id for one in parents}, posts)


def _posts_on(day: date) -> Sequence[Row[Any]]:
    """The posts of a day with rank, the best first, of people who work here."""
    query: Any = (
        select(Post.staff_id, Post.position_id, Post.department_id, Position.rank, Position.heads)
        .join(Position, Position.id == Post.position_id)
        .join(Staff, Staff.id == Post.staff_id)
        .where(held_on(day), Staff.active)
    )
    rows: Sequence[Row[Any]] = db.session.execute(query.order_by(Position.rank.desc(), Post.held_from, Post.id)).all()
    return rows


def _organised(home: Mapping[int, int | None], parents: Mapping[int, int | None], posts: Iterable[Any]) -> Organisation:
    heads: dict[int, dict[int, None]] = defaultdict(dict)
    holders: dict[tuple[int, int | None], dict[int, None]] = defaultdict(dict)
    leaders: list[tuple[int, int]] = []
    ranks: dict[int, int] = {}
    for post in posts:
        holders[post.position_id, post.department_id][post.staff_id] = None
        ranks[post.staff_id] = max(post.rank, ranks.get(post.staff_id, 0))
        if post.department_id is None and post.rank >= LEADS_FROM:
            leaders.append((post.rank, post.staff_id))
        elif post.department_id is not None and post.heads:
            heads[post.department_id][post.staff_id] = None
    return Organisation(
        home,
        parents,
        {department: tuple(people) for department, people in heads.items()},
        tuple(sorted(leaders, key=lambda one: one[0])),
        {held: tuple(people) for held, people in holders.items()},
        ranks,
    )


def position(key: str) -> Position | None:
    """The position of this key; None where the office has not taken it over."""
    return db.session.scalars(select(Position).where(Position.key == key)).one_or_none()


def position_with_id(position_id: int) -> Position:
    """One position. Raises NoResultFound."""
    return db.session.scalars(select(Position).where(Position.id == position_id)).one()


def positions() -> list[PositionLine]:
    """Every position with who holds it today, those in use first, by rank (M-20)."""
    held: dict[int, list[PostLine]] = defaultdict(list)
    for post in posts_now():
        held[post.position_id].append(post)
    query = select(Position).order_by(Position.active.desc(), Position.rank.desc(), Position.id)
    return [
        PositionLine(
            one.id, one.name, one.rank, one.heads, one.active, says(one.key, one.name), tuple(held.get(one.id, ()))
        )
        for one in db.session.scalars(query)
    ]


def position_choices() -> list[tuple[int, str]]:
    """Positions in use as choices of a form, the highest first."""
    query = select(Position.id, Position.name).where(Position.active)
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Position.rank.desc(), Position.id))]


def missing_positions() -> list[str]:
    """The keys of the shipped positions that the office has not taken over."""
    known = set(db.session.scalars(select(Position.key).where(Position.key.is_not(None)).order_by(Position.id)))
    return [key for key in SHIPPED if key not in known]


def posts_of(staff_id: int) -> list[PostLine]:
    """The posts of a person, what he holds or will hold first, then the past."""
    return _post_lines(Post.staff_id == staff_id)


def holders_of(position_id: int) -> list[PostLine]:
    """Who holds or will hold a position, and who did, the latest first."""
    return _post_lines(Post.position_id == position_id)


def posts_now() -> list[PostLine]:
    """Every post that is held today, by people who work here, the highest rank first."""
    return _post_lines(and_(held_on(clock.today()), Staff.active))


def _post_lines(condition: ColumnElement[bool]) -> list[PostLine]:
    over = and_(Post.held_until.is_not(None), Post.held_until < clock.today())
    query: Any = (
        select(Post, Position, Staff.name, Department.name)
        .join(Position, Position.id == Post.position_id)
        .join(Staff, Staff.id == Post.staff_id)
        .outerjoin(Department, Department.id == Post.department_id)
        .where(condition)
        .order_by(over, Position.rank.desc(), Post.held_from.desc(), Post.id)
    )
    return [_post_line(*row) for row in db.session.execute(query)]


def _post_line(post: Post, held: Position, person: str, department: str | None) -> PostLine:
    return PostLine(
        post.id,
        post.staff_id,
        person,
        held.id,
        held.name,
        says(held.key, held.name),
        held.heads,
        post.department_id,
        department,
        post.held_from,
        post.held_until,
    )


def post(post_id: int) -> PostLine:
    """One post. Raises NoResultFound."""
    found = _post_lines(Post.id == post_id)
    if not found:
        raise NoResultFound
    return found[0]
