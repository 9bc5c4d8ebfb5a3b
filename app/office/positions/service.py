"""Adding positions, appointing to them and relieving of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from app import clock
from app.domain.actor import FIRST_START, Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import changes, record
from app.office.positions.feature import (
    APPOINTED,
    POSITION_ADDED,
    POSITION_CHANGED,
    POSITIONS_SEEDED,
    RELIEVED,
    WITHDRAWN,
)
from app.office.positions.models import Position, Post
from app.office.positions.queries import missing_positions
from app.office.positions.rules import check_heads, check_relief, check_term
from app.office.positions.shipped import SHIPPED
from app.office.staff import kinds
from app.office.staff.models import Department, Staff
from app.unit_of_work import current_work, unit_of_work

NO_LONGER = Text("Somebody else has changed this post meanwhile. Look again.")


def seed(*, by: Actor = FIRST_START) -> list[str]:
    """Take over the shipped positions that are missing; return their keys (M-20).

    One that the office has added itself under the same name becomes the shipped one and keeps its rank.
    """
    with unit_of_work(by=by) as work:
        keys = missing_positions()
        own = {one.name: one for one in work.session.scalars(select(Position).where(Position.key.is_(None)))}
        for key in keys:
            shipped = SHIPPED[key]
            if shipped.name in own:
                own[shipped.name].key = key
            else:
                made = Position(key=key, name=shipped.name, rank=shipped.rank, heads=shipped.heads)
                work.session.add(made)
        if keys:
            record(POSITIONS_SEEDED, "position:0", facts={"keys": keys})
    return keys


def add_position(name: str, *, rank: int, heads: bool = False, by: Actor) -> int:
    """Add a position of the office's own; return its id. Raises Refused for a name that is taken (M-20)."""
    with unit_of_work(by=by) as work:
        _check_name(name)
        made = Position(name=name, rank=rank, heads=heads)
        work.session.add(made)
        work.session.flush()
        record(POSITION_ADDED, f"position:{made.id}", facts={"name_msgid": name, "rank": rank, "heads": heads})
        return made.id


def change_position(position_id: int, *, name: str, rank: int, active: bool, by: Actor) -> None:
    """Rename a position, move it to another rank, retire it or take it into use again (M-20).

    Raises Refused for a name that is taken and for retiring one that somebody holds or will hold.
    """
    with unit_of_work(by=by) as work:
        found = work.session.scalars(select(Position).where(Position.id == position_id).with_for_update()).one()
        if name != found.name:
            _check_name(name)
        if found.active and not active:
            _check_vacant(position_id)
        after = {"name": name, "rank": rank, "active": active}
        changed = changes({field: getattr(found, field) for field in after}, after)
        found.name, found.rank, found.active = name, rank, active
        work.session.flush()
        record(POSITION_CHANGED, f"position:{position_id}", facts={"name_msgid": name, "changes": changed})
        kinds.people_changed(by=by)


def appoint(
    staff_id: int,
    position_id: int,
    *,
    department_id: int | None,
    held_from: date,
    held_until: date | None = None,
    by: Actor,
) -> int:
    """Let somebody hold a position, in a department or for the whole office; return the post's id (M-20).

    Raises Refused for somebody who has left, a retired position, an end before the beginning, a post that he holds
    in that time already, and a second head of a department.
    """
    with unit_of_work(by=by) as work:
        person, held = _candidate(staff_id, position_id)
        check_term(held_from, held_until)
        within = _within(held_from, held_until)
        department = _locked_department(department_id)
        _check_not_held(staff_id, position_id, department_id, within)
        check_heads(person.name, held.heads, department_id, _heads(department_id, within) if held.heads else ())
        made = Post(
            staff_id=staff_id,
            position_id=position_id,
            department_id=department_id,
            held_from=held_from,
            held_until=held_until,
            made_at=work.at,
        )
        work.session.add(made)
        work.session.flush()
        facts = {"name": person.name, "position_msgid": held.name, "department": department}
        record(APPOINTED, f"staff:{staff_id}", facts={**facts, "held_from": held_from, "held_until": held_until})
        kinds.people_changed(by=by)
        return made.id


def relieve(post_id: int, *, held_until: date, by: Actor) -> None:
    """Let a post end on this last day (M-20).

    Raises Refused for a day before the post begins or after it ends, Conflict when it was changed meanwhile.
    """
    with unit_of_work(by=by):
        post, facts = _post(post_id)
        check_term(post.held_from, held_until)
        check_relief(post.held_until, held_until)
        _end(post, held_until)
        record(RELIEVED, f"staff:{post.staff_id}", facts={**facts, "held_until": held_until})
        kinds.people_changed(by=by)


