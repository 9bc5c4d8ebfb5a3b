"""What is known of whoever asks, while it is typed: customers that may be meant, and enquiries of the same matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import NoResultFound

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.staff.queries import colleagues
from app.reception.calls.queries import call
from app.reception.enquiries.forms import NewForm
from app.reception.enquiries.queries.people import proposed
from app.reception.enquiries.queries.repeats import Alike, alike
from app.reception.enquiries.rules import KINDS, OPEN, STATES
from app.reception.queue.queries import Door, door, visit
from app.reception.queue.rules import phone_of
from app.web.converters import id_typed
from app.web.language import say

ANOTHER = "new"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known: customers with their marks, and earlier enquiries whose matter may be meant."""

    door: Door | None
    earlier: Sequence[Alike]

    @property
    def sure(self) -> int | None:
        """The customer where only one can be meant."""
        return self.door.one.customer_id if self.door and self.door.one else None

    @property
    def must_be_said(self) -> bool:
        """True where something of theirs is still open: then whoever registers says whether it is the same matter."""
        return any(one.state == OPEN for one in self.earlier)


def known(typed: Mapping[str, Any], actor: Actor) -> Known:
    """What is known of whoever has this telephone number, name or file (R-152); nothing before one is typed."""
    text, customer_id = str(typed.get("phone") or typed.get("name") or "")[:120], id_typed(typed.get("customer_id"))
    if not (text or customer_id):
        return Known(None, ())
    found = Known(door(text, actor, customer_id=customer_id), ())
    return Known(found.door, alike(phone_of(text), customer_id or found.sure, actor))


def prefilled(args: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The fields as a visit or call gives them, where the address names one that this actor may see."""
    values = {name: text for name, text in args.items() if name in ("phone", "name", "matter", "kind", "channel")}
    values |= {"customer_id": id_typed(args.get("customer_id"))}
    try:
        if visit_id := id_typed(args.get("visit")):
            came = visit(visit_id, actor)
            values |= {"visit_id": came.id, "name": came.name, "phone": came.phone, "customer_id": came.customer_id}
            values |= {"channel": "counter", "matter": came.needs}
        if call_id := id_typed(args.get("call")):
            rang = call(call_id, actor).call
            values |= {"call_id": rang.id, "name": rang.name, "phone": rang.phone, "customer_id": rang.customer_id}
            values |= {"channel": "phone", "matter": rang.matter}
    except NoResultFound:
        return values
    return values


def ready(form: NewForm, found: Known, actor: Actor) -> NewForm:
    """The form with its choices; the one customer who can be meant is chosen, until another is."""
    form.customer_id.choices = [
        (one.customer_id, f"{one.number} {one.name} {one.tail}") for one in (found.door.known if found.door else ())
    ]
    earlier = [(str(one.id), _about(one)) for one in found.earlier]
    form.matter_of.choices = [*earlier, (ANOTHER, say(Text("No, another matter")))] if earlier else []
    form.to.choices = colleagues(actor.staff_id)
    if form.customer_id.data is None and not form.is_submitted():
        form.customer_id.data = found.sure
    return form


def to_whom(form: NewForm, actor: Actor) -> int | None:
    """Whom the new enquiry is handed to; without a choice whoever the routing of the office names. Raises Refused."""
    if form.to.data is not None:
        return int(form.to.data)
    if actor.staff_id is None:
        return None
    found = proposed(actor.staff_id).staff_id
    if found is None:
        raise Refused(Text("Nobody in charge is here. Choose a colleague."), field="to")
    return found


def check_matter(form: NewForm, found: Known) -> None:
    """Refuse to pass over the question whether it is the same matter while one of theirs is open (R-152)."""
    if found.must_be_said and not form.matter_of.data:
        raise Refused(
            Text("Something of this customer is still open. Say whether it is the same matter."), field="matter_of"
        )


def _about(one: Alike) -> str:
    about = Text(
        "%(number)s of %(day)s, %(state)s, with %(owner)s: %(matter)s",
        number=one.number,
        day=one.day,
        state=Text(STATES[one.state]),
        owner=one.owner,
        matter=one.matter or Text(KINDS.get(one.kind, one.kind)),
    )
    return say(about)
