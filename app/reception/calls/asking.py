"""What is known of the person on the telephone, while the call is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app import clock
from app.domain.actor import Actor
from app.domain.text import Text
from app.office.policy import queries as policy
from app.office.staff.queries import colleagues
from app.reception.calls import queries
from app.reception.calls.forms import CallForm
from app.reception.calls.policy import CallPolicy
from app.reception.calls.rules import UNKNOWN
from app.reception.counters.queries import purpose_choices
from app.reception.queue.queries import Door, door
from app.reception.queue.rules import phone_of
from app.web.converters import id_typed
from app.web.language import say


@dataclass(frozen=True, slots=True)
class Known:
    """What is known: the customers that may call, the door's own words on him, calls whose matter may be meant."""

    door: Door | None
    earlier: Sequence[Any]
    settings: CallPolicy

    @property
    def customers(self) -> list[tuple[int, str]]:
        """The customers that may be meant, as choices."""
        return [(one.customer_id, f"{one.number} {one.name}") for one in self.door.known] if self.door else []

    @property
    def sure(self) -> int | None:
        """The customer where only one can be meant."""
        return self.door.one.customer_id if self.door and self.door.one else None

    @property
    def matters(self) -> list[tuple[int, str]]:
        """The earlier calls whose matter may be meant, as choices."""
        return [(row.Call.id, _about(row)) for row in self.earlier]


def known(values: Mapping[str, Any], actor: Actor) -> Known:
    """What is known of whoever has this telephone number, name or file (R-23, R-152); nothing before one is typed."""
    typed = str(values.get("phone") or values.get("name") or "")[:120]
    customer_id, settings = id_typed(values.get("customer_id")), policy.of(CallPolicy)
    if not (typed or customer_id):
        return Known(None, (), settings)
    found = Known(door(typed, actor, customer_id=customer_id), (), settings)
    earlier = queries.may_be_about(
        phone_of(typed),
        customer_id or found.sure,
        clock.today(),
        settings.repeat_days,
        actor,
        call_id=id_typed(values.get("matter_of_id")),
    )
    return replace(found, earlier=earlier)


def ready(form: CallForm, found: Known, actor: Actor) -> CallForm:
    """The form with its choices; whoever types took the call unless he says otherwise."""
    form.purpose_id.choices = purpose_choices()
    form.staff_id.choices = colleagues()
    form.customer_id.choices, form.matter_of_id.choices = found.customers, found.matters
    if form.staff_id.data is None and not form.is_submitted():
        form.staff_id.data = actor.staff_id
    if form.customer_id.data is None and not form.is_submitted():
        form.customer_id.data = found.sure
    if form.first_time.data is None and not form.is_submitted():
        form.first_time.data = UNKNOWN
    if form.purpose_id.data is None and not form.is_submitted() and form.purpose_id.choices:
        form.purpose_id.data = form.purpose_id.choices[0][0]
    return form


def _about(row: Any) -> str:
    about = Text(
        "%(number)s of %(day)s: %(matter)s", number=row.Call.number, day=row.Call.day, matter=row.Call.matter[:80]
    )
    return say(about)