def withdraw(post_id: int, *, by: Actor) -> None:
    """Take back an appointment that has not begun. Raises Refused for one that has, Conflict where it is gone."""
    with unit_of_work(by=by):
        post, facts = _post(post_id)
        if post.held_from <= clock.today():
            raise Refused(Text("This post has begun already. Let it end on its last day instead."))
        _forget(post)
        record(WITHDRAWN, f"staff:{post.staff_id}", facts=facts)
        kinds.people_changed(by=by)


def end_posts(staff_id: int, left_on: date, *, by: Actor) -> None:
    """End whatever somebody who leaves holds beyond his last day (hook `staff_left`)."""
    with unit_of_work(by=by) as work:
        beyond = or_(Post.held_until.is_(None), Post.held_until > left_on)
        query = select(Post.id).where(Post.staff_id == staff_id, beyond).order_by(Post.id).with_for_update()
        for post_id in work.session.scalars(query).all():
            post, facts = _post(post_id)
            if post.held_from > left_on:
                _forget(post)
                record(WITHDRAWN, f"staff:{staff_id}", facts=facts)
            else:
                _end(post, left_on)
                record(RELIEVED, f"staff:{staff_id}", facts={**facts, "held_until": left_on})


def _candidate(staff_id: int, position_id: int) -> tuple[Staff, Position]:
    session = current_work().session
    person = session.scalars(select(Staff).where(Staff.id == staff_id).with_for_update()).one()
    if not person.active:
        raise Refused(Text("%(name)s has left and can hold no position.", name=person.name), field="position")
    held = session.scalars(select(Position).where(Position.id == position_id).with_for_update()).one()
    if not held.active:
        raise Refused(Text("This position is out of use. Choose another one."), field="position")
    return person, held


def _locked_department(department_id: int | None) -> str | None:
    """The department's name; its row is locked, so that two heads cannot be appointed at once."""
    if department_id is None:
        return None
    query = select(Department.name).where(Department.id == department_id).with_for_update()
    return current_work().session.scalars(query).one()


def _within(held_from: date, held_until: date | None) -> ColumnElement[bool]:
    """The condition on a post that it shares a day with this time."""
    begins = Post.held_from <= held_until if held_until else Post.held_from.is_not(None)
    return and_(begins, or_(Post.held_until.is_(None), Post.held_until >= held_from))


def _check_not_held(staff_id: int, position_id: int, department_id: int | None, within: ColumnElement[bool]) -> None:
    held = select(Post.id).where(Post.staff_id == staff_id, Post.position_id == position_id, within)
    if current_work().session.scalar(held.where(Post.department_id.is_not_distinct_from(department_id)).limit(1)):
        raise Refused(Text("The person holds this position in that time already."), field="position")


def _heads(department_id: int | None, within: ColumnElement[bool]) -> Iterable[str]:
    query: Any = (
        select(Staff.name)
        .join(Post, Post.staff_id == Staff.id)
        .join(Position, Position.id == Post.position_id)
        .where(Post.department_id == department_id, Position.heads, within, Staff.active)
    )
    names: Iterable[str] = current_work().session.scalars(query.order_by(Post.held_from, Post.id)).all()
    return names


def _post(post_id: int) -> tuple[Post, dict[str, Any]]:
    """A post and what history tells of it. Raises Conflict where it is gone."""
    query: Any = (
        select(Post, Staff.name, Position.name.label("position"), Department.name.label("department"))
        .join(Staff, Staff.id == Post.staff_id)
        .join(Position, Position.id == Post.position_id)
        .outerjoin(Department, Department.id == Post.department_id)
        .where(Post.id == post_id)
    )
    row = current_work().session.execute(query).one_or_none()
    if row is None:
        raise Conflict(NO_LONGER)
    return row.Post, {"name": row.name, "position_msgid": row.position, "department": row.department}


def _end(post: Post, held_until: date) -> None:
    as_seen = update(Post).where(Post.id == post.id, Post.held_until.is_not_distinct_from(post.held_until))
    if current_work().session.scalar(as_seen.values(held_until=held_until).returning(Post.id)) is None:
        raise Conflict(NO_LONGER)


def _forget(post: Post) -> None:
    if current_work().session.scalar(delete(Post).where(Post.id == post.id).returning(Post.id)) is None:
        raise Conflict(NO_LONGER)


def _check_name(name: str) -> None:
    if current_work().session.scalar(select(Position.id).where(Position.name == name)):
        raise Refused(Text("There is a position of this name already."), field="name")


def _check_vacant(position_id: int) -> None:
    held = or_(Post.held_until.is_(None), Post.held_until >= clock.today())
    if current_work().session.scalar(select(Post.id).where(Post.position_id == position_id, held).limit(1)):
        raise Refused(Text("Somebody holds this position. Let that post end first."), field="active")
