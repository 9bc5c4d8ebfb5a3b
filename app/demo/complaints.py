"""Complaints of the demo office: some at every stage of the three routes, late, paused, reopened, closed last month."""

from __future__ import annotations

from collections.abc import Mapping

from app import clock
from app.complaints.cases import service
from app.complaints.cases.models import Complaint
from app.complaints.cases.rules import NewComplaint
from app.demo.complaint_course import close, days_ago, go_to
from app.demo.papers import companies
from app.domain.actor import Actor
from app.extensions import db

FACTORY = "来料检验发现板面划伤，集中在第三至第五箱。"
MATTERS = (
    "灶具点火后自动熄灭，报修后无人上门", "结算单金额比上月多一倍，要求核对", "抄表员进门未穿鞋套，态度生硬",
    "停气通知贴出当天就停气", "充值后未到账", "维修后仍有异味，担心漏气", "窗口排队四十分钟",
)  # fmt: skip
# Days ago, route, stage where it stands now (or "closed"), by whom it was taken, severity.
OPEN = (
    (0, "factory", "sales", "su", "ordinary"), (2, "factory", "register", "su", "ordinary"),
    (4, "factory", "quality", "su", "larger"), (9, "factory", "quality", "su", "ordinary"),
    (5, "factory", "production", "su", "ordinary"), (6, "factory", "manager", "su", "ordinary"),
    (6, "factory", "research", "su", "ordinary"), (8, "factory", "office", "su", "ordinary"),
    (9, "factory", "handling", "su", "larger"), (10, "factory", "combined", "su", "ordinary"),
    (24, "factory", "combined", "su", "ordinary"), (11, "factory", "decide", "su", "ordinary"),
    (12, "factory", "decide", "su", "larger"), (12, "factory", "execute", "su", "ordinary"),
    (13, "factory", "close", "su", "ordinary"), (0, "service", "record", "chen", "ordinary"),
    (0, "service", "record", "kong", "ordinary"), (1, "service", "answer", "kong", "ordinary"),
    (3, "service", "answer", "kong", "larger"), (4, "service", "visit", "kong", "ordinary"),
    (5, "service", "sum_up", "kong", "ordinary"), (1, "oil", "record", "kong", "ordinary"),
    (4, "oil", "close", "kong", "larger"), (3, "oil", "approve", "kong", "ordinary"),
    (2, "oil", "approve", "kong", "serious"), (4, "oil", "inform", "kong", "ordinary"),
    (1, "oil", "approve", "kong", "serious"),
)  # fmt: skip
CLOSED = (
    (66, "service"),
    (64, "factory"),
    (47, "factory"),
    (38, "service"),
    (35, "service"),
    (33, "factory"),
    (31, "service"),
    (30, "oil"),
    (29, "service"),
)


def build(cast: Mapping[str, Actor]) -> None:
    """Take them on the days on which they came, and let them go as far as they are."""
    for n, (days, route) in enumerate(CLOSED):
        with days_ago(days):
            one = _taken(n, route, "su" if route == "factory" else "kong", "ordinary", cast)
        took = (
            6 if route == "factory" else 2
        )  # after six days some stage was late, on whatever day of the week it began
        with days_ago(days - took):
            close(one, cast)
    for n, (days, route, stage, who, severity) in enumerate(OPEN):
        with days_ago(days):
            one = _taken(n, route, who, severity, cast)
            go_to(one, "register" if route == "factory" and stage != "sales" else one.stage_key or "", cast)
        with days_ago(days * 0.6):
            go_to(one, stage, cast)
    _odds_and_ends(cast)


def _taken(n: int, route: str, who: str, severity: str, cast: Mapping[str, Actor]) -> Complaint:
    known = companies(cast["su"])
    customer = known[n % len(known)] if known and n % 3 else None
    matter = FACTORY if route == "factory" else MATTERS[n % len(MATTERS)]
    new = NewComplaint(
        route_key=route,
        channel=("telephone", "in_person", "network")[n % 3],
        matter=matter[:30],
        facts=f"{matter}请尽快处理并答复。",
        remedy_wanted="return" if route == "factory" else "explanation",
        severity=severity,
        customer_id=customer.id if customer else None,
        contact_name="周小姐",
        contact_phone=f"1390000{n:04}",
    )
    made = service.take(new, by=cast[who])
    return service.confirm(made.id, version=made.version, by=cast[who]) if n % 2 else made


def _odds_and_ends(cast: Mapping[str, Actor]) -> None:
    """One stands still, one was sent back, one is not ours, one was a mistake, one was reopened."""
    kong = cast["kong"]
    with days_ago(1):
        still = _taken(40, "service", "kong", "larger", cast)
    service.pause(still.id, version=still.version, cause="客户出差，约定下周一上门。", by=kong)
    back = _taken(41, "factory", "su", "ordinary", cast)
    go_to(back, "register", cast)
    db.session.refresh(back)
    service.send_back(back.id, version=back.version, to="sales", reason="请补充异常样品。", by=kong)
    other = _taken(42, "service", "kong", "ordinary", cast)
    service.refer(other.id, version=other.version, referred_to="区市政养护所", words="已告知市政热线。", by=kong)
    wrong = _taken(43, "service", "kong", "ordinary", cast)
    service.cancel(wrong.id, version=wrong.version, reason="与上一件重复录入。", by=kong)
    with days_ago(20):
        again = _taken(44, "service", "kong", "ordinary", cast)
        close(again, cast)
    db.session.refresh(again)
    service.reopen(again.id, version=again.version, reason=f"{clock.today():%m-%d} 客户来电称问题又出现。", by=kong)
