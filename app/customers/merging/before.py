"""What two files were before they were made one, kept with the merge, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.customers.admission.models import Admission
from app.customers.duplicates.models import DuplicatePair
from app.customers.files.models import Customer
from app.customers.merging.rules import FIELDS, OWNER
from app.customers.owners.models import Spell
from app.extensions import db
from app.office.staff.models import Staff
from app.unit_of_work import current_work

KEPT = (*FIELDS, "department_id")
PAIR = ("state", "reason", "decided_by", "decided_at")
MERGED = "merged"


def values_of(customer: Customer) -> dict[str, Any]:
    """The fields of a file among which a merge chooses."""
    return {name: getattr(customer, name) for name in FIELDS}


def taken(survivor: Customer, loser: Customer, values: Mapping[str, Any]) -> dict[str, Any]:
    """Both files as they are, what the survivor will hold, who looks after the loser, and what was said of the two."""
    spells = select(Spell.staff_id, Spell.part).where(Spell.customer_id == loser.id, Spell.until_at.is_(None))
    pair = _pair(survivor.id, loser.id)
    return {
        "survivor": _plain({name: getattr(survivor, name) for name in KEPT}),
        "loser": _plain({name: getattr(loser, name) for name in KEPT}),
        "set": _plain(values),
        "owner_kept": "loser" if OWNER in values else "survivor",
        "spells": [[row.staff_id, row.part] for row in db.session.execute(spells.order_by(Spell.id))],
        "pair": _plain({"id": pair.id, **{name: getattr(pair, name) for name in PAIR}}) if pair else None,
    }


def given_back(survivor: Customer, before: Mapping[str, Any]) -> dict[str, Any]:
    """The values that the merge gave the survivor and that are still there, as they were before."""
    now = _plain({name: getattr(survivor, name) for name in KEPT})
    fields = [name for name, value in before["set"].items() if now[name] == value]
    if OWNER in fields:
        fields.append("department_id")
    return {name: _read(name, before["survivor"][name]) for name in fields}


def still_here(before: Mapping[str, Any]) -> set[int]:
    """Who of those that looked after the two files has not left since."""
    owners = (before["survivor"][OWNER], before["loser"][OWNER], *(staff_id for staff_id, _ in before["spells"]))
    return set(db.session.scalars(select(Staff.id).where(Staff.id.in_(owners), Staff.active)))


def settle_pair(survivor_id: int, loser_id: int) -> None:
    """Take the two off the list of possible duplicates, if they stand there."""
    pair, work = _pair(survivor_id, loser_id), current_work()
    if pair is not None:
        pair.state, pair.decided_by, pair.decided_at = MERGED, work.by.name, work.at
        work.session.flush()


def reopen_pair(stored: Mapping[str, Any] | None) -> None:
    """Let the two stand on the list again as they did."""
    if stored is None:
        return
    session = current_work().session
    pair = session.get(DuplicatePair, stored["id"])
    if pair is not None and pair.state == MERGED:
        decided_at = stored["decided_at"]
        pair.state, pair.reason, pair.decided_by = stored["state"], stored["reason"], stored["decided_by"]
        pair.decided_at = datetime.fromisoformat(decided_at) if decided_at else None
        session.flush()


def admission_states(*customer_ids: int) -> dict[int, str]:
    """Where these customers stand, for those who applied for admission."""
    query = select(Admission.customer_id, Admission.state).where(Admission.customer_id.in_(customer_ids))
    return {row.customer_id: row.state for row in db.session.execute(query)}


def _pair(one: int, other: int) -> DuplicatePair | None:
    first, second = sorted((one, other))
    query = select(DuplicatePair).where(DuplicatePair.first_id == first, DuplicatePair.second_id == second)
    return db.session.scalars(query).one_or_none()


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one.isoformat() if isinstance(one, date | datetime) else one for name, one in values.items()}


def _read(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if value is not None and name == "first_contact_on" else value
