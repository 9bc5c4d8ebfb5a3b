"""The rulebook of the demo office: a change that the general manager made, and one that waits for his word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.extensions import db
from app.office.access.models import SignIn
from app.office.access.queries import actor_of
from app.office.policy.service import set_values
from app.office.rulebook.service import propose


def build(cast: Mapping[str, Actor]) -> None:
    """Let Gao name the department that interprets the rules, and the administrator propose longer office hours."""
    today, gao = clock.today(), cast["gao"]
    admin = db.session.scalars(select(SignIn.staff_id).where(SignIn.username == "admin")).one()
    set_values(
        {"office.rules.interpreted_by": "客户服务部"},
        valid_from=today,
        reason="经理办公会决定，由客户服务部解释和补充",
        by=gao,
        approved_by=gao.name,
    )
    propose(
        {"office.hours.closes": "18:00"},
        valid_from=today + timedelta(days=14),
        reason="冬季晚间来客多，营业时间延长半小时",
        by=actor_of(admin),
    )
