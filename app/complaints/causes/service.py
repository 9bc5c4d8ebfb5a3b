"""Defining causes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from app.complaints.causes import queries
from app.complaints.causes.feature import ADDED, BROUGHT_BACK, CHANGED, RETIRED
from app.complaints.causes.models import ComplaintCause
from app.complaints.causes.rules import cause_name, check_scheme
from app.complaints.causes.shipped import CAUSES
from app.domain.actor import FIRST_START, Actor
from app.domain.errors import Conflict
from app.domain.text import Text
from app.office.history.service import changes, record
from app.office.numbering.service import next_number
from app.unit_of_work import current_work, unit_of_work

CHANGED_MEANWHILE = Text("Somebody changed this meanwhile. Look at it again.")


def seed(*, by: Actor = FIRST_START) -> None:
    """Take over the usual causes that the office does not have yet (K-43, K-69; hook `first_start`)."""
    with unit_of_work(by=by):
        missing = set(queries.missing())
        for place, usual in enumerate(CAUSES, 1):
            if usual.key in missing:
                values = {"negligence": False, "sanction_rule": usual.sanction_rule, "position": place * 10}
                _store(usual.key, usual.scheme, {"name": usual.name, **values})


def add(
    name: str,
    *,
    scheme: str,
    negligence: bool = False,
    sanction_rule: str | None = None,
    position: int = 500,
    by: Actor,
) -> ComplaintCause:
    """Add a cause of the office's own (投诉原因, K-43). Raises Refused where the list has one of this name."""
    with unit_of_work(by=by):
        number = next_number("complaint_cause")  # first: it holds back whoever adds the same at the same moment
        check_scheme(scheme)
        kept = cause_name(name, queries.names_in(scheme))
        values = {"negligence": negligence, "sanction_rule": sanction_rule, "position": position}
        return _store(f"own_{number}", scheme, {"name": kept, **values})


def change(
    cause_id: int,
    version: int,
    *,
    name: str,
    negligence: bool,
    sanction_rule: str | None,
    position: int,
    by: Actor,
) -> None:
    """Rename a cause or set what it means; the complaints that have it go on having it.

    Raises Refused where the list has one of this name, Conflict where somebody was quicker.
    """
    with unit_of_work(by=by):
        before = queries.cause_of(cause_id)
        values = {
            "name": cause_name(name, queries.names_in(before.scheme, but=cause_id)),
            "negligence": negligence,
            "sanction_rule": sanction_rule,
            "position": position,
        }
        told = changes({field: getattr(before, field) for field in values}, values)
        _swap(cause_id, version, values)
        record(CHANGED, _subject(cause_id), facts={"name": values["name"], "changes": told})


def use(cause_id: int, version: int, *, retired: bool, by: Actor) -> None:
    """Take a cause out of use, or into use again. Raises Conflict where somebody was quicker."""
    with unit_of_work(by=by):
        cause = queries.cause_of(cause_id)
        if cause.retired == retired:
            return
        name = cause.name
        _swap(cause_id, version, {"retired": retired})
        record(RETIRED if retired else BROUGHT_BACK, _subject(cause_id), facts={"name": name})


def _store(key: str, scheme: str, values: dict[str, Any]) -> ComplaintCause:
    work = current_work()
    made = ComplaintCause(key=key, scheme=scheme, version=1, **values)
    work.session.add(made)
    work.session.flush()
    record(ADDED, _subject(made.id), facts={"name": made.name})
    return made


def _swap(cause_id: int, version: int, values: dict[str, Any]) -> None:
    query = update(ComplaintCause).where(ComplaintCause.id == cause_id, ComplaintCause.version == version)
    done = current_work().session.execute(query.values(**values, version=version + 1))
    if not done.rowcount:  # type: ignore[attr-defined]
        raise Conflict(CHANGED_MEANWHILE)


def _subject(cause_id: int) -> str:
    return f"complaint_cause:{cause_id}"
