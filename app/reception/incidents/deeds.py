"""The deeds on an incident that have a page of their own, and what the addresses of forms bring along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.domain.actor import Actor
from app.domain.text import Text
from app.reception.incidents import forms, rules, service
from app.reception.queue.queries import visit
from app.web.converters import id_typed


@dataclass(frozen=True, slots=True)
class IncidentDeed:
    """A deed with a page: its move, its form, its title, the word on its button, its verb over id, form and actor."""

    move: str
    form: Callable[..., Any]
    title: Text
    button: Text
    verb: Callable[[int, Any, Actor], object]


DEEDS = {
    "lead-away": IncidentDeed(
        rules.LEAD_AWAY,
        forms.LeadAwayForm,
        Text("Those concerned are led away"),
        Text("Led away"),
        lambda one, form, by: service.lead_away(one, form.seen_version(), form.removed_at.data, by=by),
    ),
    "handle": IncidentDeed(
        rules.HANDLE,
        forms.HandleForm,
        Text("How the incident was handled"),
        Text("Handled"),
        lambda one, form, by: service.handle(one, form.seen_version(), form.handled.data, form.removed_at.data, by=by),
    ),
    "verify": IncidentDeed(
        rules.VERIFY,
        forms.VerifyForm,
        Text("Verify a violation"),
        Text("Store the finding"),
        lambda one, form, by: service.verify(one, form.seen_version(), form.finding.data, form.words.data, by=by),
    ),
}


def visit_named(typed: str | None, by: Actor) -> tuple[int, int | None] | None:
    """The visit of this id and its customer, if this actor may see it; None for no number. Raises NoResultFound."""
    visit_id = id_typed(typed)
    if visit_id is None:
        return None
    found = visit(visit_id, by)
    return found.id, found.customer_id
