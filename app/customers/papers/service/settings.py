"""Which kinds of papers there are, and of whom they are asked."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, func, insert, select

from app.columns import table_of
from app.customers.papers import queries, rules
from app.customers.papers.feature import KIND_ADDED, KIND_CHANGED, REQUIRED
from app.customers.papers.models import PaperKind, PaperRequirement
from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.history.service import changes, record
from app.unit_of_work import current_work, unit_of_work


def add_kind(name: str, *, expires: bool, checked_by: str, by: Actor) -> PaperKind:
    """Add a kind of paper of the office's own, last in the list (C-55). Raises Refused for a name that is taken."""
    with unit_of_work(by=by) as work:
        _refuse_taken(name, None)
        last = work.session.scalar(select(func.max(PaperKind.position))) or 0
        made = PaperKind(name=name, expires=expires, checked_by=_checker(checked_by), position=last + 1)
        work.session.add(made)
        work.session.flush()
        record(KIND_ADDED, f"paper_kind:{made.id}", facts={"name": name})
    return made


def change_kind(
    kind_id: int, *, name: str | None, expires: bool, checked_by: str, active: bool, by: Actor
) -> None:  # fmt: skip
    """Change a kind; without a name a shipped one is called by its own. Raises NoResultFound, Refused."""
    wished = {"name": name, "expires": expires, "checked_by": _checker(checked_by), "active": active}
    with unit_of_work(by=by) as work:
        found = queries.kind(kind_id)
        if name is None and found.key is None:
            raise Refused(Text("Please fill this in."), field="name")
        _refuse_taken(name, kind_id)
        changed = changes({key: getattr(found, key) for key in wished}, wished)
        for key, value in wished.items():
            setattr(found, key, value)
        work.session.flush()
        if changed:
            facts = {"name": queries.name_of(found), "changes": changed}
            record(KIND_CHANGED, f"paper_kind:{kind_id}", facts=facts)


def require(wanted: Collection[tuple[int, str, str]], *, by: Actor) -> None:
    """Ask exactly these papers: id of the kind of paper, kind of customer, category (C-55, by class).

    Nobody is suspended because more is asked of him: what he lacks is shown.
    """
    with unit_of_work(by=by) as work:
        before, after = queries.requirements(), frozenset(wanted)
        for kind_id, kind, category in sorted(before - after):
            gone = delete(PaperRequirement).where(PaperRequirement.paper_kind_id == kind_id)
            work.session.execute(gone.where(PaperRequirement.kind == kind, PaperRequirement.category == category))
        names = ("paper_kind_id", "kind", "category")
        rows = [dict(zip(names, one, strict=True)) for one in sorted(after - before)]
        if rows:
            work.session.execute(insert(table_of(PaperRequirement)), rows)
        if before != after:
            facts = {"added": len(after - before), "removed": len(before - after)}
            record(REQUIRED, "paper_kind:0", facts=facts)


def _checker(checked_by: str) -> str:
    if checked_by not in rules.CHECKERS:
        raise Refused(Text("Please choose one of the list."), field="checked_by")
    return checked_by


def _refuse_taken(name: str | None, but: int | None) -> None:
    same = select(PaperKind.id).where(PaperKind.name == name, PaperKind.id != (but or 0))
    if name is not None and current_work().session.scalar(same) is not None:
        raise Refused(Text("There is a kind of this name already."), field="name")
