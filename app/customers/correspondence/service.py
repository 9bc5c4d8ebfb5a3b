"""Recording, correcting and answering letters, calls and messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.customers.contacts.models import Contact
from app.customers.contracts.models import Contract
from app.customers.correspondence import queries, rules
from app.customers.correspondence.deadlines import ANSWER
from app.customers.correspondence.feature import ANSWERED, CHANGED, RECORDED
from app.customers.correspondence.models import Letter
from app.customers.correspondence.queries import page_url, subject_of
from app.customers.correspondence.rules import Answer, NewLetter
from app.customers.files.models import Customer
from app.customers.files.queries import file_to_change
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.deadlines.models import Deadline
from app.office.deadlines.service import hand_deadline, start_deadline, stop_deadlines
from app.office.history.service import changes, record
from app.office.numbering.service import next_number
from app.office.staff.models import Staff
from app.unit_of_work import current_work, unit_of_work
from app.web.feature import Action

SCOPE = "correspondence"
FIELDS = tuple(rules.LABELS)
CODED = {"way": rules.WAYS, "direction": rules.DIRECTIONS, "counterpart": rules.COUNTERPARTS}


def record_letter(customer_id: int, new: NewLetter, answer: Answer | None = None, *, by: Actor) -> Letter:
    """Record an exchange with a customer (C-21, C-93); what he asked is to be answered in time, or is answered (C-94).

    Raises NoResultFound for a file that is not this actor's to change, Refused for what cannot be right.
    """
    with unit_of_work(by=by) as work:
        customer = file_to_change(customer_id, by)
        rules.check(new, clock.now())
        _check_belongs(customer_id, new)
        values = _tidy(asdict(new))
        values["staff_id"] = new.staff_id or _oneself(by)
        made = Letter(**values, customer_id=customer_id, made_at=work.at)
        month = f"{clock.today():%y%m}"
        made.number = rules.number_of(month, next_number(SCOPE, month))
        work.session.add(made)
        work.session.flush()
        _record(RECORDED, made, way=Text(rules.WAYS[made.way]), what=rules.short(made.reason))
        if made.asked:
            _let_run(made, customer, by)
        if answer is not None:
            answer_letter(made.id, made.version, answer, by=by)
    return made


def answer_letter(letter_id: int, version: int, answer: Answer, *, by: Actor) -> Letter:
    """Report back what came of what a customer asked, satisfied or not (C-94); its deadline is kept by that.

    Raises NoResultFound, Refused where nothing was asked or it is answered, Conflict.
    """
    with unit_of_work(by=by):
        one = _to_change(letter_id, by)
        since = clock.local(one.at).date()
        rules.check_answer(one.asked, one.answered_on, answer, since, clock.today())
        moment = clock.at_office(datetime.combine(answer.on, clock.local(clock.now()).time()))
        values = {"answer": answer.words.strip(), "met": answer.met, "answered_on": answer.on}
        changed = _move(letter_id, version, values)
        stop_deadlines(subject_of(letter_id), at=min(moment, clock.now()), by=by)
        outcome = Text("what was asked was met") if answer.met else Text("what was asked was not met")
        _record(ANSWERED, changed, outcome=outcome, what=rules.short(answer.words))
    return changed


def change(letter_id: int, version: int, new: NewLetter, reason: str, *, by: Actor) -> Letter:
    """Correct a record, with the reason; what stood there before stays in history (C-93).

    A question that is new runs from now on; one that was none is dropped; another person answers for it from now on.
    Raises NoResultFound, Refused, Conflict.
    """
    if not reason.strip():
        raise Refused(Text("Please say why."), field="reason_of_change")
    with unit_of_work(by=by):
        before = _to_change(letter_id, by)
        rules.check(new, clock.now())
        _check_belongs(before.customer_id, new)
        values = _tidy(asdict(new))
        values["staff_id"] = new.staff_id or before.staff_id
        changed = changes({name: getattr(before, name) for name in FIELDS}, values)
        had, owed = before.asked, before.staff_id
        one = _move(letter_id, version, values)
        _keep_running(one, had, owed, by)
        _record(CHANGED, one, reason=reason.strip(), changes=_in_words(changed))
    return one


def _keep_running(one: Letter, had: str | None, owed: int, by: Actor) -> None:
    """Let the deadline follow what is asked, and who owes the answer."""
    if one.answered_on is not None:
        return
    if had and not one.asked:
        stop_deadlines(subject_of(one.id), outcome="dropped", by=by)
        one.answer_due_on = None
    elif one.asked and not had:
        _let_run(one, current_work().session.get_one(Customer, one.customer_id), by)
    elif one.asked and one.staff_id != owed:
        running = select(Deadline.id).where(Deadline.subject == subject_of(one.id), Deadline.stopped_on.is_(None))
        for deadline_id in current_work().session.scalars(running).all():
            hand_deadline(deadline_id, one.staff_id, by=by)


def _let_run(one: Letter, customer: Customer, by: Actor) -> None:
    facts = {"number": one.number, "customer": customer.name, "asked": rules.short(one.asked or "")}
    deadline = start_deadline(
        ANSWER, subject_of(one.id), arrived_at=current_work().at, facts=facts, url=page_url(one.id),
        staff_id=one.staff_id, customer_id=one.customer_id, by=by,
    )  # fmt: skip
    one.answer_due_on = deadline.due_on
    current_work().session.flush()


def _to_change(letter_id: int, by: Actor) -> Letter:
    """The exchange, if its customer's file is this actor's to change. Raises NoResultFound."""
    one = queries.letter(letter_id, by).letter
    file_to_change(one.customer_id, by)
    return one


def _move(letter_id: int, version: int, values: Mapping[str, Any]) -> Letter:
    seen = update(Letter).where(Letter.id == letter_id, Letter.version == version)
    changed = seen.values(**values, version=version + 1).returning(Letter.id)
    session = current_work().session
    if session.scalar(changed.execution_options(synchronize_session=False)) is None:
        raise Conflict(Text("This record is no longer as you saw it. Look at it again."))
    return session.get_one(Letter, letter_id, populate_existing=True)


def _check_belongs(customer_id: int, new: NewLetter) -> None:
    """Refuse a contact or a contract of another customer."""
    session = current_work().session
    for table, row_id, field in ((Contact, new.contact_id, "contact_id"), (Contract, new.contract_id, "contract_id")):
        whose: Any = select(table.customer_id).where(table.id == row_id)
        if row_id is not None and session.scalar(whose) != customer_id:
            raise Refused(Text("Please choose one of the list."), field=field)


def _oneself(by: Actor) -> int:
    if by.staff_id is None:
        raise Refused(Text("Say who spoke for us."), field="staff_id")
    return by.staff_id


def _tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: (value.strip() or None) if isinstance(value, str) else value for name, value in values.items()}


def _in_words(changed: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Changed fields as history keeps them: people, contacts, contracts and codes by their names."""
    names: dict[str, Any] = {"staff_id": Staff.name, "contact_id": Contact.name, "contract_id": Contract.number}
    return [
        {
            "field": one["field"].removesuffix("_id"),
            **{side: _word(names.get(one["field"]), CODED.get(one["field"], {}), one[side]) for side in ("old", "new")},
        }
        for one in changed
    ]


def _word(column: Any, codes: Mapping[str, str], value: Any) -> Any:
    if column is not None and value is not None:
        return current_work().session.scalar(select(column).where(column.class_.id == value))
    return {"msgid": codes[value], "params": {}} if value in codes else value


def _record(action: Action, one: Letter, *, reason: str | None = None, **more: Any) -> None:
    record(action, subject_of(one.id), customer_id=one.customer_id, facts={"number": one.number, **more}, reason=reason)
