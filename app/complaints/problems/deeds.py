"""The deeds on a line that have a page of their own: form, words and verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.complaints.naming import customer_named
from app.complaints.problems import forms, rules, service
from app.domain.actor import Actor
from app.domain.text import Text


@dataclass(frozen=True, slots=True)
class ProblemDeed:
    """A deed with a page: its move, its form, its title, the word on its button, its verb."""

    move: str
    form: Callable[..., Any]
    title: Text
    button: Text
    verb: Callable[[int, Any, Actor], object]


def entered(form: forms.EntryForm, by: Actor) -> None:
    """Write down what was typed. Raises Refused."""
    customer_id = customer_named(form.customer.data, by)
    service.enter(rules.NewProblem(form.kind.data, form.words.data or "", customer_id, form.times.data), by=by)


DEEDS = {
    "pass": ProblemDeed(
        "pass",
        forms.PassForm,
        Text("Pass a problem on"),
        Text("Pass the problem on"),
        lambda one, form, by: service.pass_on(one, form.seen_version(), form.staff_id.data, by=by),
    ),
    "solve": ProblemDeed(
        "solve",
        forms.SolveForm,
        Text("The problem is solved"),
        Text("Store the result"),
        lambda one, form, by: service.solve(one, form.seen_version(), form.result.data or "", by=by),
    ),
}
