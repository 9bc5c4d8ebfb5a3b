"""The deeds on a matter of several departments that have a page of their own: form, words and verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.complaints.disputes import forms, rules, service
from app.domain.actor import Actor
from app.domain.text import Text
from app.web.converters import id_typed


@dataclass(frozen=True, slots=True)
class DisputeDeed:
    """A deed with a page: its move, its form, its title, the word on its button, its verb."""

    move: str
    form: Callable[..., Any]
    title: Text
    button: Text
    verb: Callable[[int, Any, Actor], object]


def brought(form: forms.BringForm, by: Actor) -> int:
    """Bring up what was typed; returns the id. Raises Refused."""
    complaint_id = id_typed(form.complaint_id.data)
    new = rules.NewDispute(
        form.matter.data or "", form.demand.data or "", form.lead.data, form.others(), complaint_id=complaint_id
    )
    return service.bring(new, by=by).id


def _arbitrate(dispute_id: int, form: forms.ArbitrateForm, by: Actor) -> None:
    service.arbitrate(dispute_id, form.seen_version(), form.words.data or "", form.due_on.data, by=by)


DEEDS = {
    "opinion": DisputeDeed(
        rules.SPEAK,
        forms.OpinionForm,
        Text("Opinion of a department"),
        Text("Give the opinion"),
        lambda one, form, by: service.give_opinion(one, form.department.data, form.words.data or "", by=by),
    ),
    "submit": DisputeDeed(
        rules.SUBMIT,
        forms.SubmitForm,
        Text("Submit the opinions to the office"),
        Text("Submit to the office"),
        lambda one, form, by: service.to_office(one, form.seen_version(), form.reason.data, by=by),
    ),
    "arbitrate": DisputeDeed(
        rules.ARBITRATE, forms.ArbitrateForm, Text("Arbitrate between departments"), Text("Arbitrate"), _arbitrate
    ),
    "finish": DisputeDeed(
        rules.FINISH,
        forms.FinishForm,
        Text("The matter is settled"),
        Text("Store the result"),
        lambda one, form, by: service.finish(one, form.seen_version(), form.result.data or "", by=by),
    ),
}
