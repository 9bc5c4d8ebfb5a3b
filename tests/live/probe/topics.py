"""The topics of the probe: one that everybody hears, and one that only administrators do."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.actor import Actor
from app.extensions import db
from app.live.kinds import LiveTopic
from app.live.queries import revisions
from app.office.staff.feature import MANAGE_ACCESS
from app.office.staff.models import Department, Staff

FILL = "<p>" + "来访" * 300 + "</p>"  # rows that do not change
HEAD = """<div id="probe">
<strong id="figure">{figure}</strong>
<form method="post" action="/probe/">{token}<input id="note" name="note" aria-label="Note" value=""></form>
<details id="more"><summary>More</summary>{figure}</details>
<div class="dropdown">
<button id="menu" class="btn dropdown-toggle" data-bs-toggle="dropdown" aria-expanded="false">Menu</button>
<div id="items" class="dropdown-menu"><span id="item">{figure}</span></div>
</div>
<button type="button" id="ask" hx-get="/probe/figure" hx-target="#answer">Ask</button>
</div>"""


def topics() -> list[LiveTopic]:
    return [
        LiveTopic("probe", lambda _: ["probe"], lambda *_: "all", parts),
        LiveTopic("secret", lambda _: ["secret"], audience, departments),
    ]


def parts(_topic: str, _audience: str, token: str = "") -> list[str]:
    """A head that tells the revision, and rows that stay as they were."""
    names = db.session.scalars(select(Staff.name).order_by(Staff.id)).all()
    rows = [f'<div id="row-{number}">{name}{FILL}</div>' for number, name in enumerate(names)]
    return [HEAD.format(figure=revisions(["probe"])["probe"], token=token), *rows]


def audience(actor: Actor, _topic: str) -> str | None:
    return "all" if actor.may(MANAGE_ACCESS.name) else None


def departments(_topic: str, _audience: str) -> str:
    return f'<ul id="secret">{db.session.scalars(select(Department.name).order_by(Department.id)).all()}</ul>'
