"""The steps of a visit as the pages offer them: who may take each, what it asks for, and its verb."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import N_, Text
from app.reception.queue import queries, service
from app.reception.queue.at_door import customer_meant
from app.reception.queue.feature import MANAGE, REGISTER, SERVE
from app.reception.queue.forms import StepForm
from app.reception.queue.models import Visit
from app.reception.queue.rules import SERVING, STEPS, WAITING, possible
from app.web.feature import Permission

Verb = Callable[[int, int, StepForm, Actor], Visit]
UNDO, HELPER, LINK = "undo", "helper", "link"
MORE = {  # what may be done with a visit and is no step of it
    UNDO: (N_("Undo the last step"), Text("Last step undone")),
    HELPER: (N_("Invite a colleague to join"), Text("Colleague invited to join")),
    LINK: (N_("Is this customer"), Text("Customer of the visit set")),
}
FINISH_FIRST = ("call", "receive")  # whoever is busy may end the running visit with the same step
IN_ADDRESSES = (
    "<any('assign', 'call', 'recall', 'receive', 'no-show', 'back', 'hold', 'take-back', 'transfer', 'not-needed', "
    "'finish', 'leave', 'cancel', 'undo', 'helper', 'link'):key>"
)


@dataclass(frozen=True, slots=True)
class StepDeed:
    """A step on offer: `rights` of which one is needed, `fields` of StepForm that it wants."""

    rights: tuple[Permission, ...]
    verb: Verb
    fields: tuple[str, ...] = ()


def _plain(verb: Callable[..., Visit]) -> Verb:
    return lambda visit_id, version, _form, by: verb(visit_id, version, by=by)


def _reason(verb: Callable[..., Visit]) -> Verb:
    return lambda visit_id, version, form, by: verb(visit_id, version, form.reason.data, by=by)


def _call(visit_id: int, version: int, form: StepForm, by: Actor) -> Visit:
    return service.call(visit_id, version, reason=form.reason.data, then=then_of(form), by=by)


def _receive(visit_id: int, version: int, form: StepForm, by: Actor) -> Visit:
    return service.receive(visit_id, version, then=then_of(form), by=by)


def _transfer(visit_id: int, version: int, form: StepForm, by: Actor) -> Visit:
    to: dict[str, Any] = {name: form[name].data for name in ("staff_id", "purpose_id", "desk_id")}
    return service.transfer(visit_id, version, **to, reason=form.reason.data, by=by)


def _assign(visit_id: int, version: int, form: StepForm, by: Actor) -> Visit:
    return service.assign(visit_id, version, form.chosen("staff_id"), form.reason.data, by=by)


def _finish(visit_id: int, version: int, form: StepForm, by: Actor) -> Visit:
    return service.finish(visit_id, version, form.outcome.data, form.note.data, by=by)


def _helper(visit_id: int, _version: int, form: StepForm, by: Actor) -> Visit:
    service.invite_helper(visit_id, form.chosen("staff_id"), form.note.data, by=by)
    return queries.visit(visit_id, by)


def _link(visit_id: int, version: int, form: StepForm, by: Actor) -> Visit:
    customer_id = customer_meant(form.customer.data, by, "customer")
    if customer_id is None:
        raise Refused(Text("Please fill this in."), field="customer")
    return service.link_customer(visit_id, version, customer_id, by=by)


DEEDS: Mapping[str, StepDeed] = {
    "call": StepDeed((SERVE,), _call, ("reason",)),
    "recall": StepDeed((SERVE,), _plain(service.recall)),
    "receive": StepDeed((SERVE, REGISTER), _receive),
    "no_show": StepDeed((SERVE,), _plain(service.no_show)),
    "back": StepDeed((REGISTER, SERVE), _plain(service.bring_back)),
    "take_back": StepDeed((SERVE,), _plain(service.take_back)),
    UNDO: StepDeed((SERVE, MANAGE), _plain(service.undo)),
    "finish": StepDeed((SERVE,), _finish, ("outcome", "note")),
    "hold": StepDeed((SERVE,), _reason(service.hold), ("reason",)),
    "transfer": StepDeed((SERVE, MANAGE), _transfer, ("staff_id", "purpose_id", "desk_id", "reason")),
    "assign": StepDeed((MANAGE,), _assign, ("staff_id", "reason")),
    HELPER: StepDeed((SERVE,), _helper, ("staff_id", "note")),
    LINK: StepDeed((REGISTER, SERVE), _link, ("customer",)),
    "not_needed": StepDeed((REGISTER, SERVE), _reason(service.not_needed), ("reason",)),
    "leave": StepDeed((REGISTER, SERVE), _reason(service.leave), ("reason",)),
    "cancel": StepDeed((REGISTER, MANAGE), _reason(service.cancel), ("reason",)),
}


def then_of(form: StepForm) -> str:
    """What is to happen where somebody is still busy: "finish" once he was asked and said so."""
    return "finish" if form.then.data == "finish" else "ask"


def label_of(key: str) -> Text:
    """What the button says."""
    return Text(MORE[key][0] if key in MORE else STEPS[key].label)


def done_of(key: str) -> Text:
    """What is said once it is done."""
    return MORE[key][1] if key in MORE else Text(STEPS[key].done)


def offered(state: str, actor: Actor) -> Sequence[tuple[str, StepDeed]]:
    """What this actor may do with a visit in this state, in the order of DEEDS."""
    now = {*possible(state), LINK, *((HELPER,) if state == SERVING else ()), *((UNDO,) if state != WAITING else ())}
    return [(key, deed) for key, deed in DEEDS.items() if key in now and allowed(deed, actor)]


def allowed(deed: StepDeed, actor: Actor) -> bool:
    """Tell whether this actor may take the step at all; the verbs look at the rest."""
    return any(actor.may(right.name) for right in deed.rights)
