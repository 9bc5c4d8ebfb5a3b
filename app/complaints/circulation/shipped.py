"""The routes of the handbook, from which an office starts: factory (K-14, K-26), service (K-67), oil (K-55 to K-58)."""

from __future__ import annotations

from dataclasses import dataclass

from app.complaints.circulation.rules import Limit, StagePlan
from app.complaints.circulation.words import (
    ANSWER,
    ANY,
    CLOSE,
    DECISION,
    DEPARTMENT,
    FACTORY,
    HANDLER,
    NUMBER,
    RECORD,
    RESPONSIBLE,
    SALES,
    WORK,
)


@dataclass(frozen=True, slots=True)
class UsualRoute:
    """A route as it is shipped; names are the office's data from then on."""

    key: str
    name: str
    form: str
    cause_scheme: str
    unit: str
    limits: tuple[Limit, ...]
    stages: tuple[StagePlan, ...]
    resale_months: int = 0


def _stage(
    key: str,
    name: str,
    kind: str,
    who: str,
    days: int | None = None,
    *,
    asks: str = "",
    needs: str = "",
    optional: bool = False,
    together: bool = False,
) -> StagePlan:
    """A stage; `needs` stand before what is only asked for."""
    return StagePlan(
        key, name, kind, who, asks=(*needs.split(), *asks.split()), needs=tuple(needs.split()), days=days,
        optional=optional, together=together,
    )  # fmt: skip


# The stage table of the factory form (K-14, K-15, K-16). Its departments are named on the page of the route; a stage
# without one is held by the department that took the complaint. The customer is heard before the combined opinion and
# answered after the decision (D-37); both quality management and the general manager's office judge who is
# responsible, at stages 3 and 9 (D-38). With every stage the limits fill the 13 days of a domestic complaint (M-11).
_FACTORY = (
    _stage(
        "sales", "业务部门填表", WORK, SALES, 1,
        needs="order_number material_number shipped_on quantity defective_quantity sales_opinion",
        asks="product unit quantity_unknown sample",
    ),
    _stage("register", "总经理室编号登记", NUMBER, DEPARTMENT, 1, needs="kind", asks="severity origin"),
    _stage(
        "quality", "质量管理部调查", WORK, DEPARTMENT, 3,
        needs="quality_analysis cause_id responsible_department_id", asks="kind",
    ),
    _stage(
        "production", "生产单位说明原因与对策", WORK, RESPONSIBLE, 2,
        needs="production_cause countermeasure", asks="production_unit shift operators produced_on",
    ),
    _stage("manager", "经理室意见", WORK, DEPARTMENT, 1, needs="manager_opinion"),
    _stage("research", "研发部意见", WORK, DEPARTMENT, 1, needs="research_opinion", optional=True),
    _stage(
        "office", "总经理室复核", WORK, DEPARTMENT, 1, needs="office_check", asks="no_loss supplier supplier_share",
    ),
    _stage(
        "handling", "业务部门处理意见", WORK, SALES, 1,
        needs="handling_opinion customer_result supervisor_check",
    ),
    _stage(
        "combined", "总经理室综合意见", WORK, DEPARTMENT, 1,
        needs="combined_opinion upheld responsible_department_id",
        asks="cause_id negligence track proposed_remedy proposed_fen",
    ),
    _stage("decide", "核决", DECISION, DEPARTMENT, 1),
    _stage("execute", "业务部门执行并答复客户", ANSWER, SALES, 1),
    _stage("close", "总经理室结案", CLOSE, DEPARTMENT, asks="lessons"),
)  # fmt: skip

# The eight steps (K-67). Whoever takes a complaint follows it up and answers it (K-65): until the answer all of it
# stands on one page, so that a simple one is done in four clicks.
_SERVICE = (
    _stage("record", "记录", NUMBER, HANDLER, together=True),
    _stage("judge", "判定性质", WORK, HANDLER, needs="ours", asks="kind severity upheld", together=True),
    _stage("investigate", "调查原因", WORK, HANDLER, asks="quality_analysis cause_id", together=True),
    _stage("assign", "确定责任人", WORK, HANDLER, asks="responsible_department_id", together=True),
    _stage("propose", "提出解决方案", WORK, HANDLER, needs="solution", asks="proposed_remedy"),
    _stage("answer", "答复客户", ANSWER, HANDLER),
    _stage("visit", "回访", WORK, HANDLER),
    _stage("sum_up", "总结", CLOSE, HANDLER, asks="lessons"),
)

# The course of an oil or chemicals company (K-55 to K-60).
_OIL = (
    _stage("record", "受理登记", NUMBER, HANDLER, asks="product order_number quantity", together=True),
    _stage(
        "contact", "联系部门并提出处理意见", WORK, HANDLER,
        needs="handling_opinion", asks="kind ours upheld responsible_department_id proposed_remedy proposed_fen",
    ),
    _stage("approve", "责任领导审批", DECISION, HANDLER),
    _stage("inform", "告知客户", ANSWER, HANDLER),
    _stage("close", "归档结案", CLOSE, HANDLER, asks="lessons"),
)  # fmt: skip

# Ordinary 1, larger matters in principle 3, by approval of the leaders at most 7 working days (K-58). The handbook
# gives serious complaints no time of their own: they are larger matters, decided by a special meeting.
_WORKING_DAYS = (
    Limit("ordinary", ANY, 1, 7),
    Limit("larger", ANY, 3, 7),
    Limit("serious", ANY, 3, 7),
)
_DAYS = (Limit(ANY, "domestic", 13), Limit(ANY, "overseas", 17))

ROUTES = (
    UsualRoute("service", "服务投诉八步流程", RECORD, "property", "working", _WORKING_DAYS, _SERVICE),
    UsualRoute("oil", "油品化工投诉流程", RECORD, "service", "working", _WORKING_DAYS, _OIL),
    UsualRoute(
        "factory", "工厂客户抱怨处理流程", FACTORY, "factory", "calendar", _DAYS, _FACTORY, resale_months=1
    ),
)  # fmt: skip
