"""What a merge would do, and what merges did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from app.customers.duplicates.models import DuplicatePair
from app.customers.files.models import Customer
from app.customers.files.queries import file_of, file_to_change, file_visible, ids_of
from app.customers.merging import moving, rules
from app.customers.merging.before import values_of
from app.customers.merging.models import Merge, MergeMove
from app.customers.merging.service import hindrances
from app.customers.merging.tables import word_for
from app.customers.owners.models import Spell
from app.domain.actor import Actor
from app.domain.text import N_, Text
from app.extensions import db
from app.office.staff.models import Staff
from app.web.paging import Order, Page, page_of

HAS_ITS_OWN = N_("The file that stays has its own; these stay where they are.")
SURVIVOR, LOSER = aliased(Customer, name="survivor"), aliased(Customer, name="loser")
TOP = aliased(Customer, name="survivor_now")


@dataclass(frozen=True, slots=True)
class Preview:
    """What making two files one would do: fields that differ, rows that move, rows that stay and why, what hinders."""

    survivor: Customer
    loser: Customer
    values: tuple[Mapping[str, Any], Mapping[str, Any]]
    fields: list[str]
    moves: list[tuple[str, int]]
    stays: list[tuple[str, int, str]]
    people: list[tuple[str, str]]
    against: list[Text]
    said_different: str | None


def preview(survivor_id: int, loser_id: int, actor: Actor) -> Preview:
    """What merging these two would do. Raises NoResultFound for a file that is not the actor's to change."""
    survivor, loser = file_to_change(survivor_id, actor), file_to_change(loser_id, actor)
    values = values_of(survivor), values_of(loser)
    cells = moving.plan(survivor_id, loser_id, contact_of=rules.SURVIVOR)
    own = [(word_for(name), rows, HAS_ITS_OWN) for name, rows in moving.stays(survivor_id, loser_id)]
    behind = [(word_for(name), rows, why) for name, rows, why in moving.left_behind(loser_id)]
    return Preview(
        survivor=survivor,
        loser=loser,
        values=values,
        fields=rules.differing(*values),
        moves=_in_words(moving.counts(cells)),
        stays=[*own, *behind],
        people=_people(loser_id),
        against=hindrances(survivor, loser),
        said_different=_said_different(survivor_id, loser_id),
    )


def listing(actor: Actor, *, after: str | None = None) -> Page[Any]:
    """Merges whose surviving file this actor may see, newest first: rows of Merge, survivor and loser."""
    return page_of(db.session(), _merges(actor), [Order(Merge.id, descending=True)], after=after)


def of_customer(customer_id: int, actor: Actor) -> Sequence[Any]:
    """The merges into one customer, newest first: rows like those of `listing`. Raises NoResultFound."""
    file_of(customer_id, actor)
    query = _merges(actor).where(Merge.survivor_id.in_(ids_of(customer_id)))
    return db.session.execute(query.order_by(Merge.id.desc()).limit(50)).all()


def one(merge_id: int, actor: Actor) -> Any:
    """One merge as a row of Merge, survivor and loser. Raises NoResultFound."""
    return db.session.execute(_merges(actor).where(Merge.id == merge_id)).one()


def moved(merge_id: int) -> list[tuple[str, int]]:
    """How many rows of each table a merge moved, in words; what it mended beside that is not counted."""
    loser_id = db.session.scalar(select(Merge.loser_id).where(Merge.id == merge_id))
    row = MergeMove.row_key["id"].as_integer()
    query = select(MergeMove.table_name, func.count(row.distinct())).where(MergeMove.merge_id == merge_id)
    grouped = query.where(MergeMove.was.in_((str(loser_id), f"customer:{loser_id}"))).group_by(MergeMove.table_name)
    return _in_words((name, rows) for name, rows in db.session.execute(grouped.order_by(MergeMove.table_name)))


def not_back(merge_id: int) -> list[tuple[str, int]]:
    """How many rows of each table did not go back when the merge was undone, in words."""
    return _in_words(moving.not_back(merge_id))


def without_owner(merge: Merge, *both: Customer) -> list[str]:
    """The numbers of the two files that had an owner before the merge and have none since it was undone."""
    sides = zip(both, (merge.before["survivor"], merge.before["loser"]), strict=True)
    alone = [one for one, before in sides if one.owner_id is None and before["owner_id"] is not None]
    return [one.number for one in alone if one.merged_into_id is None]


def _merges(actor: Actor) -> Select[Any]:
    query: Any = select(Merge, SURVIVOR, LOSER).join(SURVIVOR, SURVIVOR.id == Merge.survivor_id)
    query = query.join(LOSER, LOSER.id == Merge.loser_id)
    query = query.join(TOP, TOP.id == func.coalesce(SURVIVOR.merged_into_id, SURVIVOR.id))
    found: Select[Any] = query.where(file_visible(actor, TOP))
    return found


def _people(loser_id: int) -> list[tuple[str, str]]:
    """Who looks after a file now: name and part."""
    query = select(Staff.name, Spell.part).join(Spell, Spell.staff_id == Staff.id)
    query = query.where(Spell.customer_id == loser_id, Spell.until_at.is_(None))
    return [(row.name, row.part) for row in db.session.execute(query.order_by(Spell.id))]


def _said_different(one_id: int, other_id: int) -> str | None:
    first, second = sorted((one_id, other_id))
    query = select(DuplicatePair.reason).where(DuplicatePair.first_id == first, DuplicatePair.second_id == second)
    return db.session.scalar(query.where(DuplicatePair.state == "different"))


def _in_words(counted: Any) -> list[tuple[str, int]]:
    return [(word_for(name), rows) for name, rows in counted]
