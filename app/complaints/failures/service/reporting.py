"""Reporting a major failure (故障通报, K-75)."""

from __future__ import annotations

from dataclasses import asdict, replace

from app import clock
from app.complaints.cases.queries import complaint_of
from app.complaints.failures import feature as actions
from app.complaints.failures import rules
from app.complaints.failures.deadlines import SLIP
from app.complaints.failures.models import Failure
from app.complaints.failures.policy import FailurePolicy
from app.complaints.failures.queries import page_url, signatory_for, subject_of
from app.complaints.failures.service.changing import ask, write_note
from app.complaints.failures.tasks import TOLD, TRACK
from app.complaints.naming import holder_of, holders_of, home_of
from app.customers.files.queries import seen
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.approvals.queries_people import names_of
from app.office.deadlines.service import start_deadline
from app.office.history.service import record
from app.office.numbering.service import next_number
from app.office.policy import queries as policy
from app.unit_of_work import current_work, unit_of_work


def report(new: rules.NewFailure, *, by: Actor) -> Failure:
    """Report a major failure (K-75): signatory, responsible manager and top leaders are told, and the telling is noted.

    Where technical service solved it first the contact slip must follow (K-77). Raises Refused for what is missing,
    NoResultFound for a complaint or customer that the actor may not know of.
    """
    if by.staff_id is None:
        raise Refused(Text("Only a member of staff reports failures. Say who you are with --by."))
    with unit_of_work(by=by) as work:
        rules.check_new(new, work.at)
        one = _stored(_with_people(new, by), by)
        told = _tell(one, by)
        if one.solved_first:
            start_slip(one, by.staff_id, by=by)
        facts = {"number": one.number, "told": "、".join(told)}
        record(actions.REPORTED, subject_of(one.id), customer_id=one.customer_id, facts=facts)
    return one


def start_slip(one: Failure, staff_id: int | None, *, by: Actor) -> None:
    """Let the time run in which the contact slip has to follow (K-77)."""
    start_deadline(
        SLIP,
        subject_of(one.id),
        arrived_at=current_work().at,
        facts={"number": one.number},
        url=page_url(one.id),
        staff_id=staff_id,
        customer_id=one.customer_id,
        by=by,
    )


def _with_people(new: rules.NewFailure, by: Actor) -> rules.NewFailure:
    """The report with its signatory and its manager, and the customer of its complaint."""
    if new.complaint_id is not None:
        case = complaint_of(new.complaint_id, by)
        new = replace(new, customer_id=new.customer_id or case.customer_id)
    elif new.customer_id is not None:
        seen(new.customer_id, by)
    signatory = new.signatory_id or signatory_for(new.customer_id, home_of(by.staff_id))
    manager = new.manager_id or holder_of(policy.of(FailurePolicy).manager, home_of(signatory))
    return replace(new, signatory_id=signatory, manager_id=manager)


def _stored(new: rules.NewFailure, by: Actor) -> Failure:
    work = current_work()
    day = clock.local(work.at).date()
    one = Failure(**asdict(new), state=rules.REPORTED, reported_by_id=by.staff_id, made_by=by.name, made_at=work.at)
    one.number = rules.number_of(day, next_number("failure", f"{day:%y%m}"))
    one.place, one.symptom = new.place.strip(), new.symptom.strip()
    work.session.add(one)
    work.session.flush()
    return one


def _tell(one: Failure, by: Actor) -> list[str]:
    """Tell whoever must know, each once and not whoever reports; return their names."""
    told = dict.fromkeys((one.manager_id, one.signatory_id, *holders_of(policy.of(FailurePolicy).leaders)))
    names = names_of(told)
    ask(TRACK, one, one.manager_id, {}, by=by)
    for person in [one for one in told if one not in (None, by.staff_id)]:
        ask(TOLD, one, person, {"place": one.place, "symptom": rules.short(one.symptom)}, by=by)
        write_note(one.id, rules.TOLD, told=names.get(person))
    return [names[person] for person in told if person is not None and person != by.staff_id and person in names]
