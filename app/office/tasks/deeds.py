"""The deeds on one task as the page offers them: what each is called, its form and its verb."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.actor import Actor
from app.domain.text import Text
from app.office.tasks import forms, rules, service

Verb = Callable[[int, Any, Actor], None]


@dataclass(frozen=True, slots=True)
class TaskDeed:
    """A deed that somebody may do on a task's own page; `leaves` where the task is no longer his afterwards."""

    label: Text
    title: Text
    form: type[Any]
    verb: Verb
    style: str = ""
    leaves: bool = False


def _words(verb: Callable[..., None]) -> Verb:
    return lambda task_id, form, by: verb(task_id, form.version.data, form.words.data, by=by)


def _hand_on(task_id: int, form: forms.HandOnForm, by: Actor) -> None:
    service.hand_on(task_id, form.version.data, form.to.data, form.words.data, by=by)


DEEDS: Mapping[str, TaskDeed] = {
    rules.FINISH: TaskDeed(
        Text("Done"), Text("Report a command done"), forms.FinishForm, _words(service.finish), "primary"
    ),
    rules.CONFIRM: TaskDeed(
        Text("Confirm"),
        Text("Confirm that a command was carried out"),
        forms.RemarkForm,
        _words(service.confirm),
        "primary",
    ),
    rules.SEND_BACK: TaskDeed(
        Text("Send back"), Text("Send a command back"), forms.ReasonForm, _words(service.send_back)
    ),
    rules.HAND_ON: TaskDeed(Text("Hand on"), Text("Hand a task on"), forms.HandOnForm, _hand_on, leaves=True),
    rules.GIVE_BACK: TaskDeed(
        Text("Give back"), Text("Give a command back to its giver"), forms.ReasonForm, _words(service.give_back)
    ),
    rules.CANCEL: TaskDeed(
        Text("Cancel the command"), Text("Cancel a command"), forms.ReasonForm, _words(service.cancel), "outline-danger"
    ),
}
