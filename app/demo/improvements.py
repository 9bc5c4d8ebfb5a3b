"""Improvements in the demo office: open, overdue soon, done, effective, and one without effect that another follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select

from app import clock
from app.complaints.cases.models import Complaint
from app.complaints.improvements import service
from app.complaints.improvements.models import Improvement
from app.complaints.improvements.rules import EFFECTIVE, INEFFECTIVE, NewMeasure
from app.domain.actor import Actor
from app.extensions import db

MEASURES = (  # block, who, what, in so many days
    ("containment", "ma", "库存同批次全检，隔离不良品", 1),
    ("root_cause", "bai", "查明划伤发生的工序，写出分析", 4),
    ("corrective", "fang", "装箱加隔板，修订包装规范", 9),
    ("prevention", "su", "新料号首批装箱确认纳入检验单", 20),
)


def build(cast: Mapping[str, Actor]) -> None:
    """Plan the blocks on the first larger quality complaint and single measures on two others."""
    quality = select(Complaint.id).where(
        Complaint.kind == "quality", Complaint.negligence.is_not(True), Complaint.track.is_not(False)
    )
    cases = list(db.session.scalars(quality.order_by(Complaint.severity == "ordinary", Complaint.id).limit(3)))
    if not cases:
        return
    planned = [_plan(cases[0], *one, cast) for one in MEASURES]
    _done(planned[0], "检 3,000 片，剔除 41 片。", cast["ma"])
    service.confirm(planned[0].id, version=2, effect=EFFECTIVE, words="抽查隔离区，数量相符。", by=cast["kong"])
    _done(planned[1], "传送带导轨毛刺所致。", cast["bai"])
    for complaint_id in cases[1:]:
        one = _plan(complaint_id, "corrective", "ma", "装车前加垫防护棉", 3, cast)
        _done(one, "已加垫。", cast["ma"])
        instead = NewMeasure("corrective", "改用定制托盘固定", cast["fang"].staff_id, _day(10))
        service.confirm(one.id, version=2, effect=INEFFECTIVE, words="再次发生磨损。", instead=instead, by=cast["kong"])


def _plan(complaint_id: int, block: str, who: str, words: str, days: int, cast: Mapping[str, Actor]) -> Improvement:
    return service.plan(complaint_id, NewMeasure(block, words, cast[who].staff_id, _day(days)), by=cast["kong"])


def _done(one: Improvement, result: str, by: Actor) -> None:
    service.report_done(one.id, version=one.version, done_on=clock.today(), result=result, by=by)


def _day(days: int) -> date:
    return clock.today() + timedelta(days=days)
