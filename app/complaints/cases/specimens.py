"""Filled examples of the printed forms, and the blank of the complaint-handling form."""

from __future__ import annotations

from dataclasses import replace

from app.complaints.cases import fields as of
from app.complaints.cases.handling_form import WHO, ComplaintForm, StageBox
from app.complaints.cases.papers import RecordPaper, RegisterPaper, RegisterRow
from app.complaints.circulation.shipped import ROUTES
from app.domain.text import Text
from app.web.language import say

GOODS = ("order_number", "material_number", "product", "shipped_on", "quantity", "defective_quantity", "sample")

FORM = ComplaintForm(
    number="261103",
    office="",
    heard_at="2026-11-03 09:20",
    accepted_on="2026-11-04",
    due_on="2026-11-17",
    closed_on="2026-11-16",
    state="已结案",
    printed_on="2026-11-16",
    facts=(
        ("客户", "KH000088 华南电子有限公司"), ("投诉人", "周小姐 0755-88881234"), ("首问责任人", "苏销"),
        ("跟进人", "苏销"), ("订单号", "SO2610-118"), ("料号", "PCB-4L-0917"), ("产品", "四层板"),
        ("出货日", "2026-10-21"), ("出货数量", "5000 片"), ("不良数量", "320 片"), ("异常样品", "5 片，存质量管理部"),
    ),
    matter="客户来料检验发现板面划伤，集中在第三至第五箱，不良 320 片。",
    demand="退货换货，并说明原因。",
    stages=(
        StageBox("业务部门填表", "销售部 苏销", "2026-11-03 09:25", "2026-11-04", "2026-11-03 11:00", "已流转",
                 (("业务意见", "同一批其余箱号未见异常，建议先换货。"),), ""),
        StageBox("总经理室编号登记", "总经理室 王主任", "2026-11-03 11:00", "2026-11-04", "2026-11-04 08:40", "已流转",
                 (), ""),
        StageBox("质量管理部调查", "质量管理部 林质", "2026-11-04 08:40", "2026-11-07", "2026-11-09 10:00",
                 "已流转 逾期 2 天", (("原因分析", "成型后堆叠未加隔纸。"), ("责任部门", "制造部")), "样品已复检。"),
        StageBox("生产单位说明原因与对策", "制造部", "2026-11-09 10:00", "2026-11-11", "2026-11-10 16:00", "已流转",
                 (("生产原因", "夜班换人未交接。"), ("对策", "成型站增加隔纸并点检。")), ""),
    ),
    decision="2026-11-14 换货 ￥3,200.00",
    outcome="客户接受换货。",
    linked="",
)  # fmt: skip

REGISTER = RegisterPaper(
    office="",
    month="2026-11",
    printed_on="2026-11-20",
    rows=(
        RegisterRow("261101", "2026-11-02", "宏运酒楼", "结算单金额不对", "非质量异常", "一般投诉", "已结案",
                    "2026-11-03", "2026-11-03", "", ""),
        RegisterRow("261103", "2026-11-03", "华南电子有限公司", "板面划伤", "质量异常", "较大事项",
                    "质量管理部调查 质量管理部", "2026-11-17", "", "已逾期", "重新处理：1"),
    ),
)  # fmt: skip

RECORD = RecordPaper(
    number="261107",
    office="",
    heard_at="2026-11-19 10:05",
    channel="电话",
    customer="KH000123 李建国",
    contact="李建国",
    phone="13700001111",
    severity="一般投诉",
    matter="灶具点火后自动熄灭",
    content="灶具点火后两分钟自动熄灭，昨晚已报修，无人上门。",
    wanted="说明原因并上门处理。",
    handler="孔诉",
    due_on="2026-11-20",
    opinion="电池电压低，上门更换并检查灶前阀；值班表漏排，已补。",
    decision="",
    result="2026-11-19 下午上门更换，试火正常，已电话致歉。",
    accepted="是",
    visited_on="2026-11-24",
    closed_on="2026-11-24",
    remark="值班表由两人复核。",
)


def blank_form() -> ComplaintForm:
    """The form for writing by hand: the stages of the factory with what each of them adds, and no words."""
    stages = next(route.stages for route in ROUTES if route.key == "factory")
    told: set[str] = set(GOODS) | {"unit", "quantity_unknown", "kind", "severity", "origin"}
    boxes = []
    for stage in stages:
        asked = [key for key in (*stage.needs, *stage.asks) if key not in told]
        told.update(asked)
        lines = tuple((say(Text(of.FIELDS[key].label)), "") for key in dict.fromkeys(asked))
        boxes.append(StageBox(stage.name, "", "", "", "", "", lines, ""))
    labels = (*WHO, *(of.FIELDS[key].label for key in ("channel", "kind", "severity", "origin", *GOODS)))
    empty = dict.fromkeys(("number", "heard_at", "accepted_on", "due_on", "closed_on", "state", "printed_on"), "")
    words = dict.fromkeys(("matter", "demand", "decision", "outcome", "linked"), "")
    return replace(FORM, facts=tuple((say(Text(label)), "") for label in labels), stages=tuple(boxes), **empty, **words)
