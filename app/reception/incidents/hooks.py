"""What questions and incidents answer to pages that do not know them."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import func, select

from app.domain.actor import Actor
from app.domain.text import Text
from app.extensions import db
from app.reception.incidents.feature import ANSWER, SEE
from app.reception.incidents.models import Incident, Question
from app.reception.incidents.queries import questions_visible, visible
from app.reception.incidents.rules import OPEN
from app.web.converters import id_in
from app.web.hooks import Notice


def notices(actor: Actor) -> list[Notice]:
    """Open questions, and incidents that nobody has dealt with, for who sees to them (hook `today`)."""
    lines = []
    if actor.may(ANSWER.name):
        waiting = select(func.count()).select_from(Question).where(Question.state == OPEN)
        lines.append((Text("Open questions"), waiting, url_for("incidents.questions", state=OPEN), "yellow"))
    if actor.may(SEE.name):
        unhandled = select(func.count()).select_from(Incident).where(Incident.state == OPEN)
        lines.append((Text("Open incidents"), unhandled, url_for("incidents.listing", state=OPEN), "red"))
    counted = [(label, db.session.scalar(query) or 0, url, colour) for label, query, url, colour in lines]
    return [
        Notice(label, str(figure), url, colour, 45 + n)
        for n, (label, figure, url, colour) in enumerate(counted)
        if figure
    ]


def may_see_subject(actor: Actor, subject: str) -> bool | None:
    """Whether this actor may see what hangs on an incident or a question; None for other subjects (O-12)."""
    if (incident := id_in(subject, "incident")) is not None:
        query = select(Incident.id).where(Incident.id == incident, visible(actor))
    elif (question := id_in(subject, "question")) is not None:
        query = select(Question.id).where(Question.id == question, questions_visible(actor))
    else:
        return None
    return db.session.scalar(query) is not None
