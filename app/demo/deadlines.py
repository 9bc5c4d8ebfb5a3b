"""Deadlines of the demo office in every state: running, due, late and urged, standing still, extended, ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.deadlines import Unit
from app.extensions import db
from app.office.deadlines import service
from app.office.deadlines.kinds import Term
from app.office.deadlines.models import DeadlineStep
from app.office.deadlines.own import OWN
from app.office.deadlines.service.firing import fire_steps
from app.office.deadlines.service.slips import receive_slip
from app.office.staff.models import Staff


def build(cast: Mapping[str, Actor]) -> None:
    """Deadlines of five people; the late ones are urged, if the office is open while this is built."""
    bai, gao, kong, su = cast["bai"], cast["gao"], cast["kong"], cast["su"]

    def begin(who: Actor | None, what: str, days: int, term: int, *, hour: int = 10, **more: Any) -> int:
        """Something that came in so many days ago at that hour and has a term of so many working days."""
        unit = more.pop("unit", Unit.WORKING)
        arrived = clock.at_office(datetime.combine(clock.today() - timedelta(days=days), datetime.min.time()))
        given = {"staff_id": who.staff_id if who else None, "term": Term(term, unit), "by": who or gao, **more}
        made = service.start_deadline(
            OWN, "", arrived_at=arrived + timedelta(hours=hour), facts={"what": what}, url="", **given
        )
        return made.id

    begin(su, "整理本月新签供气合同", 1, 10)
    begin(bai, "上报下月抄表人员排班", 0, 1)
    begin(kong, "答复用户关于计量的书面意见", 2, 5, hour=19)
    begin(cast["xu"], "办理年度安全责任书续签", 3, 1, unit=Unit.MONTH)
    begin(None, "清点便民药箱", 4, 20, department_id=home_of(bai))
    for what, days in (("查明湖西路 5 号压力不足的原因", 21), ("退还重复缴纳的气费", 16)):
        begin(kong, what, days, 5)
    still = begin(kong, "复核表具检测结果", 6, 10)
    service.pause_deadline(still, "表具送市计量所检测，等检测报告", by=gao)
    again = begin(su, "补齐用户身份证明复印件", 9, 15)
    service.pause_deadline(again, "用户出差", by=bai)
    service.resume_deadline(again, by=bai)
    longer = begin(su, "签订小区调压箱占地协议", 12, 10)
    service.extend_deadline(longer, extra=5, reason="业委会下周才开会", approval_id=None, approved_by=gao.name, by=gao)
    whole = begin(kong, "投诉处理：停气通知未送达", 3, 7)
    begin(kong, "调查", 3, 2, parent_id=whole)
    begin(bai, "提出处理意见", 1, 8, parent_id=whole)
    service.stop_deadline(begin(su, "回访新装用户", 5, 10), by=su)
    service.stop_deadline(begin(bai, "报送月度统计表", 20, 3), by=bai)
    service.stop_deadline(begin(su, "上门查看未开户的商铺", 8, 15), outcome="dropped", by=su)
    fire_steps()
    for step_id in slips_to(bai)[:1]:
        receive_slip(step_id, "检测报告今日下午取回，明日 17:00 前送交处理意见。", by=bai)


def home_of(actor: Actor) -> int | None:
    """The department of somebody of the cast."""
    return db.session.scalar(select(Staff.department_id).where(Staff.id == actor.staff_id))


def slips_to(actor: Actor) -> list[int]:
    """The urging slips that went to somebody, by number."""
    query = select(DeadlineStep.id).where(DeadlineStep.staff_id == actor.staff_id, DeadlineStep.number.is_not(None))
    return list(db.session.scalars(query.order_by(DeadlineStep.number)))
