"""Commands given by hand (指令), and what becomes of them until the giver has looked at what was done (S-13, S-14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from app import clock
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.tasks import rules
from app.office.tasks.feature import CANCELLED, CONFIRMED, FINISHED, GIVEN, GIVEN_BACK, SENT_BACK
from app.office.tasks.kinds import COMMAND, Party
from app.office.tasks.models import Command, Task
from app.office.tasks.queries.addressees import holders, subordinates
from app.office.tasks.service.changing import changed_by, named, subject_of
from app.office.tasks.service.opening import open_task
from app.unit_of_work import unit_of_work


@dataclass(frozen=True, slots=True)
class NewCommand:
    """The six parts of a complete command (S-13): who, what, by when, where, plan of action, how it is checked.

    `way` tells how it was given: spoken, written or meeting.
    """

    to: Party
    what: str
    due_on: date
    place: str
    plan: str
    control: str
    way: str


def give_command(new: NewCommand, *, by: Actor) -> int:
    """Give a command and return the id of its task (S-13, S-14).

    Raises Refused for a part that is missing, a day that is over, and somebody who takes no commands of the giver.
    """
    with unit_of_work(by=by) as work:
        _check(new, by)
        month = f"{clock.today():%y%m}"
        number = rules.number_of(clock.today(), next_number("command", month))
        facts = {"number": number, "what": rules.short(new.what)}
        task_id = open_task(COMMAND, "task", facts=facts, url="", to=new.to, due_on=new.due_on, by=by)
        own = {"subject": subject_of(task_id), "given_by_id": by.staff_id}
        work.session.execute(update(Task).where(Task.id == task_id).values(own))
        words = {"what": new.what, "place": new.place, "plan": new.plan, "control": new.control}
        work.session.add(Command(task_id=task_id, number=number, form=new.way, **words))
        work.session.flush()
        record(GIVEN, subject_of(task_id), facts={**facts, "to": named(new.to), "due_on": new.due_on})
    return task_id


def finish(task_id: int, version: int, result: str, *, by: Actor) -> None:
    """Say that a command is done and with which result; its giver then looks at it (S-13).

    Raises NoResultFound for a task that is not his business, Conflict where somebody was quicker, Refused for one
    that is done in its own place.
    """
    with changed_by(task_id, version, rules.FINISH, by=by) as change:
        change.to({"state": rules.DONE, "result": result, **change.ended()})
        record(FINISHED, change.subject, facts={**change.facts, "result": rules.short(result)})


def confirm(task_id: int, version: int, remark: str | None, *, by: Actor) -> None:
    """Confirm, as the giver, that a command was carried out as it should be (S-13). Raises as `finish` does."""
    with changed_by(task_id, version, rules.CONFIRM, by=by) as change:
        change.to({"state": rules.CONFIRMED})
        record(CONFIRMED, change.subject, facts=change.facts, reason=remark)


def send_back(task_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Send a command back to whoever says it is done, because it is not (S-13). Raises as `finish` does."""
    with changed_by(task_id, version, rules.SEND_BACK, by=by) as change:
        change.to({"state": rules.OPEN, "ended_at": None, "ended_by_id": None, "ended_by": None})
        record(SENT_BACK, change.subject, facts={**change.facts, "to": named(change.party)}, reason=reason)


def give_back(task_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Give a command back to its giver, because it cannot be done like this (O-11). Raises as `finish` does."""
    with changed_by(task_id, version, rules.GIVE_BACK, by=by) as change:
        change.to({"state": rules.RETURNED})
        facts = {**change.facts, "to": named(Party(staff_id=change.task.given_by_id))}
        record(GIVEN_BACK, change.subject, facts=facts, reason=reason)


def cancel(task_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Take a command back as its giver, before it is done (O-11). Raises as `finish` does."""
    with changed_by(task_id, version, rules.CANCEL, by=by) as change:
        change.to({"state": rules.CANCELLED, **change.ended()})
        record(CANCELLED, change.subject, facts=change.facts, reason=reason)


def check_takes_commands(to: Party, by: Actor) -> None:
    """Refuse a command to somebody who takes none of this giver, and to a role that such a one holds (S-14)."""
    below = {staff_id for staff_id, _ in subordinates(by)}
    if to.staff_id is not None and to.staff_id not in below:
        raise Refused(Text("This person takes no commands from you. Choose one of the list."), field="staff_id")
    if to.role_id is not None:
        held_by = set(holders(to.role_id, to.department_id)) - {by.staff_id}
        if not held_by:
            raise Refused(Text("Nobody else holds this role there. Choose another, or a person."), field="role_id")
        if not held_by <= below:
            sentence = Text("Not everybody who holds this role there takes commands from you. Choose a person.")
            raise Refused(sentence, field="role_id")


def _check(new: NewCommand, by: Actor) -> None:
    rules.check_complete({"what": new.what, "place": new.place, "plan": new.plan, "control": new.control})
    rules.check_way(new.way)
    rules.check_day(new.due_on, clock.today())
    rules.check_addressee(new.to.staff_id, new.to.role_id)
    check_takes_commands(new.to, by)
