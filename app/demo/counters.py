"""The purposes and desks of the demo office, and who sits where this morning."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.actor import Actor
from app.reception.counters import queries, service

SEATS = (("窗口 1", "chen", ("payment", "other")), ("窗口 2", "fang", ("complaint", "file")))


def build(cast: Mapping[str, Actor]) -> None:
    """The usual purposes and desks; each window has its own purposes, the negotiating table serves all."""
    service.seed(by=cast["bai"])
    desks = {desk.name: desk for desk in queries.desks()}
    ids = {one.key: one.id for one in queries.purposes()}
    for name, username, keys in SEATS:
        desk = desks[name]
        wanted = [ids[key] for key in keys]
        service.change_desk(desk.id, desk.version, name=name, purpose_ids=wanted, place=desk.place, by=cast["bai"])
        service.sit_down(desk.id, staff_id=cast[username].staff_id or 0, by=cast[username])
