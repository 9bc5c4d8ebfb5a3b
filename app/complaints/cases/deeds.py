"""The deeds on a complaint that have a page of their own: form, words, who is offered them, and the verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.complaints.cases import forms, moves, rules, service
from app.complaints.cases.queries.page import Case
from app.complaints.cases.queries.ways import links
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.staff.queries import colleagues


@dataclass(frozen=True, slots=True)
class CaseDeed:
    """A deed with a page: its title, what it will do in a sentence, its button, its form, to whom it is offered, and
    its verb over id, form and actor. `grave`: it ends or undoes something."""

    title: Text
    about: Text
    button: Text
    form: Callable[..., Any]
    offered: Callable[[Case], bool]
    verb: Callable[[int, Any, Actor], Any]
    grave: bool = False


def _open(case: Case) -> bool:
    return case.one.state == rules.OPEN


def _managed(case: Case) -> bool:
    return _open(case) and case.seat.manages


def _may_go_back(case: Case) -> bool:
    return case.seat.may_move and not case.one.paused and bool(earlier(case))


def _may_reopen(case: Case) -> bool:
    return case.one.state == rules.CLOSED and case.seat.manages


def _may_follow_up(case: Case) -> bool:
    """Only once, for an outcome that the customer does not accept (K-20)."""
    if case.one.state != rules.CLOSED or case.one.accepted is not False:
        return False
    return not any(one.relation == "not_accepted" and one.earlier_id == case.one.id for one in links(case.one.id))


def earlier(case: Case) -> list[tuple[str, str]]:
    """The stages to which a complaint may be sent back, the nearest first, as choices."""
    return [(stage.key, stage.name) for stage in moves.earlier(case.stages, case.one.stage_key or "")]


def stages_to_reopen(case: Case) -> list[tuple[str, str]]:
    """The stages at which a closed complaint may go on, as choices."""
    return [(stage.key, stage.name) for stage in case.stages if stage.kind != moves.CLOSE]


def ready(form: Any, case: Case) -> Any:
    """The form of a deed with its choices."""
    if isinstance(form, forms.SendBackForm):
        form.to.choices = earlier(case)
    elif isinstance(form, forms.ReopenForm):
        form.to.choices = stages_to_reopen(case)
    elif isinstance(form, forms.HandOnForm):
        form.holder_id.choices = form.handler_id.choices = colleagues()
    return form


def _link(complaint_id: int, form: forms.LinkForm, by: Actor) -> None:
    service.link(complaint_id, form.other_id(by), form.relation.data, by=by)


DEEDS = {
    "send-back": CaseDeed(
        Text("Send the complaint back"),
        Text("It goes back to an earlier stage, whose holder has to add or correct something. Its day stays."),
        Text("Send it back"),
        forms.SendBackForm,
        _may_go_back,
        lambda one, form, by: service.send_back(
            one, version=form.seen_version(), to=form.to.data, reason=form.reason.data, by=by
        ),
    ),
    "hand-on": CaseDeed(
        Text("Hand the complaint on"),
        Text("Somebody else has it at this stage from now on, or follows it up and answers the customer."),
        Text("Hand it on"),
        forms.HandOnForm,
        lambda case: case.seat.may_move,
        lambda one, form, by: service.hand_on(
            one, version=form.seen_version(), holder_id=form.holder_id.data, handler_id=form.handler_id.data,
            reason=form.reason.data, by=by,
        ),
    ),
    "link": CaseDeed(
        Text("Link with another complaint"),
        Text("A link stays for good and is shown on both."),
        Text("Link them"),
        forms.LinkForm,
        lambda case: case.seat.may_write,
        _link,
    ),
    "pause": CaseDeed(
        Text("Let the clocks stand still"),
        Text("Whole working days that pass meanwhile are not counted. What is overdue already stays overdue."),
        Text("Stop the clocks"),
        forms.PauseForm,
        lambda case: _managed(case) and not case.one.paused,
        lambda one, form, by: service.pause(one, version=form.seen_version(), cause=form.cause.data, by=by),
    ),
    "resume": CaseDeed(
        Text("Let the clocks run again"),
        Text("The days are counted on from today."),
        Text("Let them run"),
        forms.ConfirmForm,
        lambda case: _managed(case) and case.one.paused,
        lambda one, form, by: service.resume(one, version=form.seen_version(), by=by),
    ),
    "follow-up": CaseDeed(
        Text("New form, the outcome was not accepted"),
        Text("A new complaint begins with what the customer said, linked with this one."),
        Text("Begin the new form"),
        forms.ConfirmForm,
        _may_follow_up,
        lambda one, _form, by: service.follow_up(one, by=by),
    ),
    "reopen": CaseDeed(
        Text("Reopen the complaint"),
        Text("It was closed and goes on. The reopening is counted."),
        Text("Reopen"),
        forms.ReopenForm,
        _may_reopen,
        lambda one, form, by: service.reopen(
            one, version=form.seen_version(), to=form.to.data, reason=form.reason.data, by=by
        ),
        grave=True,
    ),
    "refer": CaseDeed(
        Text("Not ours: refer it"),
        Text("The complaint is documented as not ours and closed."),
        Text("Refer and close"),
        forms.ReferForm,
        lambda case: case.seat.may_write and case.one.decided_on is None,
        lambda one, form, by: service.refer(
            one, version=form.seen_version(), referred_to=form.referred_to.data, words=form.words.data, by=by
        ),
        grave=True,
    ),
    "without-loss": CaseDeed(
        Text("End without loss"),
        Text("Nothing was lost: the complaint ends here, and an abnormality slip asks the units for improvement."),
        Text("End without loss"),
        forms.WordsForm,
        lambda case: case.seat.may_write and case.one.decided_on is None,
        lambda one, form, by: service.end_without_loss(
            one, version=form.seen_version(), words=form.words.data, by=by
        ),
        grave=True,
    ),
    "cancel": CaseDeed(
        Text("Cancel the complaint"),
        Text("Only for what was entered by mistake. Its number stays used."),
        Text("Cancel the complaint"),
        forms.ReasonForm,
        _managed,
        lambda one, form, by: service.cancel(one, version=form.seen_version(), reason=form.reason.data, by=by),
        grave=True,
    ),
}  # fmt: skip


def offered(case: Case) -> list[tuple[str, CaseDeed]]:
    """The deeds that are open to this user at this complaint now."""
    return [(name, deed) for name, deed in DEEDS.items() if deed.offered(case)]
