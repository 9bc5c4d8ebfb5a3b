"""Making two files one, and taking that back. Nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.customers.files import kinds
from app.customers.files.models import Customer
from app.customers.files.queries import department_of, file_to_change
from app.customers.files.rules import check_kind
from app.customers.files.service import index_anew
from app.customers.files.words import in_words
from app.customers.merging import before as picture
from app.customers.merging import moving, rules
from app.customers.merging.feature import MERGE, MERGED, UNDONE
from app.customers.merging.kinds import against
from app.customers.merging.models import Merge
from app.customers.owners import service as ledger
from app.customers.owners.feature import ASSIGN
from app.customers.owners.models import Spell
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import changes, record
from app.office.numbering.service import next_number
from app.search import index
from app.unit_of_work import current_work, unit_of_work

GROUND, GROUND_BACK = "merged", "corrected"


def merge(
    survivor_id: int,
    loser_id: int,
    choices: Mapping[str, str],
    *,
    versions: tuple[int, int],
    reason: str,
    by: Actor,
) -> Merge:
    """Make two files one: everything of the loser hangs on the survivor, and its number leads there (notes 3.1, 9).

    `choices` say for a field whose value stays (rules.SURVIVOR, LOSER, BOTH), `versions` how both files were seen. Only
    who may change both files does it; only who may name owners takes the other owner. Raises NoResultFound for a file
    that is not the actor's to change, Refused, and Conflict where one of them is no longer as it was seen.
    """
    with unit_of_work(by=by) as work:
        survivor, loser = _both(survivor_id, loser_id, by)
        if (survivor.version, loser.version) != versions:
            raise _conflict()
        _check(survivor, loser, choices, reason, by)
        number = rules.number_of(month := f"{clock.today():%y%m}", next_number("merge", month))
        values = rules.chosen(choices, picture.values_of(survivor), picture.values_of(loser))
        check_kind(values.get("kind", survivor.kind), values.get("uscc", survivor.uscc))
        contact_of = rules.LOSER if values.get("contact") == loser.contact and loser.contact else rules.SURVIVOR
        cells = moving.plan(survivor_id, loser_id, contact_of=contact_of)
        made = Merge(number=number, survivor_id=survivor_id, loser_id=loser_id, reason=reason, made_by=by.name)
        made.made_at, made.before = work.at, picture.taken(survivor, loser, values)
        work.session.add(made)
        work.session.flush()
        moving.move(cells, merge_id=made.id)
        told = in_words(changes({name: getattr(survivor, name) for name in values}, values))
        _close(survivor, loser, values, reason=f"{number}: {reason}")
        rows = sum(count for _, count in moving.counts(cells))
        _tell(MERGED, made, survivor, loser, {"rows": rows, "changes": told}, reason=reason, by=by)
        return made


def undo(merge_id: int, version: int, reason: str, *, by: Actor) -> list[tuple[str, int]]:
    """Take a merge back: what it moved and nobody moved on since goes back, and both files are as they were.

    What was made since stays with the survivor. Returns table and number of the rows that somebody moved on. Raises
    NoResultFound where the survivor's file is not the actor's to change, Refused, and Conflict for what is undone.
    """
    _may(by)
    with unit_of_work(by=by) as work:
        query = select(Merge).where(Merge.id == merge_id).with_for_update()
        made = work.session.scalars(query.execution_options(populate_existing=True)).one()
        _check_last(made)
        survivor = file_to_change(made.survivor_id, by)
        if made.state != rules.MERGED or made.version != version:
            raise Conflict(Text("Somebody has undone this merge meanwhile."))
        if not reason:
            raise Refused(Text("Say why."), field="reason")
        loser = work.session.get_one(Customer, made.loser_id)
        made.state, made.undone_by, made.undone_at, made.undone_why = rules.UNDONE, by.name, work.at, reason
        made.version += 1
        left = moving.move_back(merge_id)
        _open_again(survivor, loser, made.before, reason=f"{made.number}: {reason}")
        rows = sum(count for _, count in left)
        _tell(UNDONE, made, survivor, loser, {"left": rows}, reason=reason, by=by)
        return left


def _both(survivor_id: int, loser_id: int, by: Actor) -> tuple[Customer, Customer]:
    _may(by)
    if survivor_id == loser_id:
        raise Refused(Text("This is one file already. Choose another one."))
    held = select(Customer.id).where(Customer.id.in_((survivor_id, loser_id))).order_by(Customer.id)
    current_work().session.execute(held.with_for_update()).all()  # in one order, for two who merge at once
    return file_to_change(survivor_id, by), file_to_change(loser_id, by)


def _may(by: Actor) -> None:
    if not by.may(MERGE.name):
        raise Refused(Text("Only a manager makes two files one. Ask yours."))


def _check(survivor: Customer, loser: Customer, choices: Mapping[str, str], reason: str, by: Actor) -> None:
    if not reason:
        raise Refused(Text("Say why."), field="reason")
    if choices.get(rules.OWNER) == rules.LOSER and not by.may(ASSIGN.name):
        raise Refused(Text("You may not name who looks after a customer. Leave the owner as he is."), field="owner_id")
    for sentence in hindrances(survivor, loser):
        raise Refused(sentence)


def hindrances(survivor: Customer, loser: Customer) -> list[Text]:
    """What stands against making these two one, each with what to do first."""
    found = [
        Text("The personal data of %(number)s was erased; there is nothing to merge.", number=one.number)
        for one in (survivor, loser)
        if one.erased_at is not None
    ]
    states = picture.admission_states(survivor.id, loser.id)
    worse = states.get(loser.id) in ("suspended", "disqualified")
    if worse and states.get(survivor.id) not in (None, states[loser.id]):
        found.append(
            Text("%(number)s is suspended or disqualified, and a merge must not lift that. Let it be the one that "
                 "stays.", number=loser.number)
        )  # fmt: skip
    return [*found, *against(survivor.id, loser.id)]


def _close(survivor: Customer, loser: Customer, values: Mapping[str, Any], *, reason: str) -> None:
    """Write the survivor's new values, end who looked after the loser, and let its number lead to the survivor."""
    if rules.OWNER in values:
        owner = values[rules.OWNER]
        values = {**values, "department_id": department_of(owner) or loser.department_id}
    _write(survivor, values)
    ledger.end(select(Spell.id).where(Spell.customer_id == loser.id))
    if rules.OWNER in values:
        ledger.pass_on({survivor.id: values[rules.OWNER]}, ground=GROUND, reason=reason)
    _write(loser, {"merged_into_id": survivor.id, "owner_id": None})
    picture.settle_pair(survivor.id, loser.id)
    index.forget("customer", [loser.id])


