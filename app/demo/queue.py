"""The visitors of the demo office this morning: finished, received, called, on hold, waiting, gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import current_app

from app import clock
from app.domain.actor import Actor
from app.reception.counters.queries import purposes
from app.reception.queue import service
from app.reception.queue.models import Visit
from app.reception.queue.rules import NewVisit

CAME: tuple[tuple[int, str, str, str | None, dict[str, Any]], ...] = (  # minutes ago, what for, name, telephone, more
    (58, "sales", "周文斌", "13911110001", {"first_time": "no"}),
    (55, "payment", "何立", "13700000031", {}),
    (51, "payment", "郑秋", "13700000032", {}),
    (47, "sales", "蒋先生", "13700000033", {"first_time": "yes", "party": 2, "needs": "想看三居室"}),
    (40, "complaint", "潘女士", "13700000034", {"needs": "燃气表跳数，要求复核"}),
    (33, "file", "段小雨", "13700000035", {"needs": "变更联系电话"}),
    (21, "payment", "邓长河", None, {}),
    (14, "sales", "夏女士", "13700000036", {"first_time": "yes", "vip": True}),
    (9, "payment", "樊军", "13700000037", {}),
    (4, "other", "送货员", None, {}),
)


def build(cast: Mapping[str, Actor]) -> None:
    """Ten visitors within the hour, in every state that a line may show."""
    chen, fang = cast["chen"], cast["fang"]
    ids = {one.key: one.id for one in purposes()}
    came: list[int] = []
    for minutes, key, name, phone, more in CAME:
        with ago(minutes):
            new = NewVisit(ids[key], name, phone, again=True, **more)
            came.append(service.register(new, by=fang).id)
    with ago(44):
        _served(came[1], chen)
    with ago(30):
        service.finish(came[1], None, "settled", "交清十月气费", by=chen)
        service.hold(_served(came[2], chen).id, None, "回家取户号本", by=chen)
    with ago(25):
        _served(came[4], fang)
    with ago(3):
        service.not_needed(came[9], None, "送货的供应商", by=fang)
        service.leave(came[5], None, "改日再来", by=fang)
    with ago(1):
        service.call_next(chen.staff_id or 0, by=chen)


def _served(visit_id: int, by: Actor) -> Visit:
    visit = service.call(visit_id, None, by=by)
    return service.receive(visit.id, visit.version, by=by)


@contextmanager
def ago(minutes: int) -> Iterator[None]:
    """So many minutes before now, but not on another day."""
    zone, back = current_app.config["TIME_ZONE"], timedelta(minutes=minutes)
    if clock.local(clock.now() - back).date() != clock.today():
        back = timedelta(0)
    clock.set_up(zone, clock.now() - back)
    try:
        yield
    finally:
        clock.set_up(zone, clock.now() + back)
