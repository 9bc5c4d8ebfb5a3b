"""The moves of one sheet that have a page: form, title, verb, and what the form needs to be filled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app import clock
from app.customers.files.queries import id_of
from app.customers.stationery import forms, rules, service
from app.customers.stationery.people import choices, recipients
from app.customers.stationery.queries.sheets import Seen
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text

Verb = Callable[[Seen, Any, Actor], object]


@dataclass(frozen=True, slots=True)
class SheetDeed:
    """A move with a page: the word in its address, the move, its form, its title and its button, its verb."""

    word: str
    move: str
    form: Callable[..., Any]
    title: Text
    button: Text
    verb: Verb


def _plain(verb: Callable[..., object]) -> Verb:
    return lambda seen, form, by: verb(seen.blank.id, form.seen_version(), form.new_move(), by=by)


def _sign(seen: Seen, form: forms.SignForm, by: Actor) -> object:
    """Sign with the customer of this number. Raises Refused for no such customer."""
    customer_id = id_of(form.customer.data)
    if customer_id is None:
        raise Refused(Text("This customer is not known."), field="customer")
    contract = form.contract(seen.blank.serial, form.on_day.data or clock.today(), seen.blank.holder_id)
    return service.sign(seen.blank.id, form.seen_version(), customer_id, form.new_move(), contract, by=by)


DEEDS = {
    one.word: one
    for one in (
        SheetDeed("take", rules.TAKE, forms.KeeperForm, Text("Who keeps it from now on"), Text("Hand it over"),
                  _plain(service.move)),
        SheetDeed("return", rules.RETURN, forms.KeeperForm, Text("Returned blank"), Text("Take it back into stock"),
                  _plain(service.move)),
        SheetDeed("sign", rules.SIGN, forms.SignForm, Text("Signed"), Text("It was signed"), _sign),
        SheetDeed("pass", rules.PASS, forms.PassForm, Text("Pass on for approval"), Text("Pass it on"),
                  _plain(service.pass_on)),
        SheetDeed("back", rules.BACK, forms.PlainForm, Text("It came back"), Text("It came back"),
                  _plain(service.give_back)),
        SheetDeed("void", rules.SPOIL, forms.ReasonForm, Text("Make it void"), Text("Make it void"),
                  _plain(service.spoil)),
        SheetDeed("lost", rules.LOSE, forms.ReasonForm, Text("It is lost"), Text("Enter the loss"),
                  _plain(service.lose)),
        SheetDeed("found", rules.FIND, forms.PlainForm, Text("It was found"), Text("I have found it"),
                  _plain(service.move)),
    )
}  # fmt: skip


def ready(deed: SheetDeed, seen: Seen, by: Actor) -> Any:
    """The form of a deed with the people among whom it lets one choose."""
    form = deed.form(data={"version": seen.blank.version})
    form.move = deed.move
    if "staff_id" in form:
        form.staff_id.choices = choices(recipients(deed.move, by.staff_id, service.amount_of(seen.blank)))
        if deed.move == rules.RETURN and form.staff_id.data is None and not form.is_submitted():
            form.staff_id.data = by.staff_id
    return form


def deeds_for(seen: Seen, parts: frozenset[str]) -> list[SheetDeed]:
    """The deeds that somebody in these parts may do with this sheet now."""
    possible = rules.moves_for(service.sheet_of(seen.blank), parts)
    return [deed for deed in DEEDS.values() if deed.move in possible]