def _open_again(survivor: Customer, loser: Customer, before: Mapping[str, Any], *, reason: str) -> None:
    """Give both files back what they held, where nobody changed it since, and to those who looked after them.

    Who has left since gets nothing back: such a file has no owner until somebody names one (queries.without_owner).
    """
    here = picture.still_here(before)
    values = picture.given_back(survivor, before)
    if rules.OWNER in values and values[rules.OWNER] not in here:
        values[rules.OWNER] = None
    _write(survivor, values)
    if rules.OWNER in values:
        ledger.pass_on({survivor.id: values[rules.OWNER]}, ground=GROUND_BACK, reason=reason)
    owner_id = before["loser"]["owner_id"]
    _write(loser, {"merged_into_id": None, "owner_id": owner_id if owner_id in here else None})
    for staff_id, part in before["spells"]:
        if staff_id not in here:
            continue
        ledger.begin({loser.id: staff_id}, ground=GROUND_BACK, reason=reason, part=part)
    picture.reopen_pair(before["pair"])


def _write(customer: Customer, values: Mapping[str, Any]) -> None:
    session = current_work().session
    held = update(Customer).where(Customer.id == customer.id, Customer.version == customer.version)
    if not session.execute(held.values(**values, version=customer.version + 1)).rowcount:  # type: ignore[attr-defined]
        raise _conflict()
    session.refresh(customer)


def _tell(
    action: Any, made: Merge, survivor: Customer, loser: Customer, facts: Mapping[str, Any], *, reason: str, by: Actor
) -> None:
    """Say it in the history of both, and let both be found by what they are now."""
    ids = [survivor.id, loser.id]
    index_anew(ids if loser.merged_into_id is None else ids[:1])
    kinds.saved(ids, by=by)
    said = {"number": survivor.number, "other": loser.number, "merge": made.number, **facts}
    for one in ids:
        record(action, f"customer:{one}", customer_id=one, facts=said, reason=reason)


def _check_last(made: Merge) -> None:
    later = select(Merge.number).where(Merge.loser_id == made.survivor_id, Merge.state == rules.MERGED)
    number = current_work().session.scalar(later.order_by(Merge.id.desc()).limit(1))
    if number is not None:
        raise Refused(Text("The file that stayed was merged itself since. Undo %(number)s first.", number=number))


def _conflict() -> Conflict:
    return Conflict(Text("Somebody changed one of these files meanwhile. Look at both again."))
