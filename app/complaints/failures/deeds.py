"""The deeds on a failure that have a page of their own: form, words and verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app import clock
from app.complaints.failures import forms, rules, service
from app.complaints.failures.models import Failure
from app.complaints.naming import customer_named
from app.domain.actor import Actor
from app.domain.text import Text
from app.web.converters import id_typed


@dataclass(frozen=True, slots=True)
class FailureDeed:
    """A deed with a page: its move, form, title and button, what its form begins with, its verb."""

    move: str
    form: Callable[..., Any]
    title: Text
    button: Text
    begin: Callable[[Failure], dict[str, Any]]
    verb: Callable[[int, Any, Actor], object]


def reported(form: forms.ReportForm, by: Actor) -> int:
    """Report what was typed; returns the id. Raises Refused."""
    new = rules.NewFailure(
        happened_at=form.happened_at.data,
        place=form.place.data or "",
        symptom=form.symptom.data or "",
        plan=form.plan.data,
        customer_id=customer_named(form.customer.data, by),
        complaint_id=id_typed(form.complaint_id.data),
        solved_first=bool(form.solved_first.data),
        signatory_id=form.signatory_id.data,
        manager_id=form.manager_id.data,
    )
    return service.report(new, by=by).id


def _end(failure_id: int, form: forms.EndForm, by: Actor) -> None:
    words, first = form.words.data or "", bool(form.solved_first.data)
    service.end(failure_id, form.seen_version(), form.ended_at.data, words, solved_first=first, by=by)


def _analyse(failure_id: int, form: forms.AnalyseForm, by: Actor) -> None:
    service.analyse(failure_id, form.seen_version(), {key: form[key].data for key in rules.ANALYSIS}, by=by)


def _send(failure_id: int, form: forms.SendForm, by: Actor) -> None:
    days = (form.sent_customer_on.data, form.sent_business_on.data)
    service.send(failure_id, form.seen_version(), *days, by=by)


DEEDS = {
    "end": FailureDeed(
        rules.END,
        forms.EndForm,
        Text("End of a failure"),
        Text("It is over"),
        lambda one: {"ended_at": clock.now(), "solved_first": one.solved_first},
        _end,
    ),
    "slip": FailureDeed(
        rules.SLIP,
        forms.SlipForm,
        Text("Work-contact slip that followed"),
        Text("Store the number"),
        lambda _one: {},
        lambda failure_id, form, by: service.record_slip(failure_id, form.seen_version(), form.number.data, by=by),
    ),
    "analyse": FailureDeed(
        rules.ANALYSE,
        forms.AnalyseForm,
        Text("Analysis report of a failure"),
        Text("Store the report"),
        lambda one: {key: getattr(one, key) or (one.symptom if key == "effect" else None) for key in rules.ANALYSIS},
        _analyse,
    ),
    "send": FailureDeed(
        rules.SEND,
        forms.SendForm,
        Text("The report was sent"),
        Text("Store the days"),
        lambda one: {"sent_customer_on": one.sent_customer_on, "sent_business_on": one.sent_business_on},
        _send,
    ),
}
