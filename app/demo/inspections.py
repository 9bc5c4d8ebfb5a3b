"""Joint inspections of the demo office: one is called, one arranged, one reported, one decided, one by appointment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from app import clock
from app.complaints.cases.models import Complaint
from app.complaints.inspections import service
from app.complaints.inspections.models import Inspection
from app.complaints.inspections.service import NewInspection
from app.domain.actor import Actor
from app.extensions import db
from app.office.staff.queries import department_called

WORDS = (  # place, why
    ("客户来料检验室", "客户称板面划伤，需现场确认批次及数量"),
    ("客户二号生产线", "上线后孔径偏差，不良数量尚未统计完"),
    ("客户仓库", "外箱受潮，需确认是否影响可焊性"),
    ("客户维修车间", "阻抗超差，双方检测数据不一致"),
    ("客户品管部", "字符模糊，需会同判定可否让步接收"),
)


def build(cast: Mapping[str, Actor]) -> None:
    """Call five on open complaints and go on with four of them."""
    query = select(Complaint.id).where(Complaint.state == "open", Complaint.customer_id.is_not(None))
    cases = db.session.scalars(query.order_by(Complaint.id).limit(len(WORDS))).all()
    made = [_called(case, place, why, cast) for case, (place, why) in zip(cases, WORDS, strict=False)]
    today, kong = clock.today(), cast["kong"]
    for one in made[1:2]:
        service.arrange(one, 1, today + timedelta(days=1), "白管、孔诉", by=kong)
    for one in made[2:3]:
        service.inspect(one, 1, today - timedelta(days=5), "外箱受潮 12 箱，真空包装完好，抽测可焊性合格。", by=kong)
    for one in made[3:4]:
        service.inspect(one, 1, today - timedelta(days=4), "双方夹具不同，统一后复测 30 片，超差 2 片。", by=kong)
        service.report(one, _version(one), "责任部分成立，建议更换 2 片并统一测试方法。", by=kong)
        service.decide(one, _version(one), "同意，测试方法写入下一版规格书。", by=cast["gao"])
    for one in made[4:]:
        people = [cast["su"].staff_id or 0, cast["bai"].staff_id or 0]
        service.ask_appointment(one, 1, people, today + timedelta(days=2), "质检人员均在外地", by=kong)


def _called(case: int, place: str, why: str, cast: Mapping[str, Actor]) -> int:
    told = department_called("客户服务部")
    return service.call(NewInspection(place, why, complaint_id=case, quality_id=told), by=cast["kong"]).id


def _version(inspection_id: int) -> int:
    return db.session.scalars(select(Inspection.version).where(Inspection.id == inspection_id)).one()
