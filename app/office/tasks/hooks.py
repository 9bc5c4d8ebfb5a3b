"""What tasks tell pages that do not know them: the badge, the lines of the first page, who may see what hangs here."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.office.tasks import queries
from app.office.tasks.models import Task
from app.office.tasks.queries.figures import MOST_SHOWN
from app.web.converters import id_in
from app.web.hooks import Badge, Notice


def badges(actor: Actor) -> list[Badge]:
    """How many tasks wait for this user; red where one is late."""
    waiting, late = queries.badge(actor)
    if not waiting:
        return []
    figure = str(waiting) if waiting <= MOST_SHOWN else f"{MOST_SHOWN}+"
    return [Badge(Text("Tasks"), figure, url_for("tasks.listing"), "checklist", "red" if late else "blue")]


def notices(actor: Actor) -> list[Notice]:
    """Tasks that are late, due today or soon, given back, and waiting to be confirmed (O-11, O-18)."""
    found = queries.figures(queries.desk_of(actor), clock.today())
    lines = (
        (Text("Overdue tasks"), found.overdue, "overdue", "red"),
        (Text("Tasks due today"), found.today, "today", "yellow"),
        (Text("Tasks due soon"), found.soon, "soon", "blue"),
        (Text("Commands given back to you"), found.given_back, "returned", "yellow"),
        (Text("Commands to be confirmed by you"), found.to_confirm, "confirm", "blue"),
    )
    return [
        Notice(label, str(figure), url_for("tasks.listing", due=due), status, 20 + n)
        for n, (label, figure, due, status) in enumerate(lines)
        if figure
    ]


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on a task, such as its timeline; None for other subjects (O-12)."""
    found = id_in(subject, "task")
    if found is None:
        return None
    query = select(Task.id).where(Task.id == found, queries.visible(actor, queries.desk_of(actor)))
    return db.session.scalar(query) is not None
