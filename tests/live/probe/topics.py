"""The topics of the probe."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.actor import Actor
from app.extensions import db
from app.live.kinds import LiveTopic
from app.live.queries import revisions
from app.office.staff.feature import MANAGE_ACCESS
from app.office.staff.models import Department, Staff
from app.web.language import current

FILL = "<p>" + "来访" * 300 + "</p>"  # a row-sized part is about as large as the limit of 2 KB


def topics() -> list[LiveTopic]:
    return [
        LiveTopic("probe", lambda _: ["probe"], lambda *_: "all", parts),
        LiveTopic("secret", lambda _: ["secret"], audience, departments),
    ]


def parts(topic: str, audience: str) -> list[str]:
    """A figure that tells the revision, and rows that stay as they were."""
    names = db.session.scalars(select(Staff.name).order_by(Staff.id)).all()
    rows = [
        f'<div id="probe-{topic.partition(":")[0]}-{number}">{name}{FILL}</div>' for number, name in enumerate(names)
    ]
    head = f'<div id="probe" data-language="{current()}">{topic} {revisions([topic])[topic]}</div>'
    return [head, *rows]


def audience(actor: Actor, topic: str) -> str | None:
    """Who may manage staff sees the departments; others hear nothing of them."""
    return "all" if actor.may(MANAGE_ACCESS.name) else None


def departments(topic: str, audience: str) -> str:
    return f'<ul id="secret">{db.session.scalars(select(Department.name).order_by(Department.id)).all()}</ul>'
