"""Setting up purposes and desks, sitting down and standing up."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from app.columns import table_of
from app.domain.actor import FIRST_START, Actor
from app.domain.errors import Conflict, Refused
from app.domain.names import tidy
from app.domain.text import Text
from app.extensions import db
from app.office.history.service import changes, record
from app.office.staff.models import Staff
from app.reception.counters import queries
from app.reception.counters.feature import (
    DESK_ADDED,
    DESK_CHANGED,
    PURPOSE_ADDED,
    PURPOSE_CHANGED,
    SAT_DOWN,
    STOOD_UP,
)
from app.reception.counters.models import Desk, DeskPurpose, Purpose, Sitting
from app.reception.counters.rules import ORIGINS, desk_name, prefix_of
from app.reception.counters.shipped import DESKS, PURPOSES
from app.unit_of_work import current_work, unit_of_work

CHANGED_MEANWHILE = Text("Somebody changed this meanwhile. Look at it again.")


def seed(*, by: Actor = FIRST_START) -> None:
    """Take over the usual purposes and desks where there are none yet."""
    with unit_of_work(by=by):
        if db.session.scalar(select(func.count()).select_from(Purpose)):
            return
        for place, usual in enumerate(PURPOSES, 1):
            add_purpose(
                usual.name, usual.prefix, key=usual.key, origin=usual.origin, uses_rota=usual.uses_rota,
                place=place * 10, by=by,
            )  # fmt: skip
        for place, name in enumerate(DESKS, 1):
            add_desk(name, place=place * 10, by=by)


def add_purpose(
    name: str,
    prefix: str,
    *,
    origin: str | None = None,
    uses_rota: bool = False,
    place: int = 100,
    key: str | None = None,
    by: Actor,
) -> Purpose:
    """Add something that visitors come for (来访事由). Raises Refused where name or prefix is taken."""
    with unit_of_work(by=by) as work:
        made = Purpose(key=key, **_purpose(name, prefix, origin, uses_rota, place))
        _unique_purpose(made.name, made.prefix)
        work.session.add(made)
        work.session.flush()
        record(PURPOSE_ADDED, f"purpose:{made.id}", facts={"name": made.name, "prefix": made.prefix})
        work.touch("queue")
        return made


def change_purpose(
    purpose_id: int,
    version: int,
    *,
    name: str,
    prefix: str,
    origin: str | None,
    uses_rota: bool,
    place: int,
    active: bool = True,
    by: Actor,
) -> None:
    """Change a purpose, or retire it with `active` false; numbers given so far stay. Raises Refused, Conflict."""
    with unit_of_work(by=by) as work:
        before = queries.purpose(purpose_id)
        values = {**_purpose(name, prefix, origin, uses_rota, place), "active": active}
        _unique_purpose(values["name"], values["prefix"], but=purpose_id)
        changed = changes({field: getattr(before, field) for field in values}, values)
        _swap(Purpose, purpose_id, version, values)
        record(PURPOSE_CHANGED, f"purpose:{purpose_id}", facts={"name": values["name"], "changes": changed})
        work.touch("queue")


def add_desk(name: str, *, purpose_ids: Iterable[int] = (), place: int = 100, by: Actor) -> Desk:
    """Add a desk (窗口/洽谈区) that serves these purposes, or all where none is named. Raises Refused."""
    with unit_of_work(by=by) as work:
        made = Desk(name=desk_name(name), place=place)
        _unique_desk(made.name)
        work.session.add(made)
        work.session.flush()
        _serve(made.id, purpose_ids)
        record(DESK_ADDED, f"desk:{made.id}", facts={"name": made.name})
        work.touch("queue")
        return made


def change_desk(
    desk_id: int,
    version: int,
    *,
    name: str,
    purpose_ids: Iterable[int],
    place: int,
    active: bool = True,
    by: Actor,
) -> None:
    """Change a desk, or retire it with `active` false; nobody may sit there then. Raises Refused, Conflict."""
    with unit_of_work(by=by) as work:
        before = queries.desk(desk_id)
        values = {"name": desk_name(name), "place": place, "active": active}
        _unique_desk(values["name"], but=desk_id)
        if not active and work.session.scalar(_sitting_at(desk_id)):
            raise Refused(Text("Somebody sits at this desk."), field="active")
        changed = changes({field: getattr(before, field) for field in values}, values)
        _swap(Desk, desk_id, version, values)
        _serve(desk_id, purpose_ids)
        record(DESK_CHANGED, f"desk:{desk_id}", facts={"name": values["name"], "changes": changed})
        work.touch("queue")


def sit_down(desk_id: int, *, staff_id: int, by: Actor) -> Sitting:
    """Sit down at a desk (值台); whoever sat elsewhere has left that place. Raises Refused where the desk is taken."""
    with unit_of_work(by=by) as work:
        desk = queries.desk(desk_id)
        if not desk.active:
            raise Refused(Text("This desk is not in use."), field="desk_id")
        taken = work.session.execute(_sitting_at(desk_id)).one_or_none()
        if taken is not None and taken.staff_id != staff_id:
            raise Conflict(Text("%(staff)s sits at %(desk)s.", staff=taken.name, desk=desk.name), field="desk_id")
        now_at = queries.desk_of(staff_id)
        if now_at is not None and now_at.desk_id == desk_id:
            return now_at
        stand_up(staff_id, by=by)
        made = Sitting(desk_id=desk_id, staff_id=staff_id, began_at=work.at, version=1)
        work.session.add(made)
        try:
            work.session.flush()
        except IntegrityError as error:
            raise Conflict(Text("Somebody has just sat down at %(desk)s.", desk=desk.name), field="desk_id") from error
        record(SAT_DOWN, f"desk:{desk_id}", facts={"desk": desk.name, "staff": _name_of(staff_id)})
        _touch(staff_id)
        return made


def stand_up(staff_id: int, *, by: Actor) -> None:
    """Leave the desk; who sits nowhere, stays so."""
    with unit_of_work(by=by) as work:
        sitting = queries.desk_of(staff_id)
        if sitting is None:
            return
        sitting.ended_at = max(work.at, sitting.began_at)
        work.session.flush()
        desk = queries.desk(sitting.desk_id)
        record(STOOD_UP, f"desk:{desk.id}", facts={"desk": desk.name, "staff": _name_of(staff_id)})
        _touch(staff_id)


def _purpose(name: str, prefix: str, origin: str | None, uses_rota: bool, place: int) -> dict[str, object]:
    if not tidy(name):
        raise Refused(Text("Please fill this in."), field="name")
    if origin and origin not in ORIGINS:
        raise Refused(Text("Please choose one of the list."), field="origin")
    return {
        "name": tidy(name),
        "prefix": prefix_of(prefix),
        "origin": origin or None,
        "uses_rota": uses_rota,
        "place": place,
    }


def _unique_purpose(name: object, prefix: object, *, but: int = 0) -> None:
    for column, taken, field in ((Purpose.name, name, "name"), (Purpose.prefix, prefix, "prefix")):
        if db.session.scalar(select(Purpose.id).where(column == taken, Purpose.id != but)) is not None:
            raise Refused(Text("This is taken by another purpose."), field=field)


def _unique_desk(name: object, *, but: int = 0) -> None:
    if db.session.scalar(select(Desk.id).where(Desk.name == name, Desk.id != but)) is not None:
        raise Refused(Text("There is a desk of this name."), field="name")


def _swap(model: type[Purpose] | type[Desk], row_id: int, version: int, values: dict[str, object]) -> None:
    query = update(model).where(model.id == row_id, model.version == version)
    done = current_work().session.execute(query.values(**values, version=version + 1))
    if not done.rowcount:  # type: ignore[attr-defined]
        raise Conflict(CHANGED_MEANWHILE)


def _serve(desk_id: int, purpose_ids: Iterable[int]) -> None:
    session = current_work().session
    session.execute(delete(DeskPurpose).where(DeskPurpose.desk_id == desk_id))
    rows = [{"desk_id": desk_id, "purpose_id": one} for one in sorted(set(purpose_ids))]
    if rows:
        session.execute(insert(table_of(DeskPurpose)), rows)


def _sitting_at(desk_id: int) -> Select[int, str]:
    return (
        select(Sitting.staff_id, Staff.name)
        .join(Staff, Staff.id == Sitting.staff_id)
        .where(Sitting.desk_id == desk_id, Sitting.ended_at.is_(None))
    )


def _name_of(staff_id: int) -> str | None:
    return db.session.scalar(select(Staff.name).where(Staff.id == staff_id))


def _touch(staff_id: int) -> None:
    current_work().touch("queue")
    current_work().touch(f"desk:{staff_id}")
