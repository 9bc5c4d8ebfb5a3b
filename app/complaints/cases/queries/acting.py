"""Who may do what with a complaint: whoever holds it, whose department holds it, who stands in, who manages it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.complaints.cases.feature import HANDLE, MANAGE, REGISTER, SEE_ALL
from app.complaints.cases.models import Complaint
from app.complaints.cases.moves import NUMBER
from app.complaints.cases.queries.one import complaint_of
from app.complaints.cases.rules import OPEN, Asking
from app.complaints.fields import FIELDS
from app.domain.actor import Actor
from app.office.tasks.queries.desk import desk_of

CUSTOMER = "customer_id"


@dataclass(frozen=True, slots=True)
class Seat:
    """How an actor stands to a complaint.

    `holds`: the stage where it is is his, his department's, or that of somebody for whom he stands in (`acts_for`).
    `handles`: he accepts, follows up and answers. `first`: he heard of it first. `manages`: he may hand it on, pause,
    cancel and reopen it.
    """

    complaint: Complaint
    holds: bool
    handles: bool
    first: bool
    manages: bool
    acts_for: int | None

    @property
    def is_open(self) -> bool:
        """Whether the complaint is open."""
        return self.complaint.state == OPEN

    @property
    def may_move(self) -> bool:
        """Whether he may pass it on or send it back now."""
        return self.is_open and (self.holds or self.manages)

    @property
    def may_write(self) -> bool:
        """Whether he may change what is written down of it now."""
        return self.is_open and (self.holds or self.handles or self.manages)


def seat(complaint_id: int, actor: Actor, stage_kind: str | None = None) -> Seat:
    """How this actor stands to a complaint, as stored now, at a stage of this kind. Raises NoResultFound."""
    return seat_at(complaint_of(complaint_id, actor), actor, stage_kind)


def seat_at(one: Complaint, actor: Actor, stage_kind: str | None = None) -> Seat:
    """The same for a complaint that was read."""
    desk = desk_of(actor)
    mine = one.holder_id is not None and one.holder_id in desk.people
    ours = one.holder_department_id in actor.departments(HANDLE.name)
    numbers = stage_kind == NUMBER and actor.may(REGISTER.name)
    return Seat(
        complaint=one,
        holds=actor.has_every_right or mine or ours or numbers,
        handles=one.handler_id in desk.people,
        first=one.first_contact_id in desk.people,
        manages=manages(one, actor),
        acts_for=_acts_for(one, desk.stood_in_for) if not ours else None,
    )


def manages(one: Complaint, actor: Actor) -> bool:
    """Whether this actor may hand on, pause, cancel and reopen this complaint (K-08).

    Whoever sees every complaint may so with every one, others with those that a department of theirs holds, took or is
    responsible for.
    """
    if actor.has_every_right or (actor.may(MANAGE.name) and actor.may(SEE_ALL.name)):
        return True
    concerned = {one.holder_department_id, one.department_id, one.responsible_department_id}
    return not concerned.isdisjoint(actor.departments(MANAGE.name))


def writable(found: Seat, here: Asking) -> frozenset[str]:
    """The fields that whoever stands so to a complaint may correct while it is at this stage."""
    if found.manages:
        return frozenset({*FIELDS, CUSTOMER})
    said = {key for key, one in FIELDS.items() if one.group in ("report", "goods")} | {CUSTOMER}
    return frozenset(said | ({*here.asks, *here.needs} if found.holds else set()))


def _acts_for(one: Complaint, stood_in_for: Iterable[int]) -> int | None:
    """For whom of this complaint the actor stands in."""
    return next((person for person in (one.holder_id, one.handler_id) if person in set(stood_in_for)), None)
