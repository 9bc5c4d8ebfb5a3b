"""The rota of the demo office: who is in it, the duty of this week, and a morning that is under way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app import clock
from app.domain.actor import Actor
from app.reception.rota import queries, service

IN_THE_ROTA = ("su", "bai", "kong", "chen")
WEEK = ("full", "full", "early", "late", "full", "full", "off")


def build(cast: Mapping[str, Actor]) -> None:
    """Four people in the rota with a week's plan; three are here, one of them on business, one has asked to swap."""
    gao, fang = cast["gao"], cast["fang"]
    ids = {username: cast[username].staff_id or 0 for username in IN_THE_ROTA}
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    for place, staff_id in enumerate(ids.values()):
        service.add_member(staff_id, by=gao)
        for n in range(7):
            shift = "full" if monday + timedelta(days=n) == today else WEEK[(n + place) % 7]
            service.plan_duty(staff_id, monday + timedelta(days=n), shift, by=gao)
    service.open_day(today, by=fang)
    for username in ("su", "bai", "kong"):
        service.sign_in(ids[username], by=cast[username])
    ticks = dict.fromkeys(queries.ready_items(today), True)
    service.check_readiness(ids["su"], ticks, by=gao)
    service.pause(ids["bai"], "business", note="去开发商处送资料", by=cast["bai"])
    service.ask("swap", ids["su"], other_id=ids["kong"], reason="上午要陪老客户看样板间", by=cast["su"])
