"""From the form at the door to the visitor that is registered: whom the words mean, and what was known already."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.extensions import db
from app.office.staff.queries import colleagues
from app.reception.counters.queries import purpose_choices
from app.reception.queue import queries
from app.reception.queue.forms import RegisterForm
from app.reception.queue.kinds import Hint
from app.reception.queue.models import Visit
from app.reception.queue.queries import Door
from app.reception.queue.rules import NewVisit

ENDPOINT = "queue.register"
NONE, NO_HINT = 0, "-"  # "none of them", where customers and hints are offered
BOXES = ("purpose_id", "name", "channel", "party", "first_time")
USUAL = {"name": "", "phone": None, "party": 1, "channel": "walk_in", "first_time": "unknown", "asked_for": ()}


def fresh_form(purposes: Sequence[tuple[int, str]]) -> RegisterForm:
    """An empty form for the next visitor."""
    return RegisterForm(formdata=None, endpoint=ENDPOINT).with_choices(list(purposes), colleagues())


def posted_form() -> RegisterForm:
    """The form as it was sent."""
    return RegisterForm(endpoint=ENDPOINT).with_choices(purpose_choices(), colleagues())


def offer(form: RegisterForm, door: Door) -> None:
    """Let the form take what the door knows: the customer and the hint that were chosen, else those that are sure."""
    ids = {one.customer_id for one in door.known}
    form.customer_id.choices = [(NONE, ""), *((one.customer_id, one.name) for one in door.known)]
    if form.customer_id.data not in {NONE, *ids}:
        form.customer_id.data = door.one.customer_id if door.one else None
    if form.hint.data not in {NO_HINT, *map(key_of, door.hints)}:
        form.hint.data = next((key_of(hint) for hint in door.hints if hint.sure), "")


def key_of(hint: Hint) -> str:
    """A hint by what it says, to find it again when the form is sent."""
    return f"{hint.kind}:" + ",".join(f"{name}={hint.values[name]}" for name in sorted(hint.values))


def fills(hint: Hint) -> str:
    """What a hint writes into the boxes of the form, as JSON."""
    return json.dumps({name: hint.values[name] for name in BOXES if hint.values.get(name) is not None})


def new_visit(form: RegisterForm, door: Door, actor: Actor) -> NewVisit:
    """The visitor as typed, with what the chosen hint knows of him. Raises Refused beside the field."""
    typed = {
        "name": form.spoken_name(),
        "phone": form.phone(),
        "channel": form.channel.data,
        "party": form.party.data,
        "first_time": form.first_time.data,
        "asked_for": form.named(),
    }
    hint = next((one for one in door.hints if key_of(one) == form.hint.data), None)
    known = dict(hint.values) if hint else {}
    mine = {name: value for name, value in typed.items() if value != USUAL[name] or name not in known}
    return NewVisit(**{**_said(form, actor), **known, **mine, "purpose_id": _purpose(form, known)})


def _said(form: RegisterForm, actor: Actor) -> dict[str, Any]:
    """What only this form says."""
    return {
        "customer_id": form.customer_id.data or None,
        "needs": form.needs.data,
        "vip": form.vip.data,
        "forgot": form.forgot.data,
        "complains": form.complains.data,
        "leader_named": form.leader_named.data,
        "brought_by_id": customer_meant(form.brought_by.data, actor, "brought_by"),
        "family_of_id": _family(form.family_of.data),
        "again": form.again.data,
    }


def _purpose(form: RegisterForm, known: dict[str, Any]) -> int:
    """The purpose as chosen; that of the hint where the usual one was left standing."""
    usual = form.purpose_id.choices[0][0] if form.purpose_id.choices else None
    chosen = form.purpose_id.data
    return int(known.get("purpose_id", chosen) if chosen == usual else chosen)


def customer_meant(typed: str | None, actor: Actor, field: str) -> int | None:
    """The customer whom a number, telephone number or name means; None for nothing typed. Raises Refused."""
    if not typed:
        return None
    door = queries.door(typed, actor)
    found: Sequence[Any] = [door.one] if door.one else door.known
    if len(found) != 1:
        sentence = Text("No customer is like that.") if not found else Text("Several customers are like that.")
        raise Refused(Text("%(sentence)s Please type the customer's number.", sentence=sentence), field=field)
    customer_id: int = found[0].customer_id
    return customer_id


def _family(number: str | None) -> int | None:
    """The visit of today that has this number. Raises Refused."""
    if not number:
        return None
    query = select(Visit.id).where(Visit.day == clock.today(), Visit.number == number.upper())
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Refused(Text("Nobody has this number today."), field="family_of")
    return found
