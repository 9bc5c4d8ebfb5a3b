"""The archive of the demo office: a bag of bound files, and last month's registers put away."""

from __future__ import annotations

from collections.abc import Mapping

from app import clock
from app.customers.archive import queries, service
from app.customers.archive.rules import USUAL, months_before
from app.domain.actor import Actor

BOUND = 6


def build(cast: Mapping[str, Actor]) -> None:
    """Bind the first files of the sales department, carry one elsewhere, put a register away."""
    bai = cast["bai"]
    files = [one.id for one in queries.unbound(bai)[:BOUND]]
    if files:
        service.bind(files, place="二楼档案柜 1-3", sheets=USUAL, by=bai)
        first = queries.listing(queries.Filters(bag=1), bai, None).rows[0].ArchivedFile
        sheets = [*USUAL, "contracts"]
        service.move(first.id, first.version, place="总经理室保险柜", sheets=sheets, by=bai)
    [month] = months_before(clock.today(), 1)
    service.put_away("handover", month, place="二楼档案柜 4-1", by=bai)
