"""Setting up screens, and announcing calls on them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import record
from app.office.policy import queries as policy
from app.reception.board.feature import CHANGED, MADE, RENEWED, RETIRED
from app.reception.board.models import Announcement, Screen, ScreenDesk
from app.reception.board.queries import SETTINGS, TOPIC
from app.reception.counters.models import Desk
from app.reception.queue.models import Visit
from app.reception.queue.policy import QueuePolicy
from app.reception.queue.rules import public_name
from app.unit_of_work import Work, current_work, unit_of_work


@dataclass(frozen=True, slots=True)
class Setting:
    """What a screen shows: its name, how many last calls, whether it speaks, and of which desks (none: of all)."""

    name: str
    lines: int
    voice: bool
    desk_ids: Sequence[int] = ()


def add_screen(setting: Setting, *, by: Actor) -> Screen:
    """Set up a screen with an address that nobody can guess. Raises Refused for a name that is taken."""
    with unit_of_work(by=by) as work:
        _check_name(work, setting.name)
        screen = Screen(
            name=setting.name,
            token=_new_token(),
            lines=setting.lines,
            voice=setting.voice,
            made_at=work.at,
            made_by=by.name,
        )
        work.session.add(screen)
        work.session.flush()
        _show_desks(work, screen.id, setting.desk_ids)
        record(MADE, f"screen:{screen.id}", facts={"name": screen.name})
    return screen


def change_screen(screen_id: int, version: int, setting: Setting, *, by: Actor) -> None:
    """Change what a screen shows; it changes on the wall at once. Raises Conflict, Refused for a taken name."""
    with unit_of_work(by=by) as work:
        _check_name(work, setting.name, but=screen_id)
        values = {"name": setting.name, "lines": setting.lines, "voice": setting.voice}
        _change(work, screen_id, version, values)
        _show_desks(work, screen_id, setting.desk_ids)
        record(CHANGED, f"screen:{screen_id}", facts={"name": setting.name})


def renew_address(screen_id: int, version: int, *, by: Actor) -> None:
    """Give a screen a new address; the old one shows nothing any more, a retired screen lives again."""
    with unit_of_work(by=by) as work:
        _change(work, screen_id, version, {"token": _new_token(), "retired_at": None})
        record(RENEWED, f"screen:{screen_id}", facts={"name": work.session.get_one(Screen, screen_id).name})


def retire_screen(screen_id: int, version: int, *, by: Actor) -> None:
    """End the address of a screen; it is kept as history. Raises Conflict."""
    with unit_of_work(by=by) as work:
        _change(work, screen_id, version, {"retired_at": work.at})
        record(RETIRED, f"screen:{screen_id}", facts={"name": work.session.get_one(Screen, screen_id).name})


def announce(visit: Visit, kind: str, _by: Actor) -> None:
    """Write down what is called out, in the unit of the call: the name is masked now and stays so (hook called_out)."""
    work = current_work()
    desk = work.session.get(Desk, visit.desk_id) if visit.desk_id else None
    work.session.add(
        Announcement(
            day=visit.day,
            at=work.at,
            kind=kind,
            visit_id=visit.id,
            number=visit.number,
            name=public_name(visit.name, policy.of(QueuePolicy, on=clock.today()).public_names),
            desk_id=visit.desk_id,
            where=desk.name if desk else "",
        )
    )
    work.touch(TOPIC)


def _new_token() -> str:
    return secrets.token_urlsafe(24)


def _check_name(work: Work, name: str, but: int | None = None) -> None:
    taken = select(Screen.id).where(Screen.name == name, Screen.id != (but or 0))
    if work.session.scalar(taken) is not None:
        raise Refused(Text("There is a screen of this name already."), field="name")


def _change(work: Work, screen_id: int, version: int, values: dict[str, Any]) -> None:
    seen = update(Screen).where(Screen.id == screen_id, Screen.version == version)
    changed = work.session.execute(seen.values(**values, version=Screen.version + 1))
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise Conflict(Text("Somebody has changed this screen meanwhile. Look at it again."))
    work.session.expire_all()
    work.touch(SETTINGS)
    work.touch(TOPIC)


def _show_desks(work: Work, screen_id: int, desk_ids: Sequence[int]) -> None:
    work.session.execute(delete(ScreenDesk).where(ScreenDesk.screen_id == screen_id))
    work.session.add_all(ScreenDesk(screen_id=screen_id, desk_id=one) for one in dict.fromkeys(desk_ids))
