"""The looks at causes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import and_, select, true

from app.complaints.causes.models import ComplaintCause
from app.complaints.causes.shipped import CAUSES
from app.complaints.causes.words import SCHEMES
from app.extensions import db


def cause_of(cause_id: int) -> ComplaintCause:
    """One cause, as stored now. Raises NoResultFound."""
    query = select(ComplaintCause).where(ComplaintCause.id == cause_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def cause_choices(scheme: str | None = None, *, keep: int | None = None) -> list[tuple[int, str]]:
    """The causes in use as choices of a form, in the office's order; `keep` stays even when it is out of use.

    `scheme` is the list of a route (factory, property, service); None offers every list.
    """
    fits = and_(ComplaintCause.retired.is_(False), true() if scheme is None else ComplaintCause.scheme == scheme)
    query = select(ComplaintCause.id, ComplaintCause.name).where(fits | (ComplaintCause.id == keep))
    rows = db.session.execute(query.order_by(ComplaintCause.position, ComplaintCause.id))
    return [(row.id, row.name) for row in rows]


def names_of(cause_ids: Collection[int | None]) -> dict[int, str]:
    """What these causes are called, by their ids."""
    ids = {one for one in cause_ids if one is not None}
    if not ids:
        return {}
    rows = db.session.execute(select(ComplaintCause.id, ComplaintCause.name).where(ComplaintCause.id.in_(ids)))
    return {row.id: row.name for row in rows}


def causes() -> dict[str, list[ComplaintCause]]:
    """Every cause by its list, those in use first, in the office's order; a list without causes is empty (K-43)."""
    found: dict[str, list[ComplaintCause]] = defaultdict(list)
    order = (ComplaintCause.retired, ComplaintCause.position, ComplaintCause.id)
    for one in db.session.scalars(select(ComplaintCause).order_by(*order)):
        found[one.scheme].append(one)
    return {scheme: found[scheme] for scheme in SCHEMES}


def names_in(scheme: str, *, but: int = 0) -> set[str]:
    """The names of a list that are taken, but for one cause."""
    taken = select(ComplaintCause.name).where(ComplaintCause.scheme == scheme, ComplaintCause.id != but)
    return set(db.session.scalars(taken))


def missing() -> list[str]:
    """The keys of the usual causes that the office has not taken over."""
    known = set(db.session.scalars(select(ComplaintCause.key)))
    return [usual.key for usual in CAUSES if usual.key not in known]
