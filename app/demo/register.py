"""Registers of the demo office: yesterday handed in, reviewed, closed and minuted; calls planned for today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from flask import current_app
from sqlalchemy import select

from app import clock
from app.demo.petitions import decide
from app.domain.actor import Actor
from app.extensions import db
from app.reception.counters.queries import purposes
from app.reception.queue import service as queue
from app.reception.queue.models import Visit
from app.reception.queue.rules import SERVING, NewVisit
from app.reception.register import service
from app.reception.register.books import VISIT
from app.reception.register.service.call_list import NewPlanned
from app.reception.register.service.reviews import subject_of

DAY = timedelta(days=1)


def build(cast: Mapping[str, Actor]) -> None:
    """Three visitors of yesterday, one of them left over, and a call list of today."""
    serving = set(db.session.scalars(select(Visit.staff_id).where(Visit.state == SERVING)))
    rep = next(cast[one] for one in ("su", "kong", "chen", "bai") if cast[one].staff_id not in serving)
    zone = current_app.config["TIME_ZONE"]
    clock.set_up(zone, clock.now() - DAY)
    try:
        _yesterday(cast["fang"], cast["bai"], rep)
    finally:
        clock.set_up(zone, clock.now() + DAY)
    decide(subject_of(clock.today() - DAY), cast, ("登记完整，予以确认。",))
    for aim, name, phone in (("invite", "何先生", "13700000012"), ("sign", "赵朋", "13600000021")):
        service.plan_call(NewPlanned(clock.today(), rep.staff_id or 0, aim, name, phone), by=cast["bai"])


def _yesterday(fang: Actor, bai: Actor, rep: Actor) -> None:
    """The day from the door to the signed minutes."""
    first, *_ = [_visit(fang, rep, *one) for one in (("赵鹏", "13600000021"), ("钱芳", "13600000022"))]
    last = queue.register(NewVisit(purposes()[-1].id, "孙先生", "13600000023"), by=fang)
    service.correct(VISIT, first, "name", "赵朋", "登记时听错", by=fang)
    service.analyse(first, "意向明确，关注学区，三日内回访。", by=rep)
    service.close_day(clock.today(), by=fang)
    service.hand_in(clock.today(), by=fang)
    minutes = service.begin_minutes(clock.today(), "evening", chair=bai.name, present="苏销、方前、陈收", by=bai)
    service.report(minutes.id, "看两居室，约周六带家人再来。", visit_id=first, by=bai)
    service.sign(minutes.id, 1, by=bai)
    service.report(minutes.id, "日终时仍在等候，已电话致歉。", visit_id=last.id, by=bai)


def _visit(fang: Actor, rep: Actor, name: str, phone: str) -> int:
    new = NewVisit(purposes()[0].id, name, phone, first_time="yes", needs="看两居室", assign=False)
    visit = queue.register(new, by=fang)
    queue.receive(visit.id, None, staff_id=rep.staff_id, by=fang, reason="演示")
    queue.finish(visit.id, None, "follow_up", "看样板间后再议", by=rep)
    return visit.id
