"""Handing an enquiry over: offered by whoever has it, his until the other takes it (R-148)."""

from __future__ import annotations

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.deadlines.queries.shown import shown_of
from app.office.tasks.kinds import Party
from app.office.tasks.service import close_tasks, open_task
from app.reception.enquiries import feature as actions
from app.reception.enquiries.queries.one import page_of
from app.reception.enquiries.queries.people import home_of, name_of, office_today
from app.reception.enquiries.rules import (
    ACCEPT,
    ACCEPTED,
    GIVE_BACK,
    GIVEN_BACK,
    HAND_ON,
    HANDED_ON,
    resolved,
    short,
)
from app.reception.enquiries.service.changing import Change, changed_by, pass_deadline, write_step
from app.reception.enquiries.tasks import OFFERED, RETURNED


def hand_on(enquiry_id: int, version: int, to: int, words: str | None, *, by: Actor) -> int:
    """Ask somebody to take an enquiry over (R-148); it stays with its owner until he does. Returns who is asked.

    Whoever is away is represented by his stand-in. Raises NoResultFound, Conflict, and Refused where nobody is here.
    """
    with changed_by(enquiry_id, version, HAND_ON, by=by) as change:
        one = change.enquiry
        asked = resolved(to, one.owner_id, office_today())
        close_tasks(change.subject, outcome="cancelled", kind=OFFERED, by=by)
        close_tasks(change.subject, kind=RETURNED, by=by)
        change.to(offered_id=asked)
        write_step(one.id, HANDED_ON, sender=one.owner_id, addressee=asked, words=words)
        names = {"from": name_of(one.owner_id), "to": name_of(asked)}
        change.recorded(actions.HANDED_ON, reason=words, **names)
        _open_offer(change, asked, names["from"], by)
    return asked


def accept(enquiry_id: int, version: int, *, by: Actor) -> None:
    """Take an enquiry over, with its deadline (R-148). Raises NoResultFound, Conflict, Refused for others."""
    with changed_by(enquiry_id, version, ACCEPT, by=by) as change:
        one, before = change.enquiry, change.enquiry.owner_id
        heir = one.offered_id or before
        change.to(owner_id=heir, offered_id=None, department_id=home_of(heir) or one.department_id)
        write_step(one.id, ACCEPTED, sender=before, addressee=heir)
        close_tasks(change.subject, kind=OFFERED, by=by)
        pass_deadline(one, heir, by=by)
        change.recorded(actions.ACCEPTED, **{"from": name_of(before), "to": name_of(heir)})


def give_back(enquiry_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Refuse to take an enquiry over, with the reason; its owner has to see to it (R-148).

    Raises NoResultFound, Conflict, and Refused for who was not asked or gives no reason.
    """
    if not reason:
        raise Refused(Text("Please say why you give it back."), field="reason")
    with changed_by(enquiry_id, version, GIVE_BACK, by=by) as change:
        one, asked = change.enquiry, change.enquiry.offered_id
        change.to(offered_id=None)
        write_step(one.id, GIVEN_BACK, sender=asked, addressee=one.owner_id, words=reason)
        close_tasks(change.subject, kind=OFFERED, by=by)
        change.recorded(actions.GIVEN_BACK, reason=reason, to=name_of(one.owner_id))
        facts = {"number": one.number, "from": name_of(asked), "words": short(reason)}
        _tell_owner(change, facts, by)


def _open_offer(change: Change, asked: int, sender: str, by: Actor) -> None:
    one = change.enquiry
    due = shown_of([one.deadline_id]).get(one.deadline_id) if one.deadline_id else None
    open_task(
        OFFERED,
        change.subject,
        facts={"number": one.number, "from": sender, "matter": short(one.matter)},
        url=page_of(one.id),
        to=Party(staff_id=asked),
        due_on=due.due_on if due else None,
        customer_id=one.customer_id,
        by=by,
    )


def _tell_owner(change: Change, facts: dict[str, str], by: Actor) -> None:
    one = change.enquiry
    open_task(
        RETURNED,
        change.subject,
        facts=facts,
        url=page_of(one.id),
        to=Party(staff_id=one.owner_id),
        due_on=None,
        customer_id=one.customer_id,
        by=by,
    )
