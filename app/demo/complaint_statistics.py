"""The month before last in the demo office, as its complaints were confirmed; the report on last month's service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from app import clock
from app.complaints.statistics import queries, rules
from app.complaints.statistics.service import confirm
from app.complaints.supervision.service import Words, note, submit, write
from app.domain.actor import Actor


def build(cast: Mapping[str, Actor]) -> None:
    """Confirm the last month but one, where something was closed in it, and let the general manager note a report."""
    this = clock.today().replace(day=1)
    last = rules.month_before(this)
    first = rules.month_before(last)
    if queries.has_closings(first, last - timedelta(days=1)):
        confirm(first, "白管（销售部、客户服务部）、徐财（财务部）", "责任与比例已逐件核对。", by=cast["kong"])
    words = Words("来电当日受理，夜间值班接听及时。", "主动巡检老旧小区调压箱十二处。", None, 92)
    made = write(rules.month_of(last), words, by=cast["bai"])
    version = made.version
    submit(made.id, version, by=cast["bai"])
    note(made.id, version + 1, "老旧小区巡检列入下月计划。", by=cast["gao"])
    write(rules.month_of(this), Words("本月来电均当日受理。", "高层住户立管巡检进行中。", None, None), by=cast["bai"])
