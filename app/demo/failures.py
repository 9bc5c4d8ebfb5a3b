"""Major failures of the demo office: one that lasts, one that is over without a report, one whose report was sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from app import clock
from app.complaints.failures import service
from app.complaints.failures.models import Failure
from app.complaints.failures.rules import NewFailure
from app.customers.files.models import Customer
from app.domain.actor import Actor
from app.extensions import db

REPORT = {
    "effect": "三层 12 家商户停气 3 小时 45 分，无人员受伤。",
    "handling": "关断上游阀门，更换调压器膜片，逐户恢复供气并检漏。",
    "cause": "调压器膜片老化破裂，超过规定更换周期 8 个月。",
    "corrective": "当日更换同批次 3 台调压器的膜片。",
    "preventive": "膜片更换周期列入年度保养计划，到期前 30 日提醒。",
}


def build(cast: Mapping[str, Actor]) -> None:
    """Report them, note what happens, and see one through to the customer."""
    now = clock.now()
    someone = db.session.scalar(select(Customer.id).where(Customer.kind == "company").order_by(Customer.id).limit(1))
    words = "出口压力持续下降，三层商户灶具不能点火。"
    began = NewFailure(now - timedelta(hours=9), "城东商贸中心 2 号调压箱", words, customer_id=someone)
    sent = service.report(began, by=cast["ma"])
    service.note(sent.id, "已关断上游阀门，正在更换膜片。", by=cast["ma"])
    service.end(
        sent.id, _version(sent), now - timedelta(hours=5), "全部用户已恢复供气。", solved_first=True, by=cast["bai"]
    )
    service.record_slip(sent.id, _version(sent), "LD2611-008", by=cast["ma"])
    service.analyse(sent.id, _version(sent), REPORT, by=cast["bai"])
    service.send(sent.id, _version(sent), clock.today(), clock.today(), by=cast["bai"])
    over = NewFailure(now - timedelta(hours=30), "营业厅收费系统", "收费终端不能联网，窗口改手工开票。")
    quiet = service.report(over, by=cast["chen"])
    service.end(quiet.id, _version(quiet), now - timedelta(hours=28), "运营商光缆修复。", by=cast["bai"])
    words, plan = "住户反映楼道有气味，检漏仪 12 层报警。", "先关断立管，疏散 12 层住户。"
    lasting = NewFailure(now - timedelta(minutes=50), "幸福花园 3 栋燃气立管", words, plan)
    running = service.report(lasting, by=cast["fang"])
    service.note(running.id, "抢修车已到场，立管已关断。", by=cast["ma"])
    service.note(running.id, "预计三小时内恢复供气，逐户张贴通知。", "幸福花园物业陈经理", by=cast["kong"])
    service.take_note(running.id, by=cast["gao"])


def _version(one: Failure) -> int:
    db.session.refresh(one)
    return one.version
