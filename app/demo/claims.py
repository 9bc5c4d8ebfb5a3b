"""Claims of the demo office: customers registered by decision, a couple, a wish for another, a dispute, open days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from app import clock
from app.demo.petitions import decide
from app.domain.actor import Actor
from app.reception.claims import service
from app.reception.claims.service import NewCase
from app.reception.claims.service.registering import register_decision

CUSTOMERS = (  # name, telephone, whose customer
    ("周文斌", "13911110001", "su"),
    ("沈佳怡", "13911110002", "su"),
    ("韩志远", "13911110003", "kong"),
    ("唐雪梅", "13911110004", "su"),
)


def build(cast: Mapping[str, Actor]) -> None:
    """Take customers over from the paper register, and open cases of which one is decided."""
    ids = {username: actor.staff_id or 0 for username, actor in cast.items()}
    for name, phone, username in CUSTOMERS:
        whose = {"customer_id": None, "visit_id": None}
        register_decision(ids[username], "decision", None, name=name, phone=phone, by=cast["bai"], **whose)
    service.reviewed(clock.today(), by=cast["bai"])
    both: dict[str, Any] = {"first_id": ids["su"], "second_id": ids["kong"]}
    couple = NewCase("family", "沈佳怡", "夫妻先后来访，分别由两人登记。", phone="13911110002", **both)
    service.open_case(couple, by=cast["fang"])
    wish = NewCase("designated", "周文斌", "老客户坚持由孔诉接待。", phone="13911110001", **both)
    service.open_case(wish, by=cast["fang"])
    dispute = NewCase("ownership", "韩志远", "两人均称先接待该客户。", phone="13911110003", **both)
    case = service.open_case(dispute, by=cast["su"])
    opinion = "孔诉登记在先，会议记录可证；苏销协助讲解，双方均无过错。"
    service.give_opinion(case.id, case.version, opinion, "second", by=cast["bai"])
    decide(f"claim_case:{case.id}", cast, ("情况属实，同意。", "同意。"))
    in_two_weeks = clock.today() + timedelta(days=14)
    service.plan_days(
        "冬季房展", in_two_weeks, in_two_weeks + timedelta(days=2), "rota", "一律按轮排。", by=cast["bai"]
    )
