"""The deeds on a service order that have a page of their own: form, words and verb."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app import clock
from app.complaints.cases import origins
from app.complaints.naming import customer_named, customers_of
from app.complaints.service_orders import forms, rules, service
from app.complaints.service_orders.models import ServiceOrder
from app.domain.actor import Actor
from app.domain.text import Text
from app.web.converters import id_typed

BROUGHT_BY = ("visit", "call")


@dataclass(frozen=True, slots=True)
class OrderDeed:
    """A deed with a page: its move, form, title and button, what its form begins with, its verb."""

    move: str
    form: Callable[..., Any]
    title: Text
    button: Text
    begin: Callable[[ServiceOrder], dict[str, Any]]
    verb: Callable[[int, Any, Actor], object]


def prefilled(args: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The fields as the address gives them: of a visit or a call that somebody answers for, of a customer."""
    subject = next((f"{kind}:{args[kind]}" for kind in BROUGHT_BY if id_typed(args.get(kind))), None)
    found = dict(origins.origin(subject, actor) or {})
    customer_id = id_typed(args.get("customer")) or found.get("customer_id")
    number, _ = customers_of([customer_id], actor).get(customer_id or 0, (None, None))
    names = {name: args.get(name) or found.get(name) for name in ("contact_name", "contact_phone")}
    return {**names, "what": found.get("facts"), "customer": number, "came_from": subject, "asked_at": clock.now()}


def taken(form: forms.NewForm, by: Actor) -> int:
    """Take the request that was typed; returns the id. Raises Refused."""
    kind, _, number = (form.came_from.data or "").partition(":")
    came_from = f"{kind}:{number}" if kind in BROUGHT_BY and id_typed(number) else None
    return service.take(form.request(customer_named(form.customer.data, by), came_from), by=by).id


def _change(order_id: int, form: forms.ChangeForm, by: Actor) -> None:
    plain = {name: form[name].data for name in ("place", "what", "part")}
    values = {**plain, "warranty": forms.warranty_of(form.warranty.data)}
    service.change(order_id, form.seen_version(), values, by=by)


def _refer(order_id: int, form: forms.ReferForm, by: Actor) -> None:
    said = (form.referred_to.data or "", form.words.data or "", form.told_on.data)
    service.refer(order_id, form.seen_version(), *said, by=by)


def _finish(order_id: int, form: forms.FinishForm, by: Actor) -> None:
    said = {"satisfied": form.satisfied.data, "fee": form.fee_fen.data}
    service.finish(order_id, form.seen_version(), form.done_at.data, form.result.data or "", **said, by=by)


def _as_known(one: ServiceOrder) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in ("place", "what", "part")}
    return {**plain, "warranty": forms.choice_of(one.warranty)}


def _today(_one: ServiceOrder) -> dict[str, Any]:
    return {"told_on": clock.today()}


DEEDS = {
    "change": OrderDeed(
        rules.ACCEPT,
        forms.ChangeForm,
        Text("Change a repair request"),
        Text("Store the change"),
        _as_known,
        _change,
    ),
    "accept": OrderDeed(
        rules.ACCEPT,
        forms.AcceptForm,
        Text("Accept it as a service order"),
        Text("Give the order"),
        lambda one: {"task": one.what},
        lambda one, form, by: service.accept(one, form.seen_version(), form.order(), by=by),
    ),
    "refer": OrderDeed(
        rules.REFER, forms.ReferForm, Text("Not ours: pass it on"), Text("It was passed on"), _today, _refer
    ),
    "refuse": OrderDeed(
        rules.REFUSE,
        forms.RefuseForm,
        Text("The owner's own matter"),
        Text("The owner was told so"),
        _today,
        lambda one, form, by: service.refuse(one, form.seen_version(), form.words.data or "", form.told_on.data, by=by),
    ),
    "hand": OrderDeed(
        rules.HAND,
        forms.HandForm,
        Text("Give the order to somebody else"),
        Text("Give it to somebody else"),
        lambda one: {"staff_id": one.staff_id},
        lambda one, form, by: service.hand(one, form.seen_version(), form.staff_id.data, by=by),
    ),
    "done": OrderDeed(
        rules.FINISH,
        forms.FinishForm,
        Text("The order is done"),
        Text("Store the result"),
        lambda one: {"done_at": clock.now(), "fee_fen": one.fee_fen},
        _finish,
    ),
    "ask-after": OrderDeed(
        rules.ASK_AFTER,
        forms.AskAfterForm,
        Text("What the customer says of the repair"),
        Text("Store what he says"),
        lambda one: {"satisfied": one.satisfied},
        lambda one, form, by: service.ask_after(one, form.seen_version(), form.satisfied.data, by=by),
    ),
    "cancel": OrderDeed(
        rules.CANCEL,
        forms.CancelForm,
        Text("Cancel a repair request"),
        Text("Cancel it"),
        lambda _one: {},
        lambda one, form, by: service.cancel(one, form.seen_version(), form.reason.data or "", by=by),
    ),
}
