"""Entering papers and invoicing data, and mending them before somebody has verified them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.customers.files.queries import file_to_change
from app.customers.papers import queries, rules
from app.customers.papers.feature import CHANGED, ENTERED, INVOICING
from app.customers.papers.kinds import papers_changed
from app.customers.papers.models import InvoicingData, Paper
from app.customers.papers.tasks import EXPIRES, subject_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.history.service import changes, record
from app.office.tasks.service import close_tasks_of
from app.unit_of_work import current_work, unit_of_work

MEANWHILE = Text("Somebody changed this meanwhile. Look at what is stored now, then save yours again.")


def enter_paper(customer_id: int, new: rules.NewPaper, *, by: Actor) -> Paper:
    """Enter a paper of a customer; it waits for verification (C-55). An older one of its kind stays until then.

    Raises NoResultFound where the actor may not change the file, Refused for days that cannot be and for a paper that
    is there already.
    """
    with unit_of_work(by=by) as work:
        customer, kind = file_to_change(customer_id, by), queries.kind(new.kind_id)
        rules.check_new(new, expires=kind.expires, today=clock.today())
        _refuse_second(customer_id, new)
        made = Paper(customer_id=customer_id, **asdict(new), state=rules.RECEIVED)
        made.added_by, made.added_by_id, made.added_at = by.name, by.staff_id, work.at
        work.session.add(made)
        work.session.flush()
        facts = {"kind": queries.name_of(kind), "until": new.expires_on, "number": customer.number}
        record(ENTERED, subject_of(made.id), customer_id=customer_id, facts=facts)
        _owner_has_done_his_part(customer_id, new.kind_id, by)
    return made


def change_paper(paper_id: int, values: Mapping[str, Any], *, version: int, by: Actor) -> None:
    """Mend what was typed wrong before the paper is verified: number, issuer, days, note.

    Raises NoResultFound, Refused for days that cannot be, Conflict where somebody was quicker.
    """
    with unit_of_work(by=by):
        seen = queries.paper_to_change(paper_id, by)
        rules.check_still_received(seen.paper.state)
        wished = rules.NewPaper(kind_id=seen.kind.id, **values)
        rules.check_new(wished, expires=seen.kind.expires, today=clock.today())
        changed = changes({name: getattr(seen.paper, name) for name in values}, values)
        moved = seen.paper.expires_on != wished.expires_on
        more = {"warned_days": None} if moved else {}
        # Whoever typed last has entered it: somebody else verifies what he typed.
        change(seen.paper, version, {**values, **more, "added_by": by.name, "added_by_id": by.staff_id})
        if changed:
            facts = {"kind": queries.name_of(seen.kind), "changes": changed}
            record(CHANGED, subject_of(paper_id), customer_id=seen.customer.id, facts=facts)


def save_invoicing(customer_id: int, values: Mapping[str, str], *, version: int, by: Actor) -> None:
    """Keep what an invoice to the customer must say; finance verifies it anew after each change (C-55).

    `version` is 0 where there was none. Raises NoResultFound, Conflict where somebody was quicker.
    """
    with unit_of_work(by=by) as work:
        customer, before = file_to_change(customer_id, by), queries.invoicing_of(customer_id)
        if (before.version if before else 0) != version:
            raise Conflict(MEANWHILE)
        old = {name: getattr(before, name) for name in values} if before else {}
        changed = changes(old, values)
        if not changed:
            return
        row = before or InvoicingData(customer_id=customer_id, version=0)
        for name, value in values.items():
            setattr(row, name, value)
        row.state, row.state_why, row.verified_by, row.verified_at = rules.RECEIVED, None, None, None
        row.entered_by, row.entered_by_id, row.entered_at = by.name, by.staff_id, work.at
        row.version = version + 1
        work.session.add(row)
        work.session.flush()
        facts = {"number": customer.number, "changes": changed}
        record(INVOICING, f"invoicing:{customer_id}", customer_id=customer_id, facts=facts)
        papers_changed([customer_id], by=by)


def change(paper: Paper, version: int, values: Mapping[str, Any]) -> None:
    """Change a paper as it stood at this version. Raises Conflict."""
    session = current_work().session
    wanted = update(Paper).where(Paper.id == paper.id, Paper.version == version)
    done = wanted.values(**values, version=version + 1).execution_options(synchronize_session=False)
    if not session.execute(done.returning(Paper.id)).all():
        raise Conflict(MEANWHILE)
    session.refresh(paper)


def _refuse_second(customer_id: int, new: rules.NewPaper) -> None:
    same = select(Paper.id).where(
        Paper.customer_id == customer_id, Paper.kind_id == new.kind_id, Paper.number == new.number,
        Paper.expires_on == new.expires_on, Paper.state.in_((rules.RECEIVED, rules.VERIFIED)),
    )  # fmt: skip
    if current_work().session.scalar(same.limit(1)) is not None:
        raise Refused(Text("This paper with this number and this end is there already."), field="number")


def _owner_has_done_his_part(customer_id: int, kind_id: int, by: Actor) -> None:
    same = select(Paper.id).where(Paper.customer_id == customer_id, Paper.kind_id == kind_id).order_by(Paper.id)
    subjects = [subject_of(one) for one in current_work().session.scalars(same)]
    close_tasks_of(subjects, kind=EXPIRES, by=by)
