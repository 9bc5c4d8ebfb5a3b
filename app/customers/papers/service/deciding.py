"""Verifying papers and invoicing data, rejecting them, and keeping the proof that a renewal is under way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import NoResultFound

from app import clock
from app.customers.files.queries import file_to_change
from app.customers.papers import queries, rules
from app.customers.papers.feature import INVOICING_REJECTED, INVOICING_VERIFIED, PROVED, REJECTED, VERIFIED
from app.customers.papers.kinds import papers_changed
from app.customers.papers.models import InvoicingData, Paper
from app.customers.papers.policy import PaperPolicy
from app.customers.papers.queries import Seen
from app.customers.papers.service.entering import MEANWHILE, change
from app.customers.papers.tasks import EXPIRES, subject_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, Refused
from app.domain.text import Text
from app.office.attachments.queries import attached_to
from app.office.history.service import record
from app.office.policy import queries as policy
from app.office.tasks.service import close_tasks_of
from app.unit_of_work import current_work, unit_of_work


def verify(customer_id: int, papers: Mapping[int, int], invoicing: int | None = None, *, by: Actor) -> None:
    """Verify papers of a customer as seen ({id: version}), and his invoicing data (its version) (C-55, C-56).

    The other papers of the same kinds are replaced by them, or they by what was verified before and ends later. Raises
    NoResultFound, Conflict where somebody was quicker, Refused for one's own entries, for what is over, for a missing
    scan, and for what others verify.
    """
    with unit_of_work(by=by):
        for paper_id, version in papers.items():
            _verify_one(_checked(customer_id, paper_id, by), version, by)
        if invoicing is not None:
            _decide_invoicing(customer_id, invoicing, rules.VERIFIED, None, by)
        papers_changed([customer_id], by=by)


def reject(paper_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Reject a paper that waits or was verified, with the reason, which all who see it read (C-55, C-59).

    Raises NoResultFound, Conflict, Refused for a paper that others verify or that no longer counts.
    """
    with unit_of_work(by=by):
        seen = _theirs(queries.paper_to_change(paper_id, by), by)
        if seen.paper.state not in (rules.RECEIVED, rules.VERIFIED):
            raise Conflict(Text("This paper no longer counts."))
        change(seen.paper, version, {"state": rules.REJECTED, "state_why": reason})
        facts = {"kind": queries.name_of(seen.kind), "number": seen.customer.number}
        record(REJECTED, subject_of(paper_id), customer_id=seen.customer.id, facts=facts, reason=reason)
        close_tasks_of([subject_of(paper_id)], outcome="cancelled", kind=EXPIRES, by=by)
        papers_changed([seen.customer.id], by=by)


def prove_renewal(paper_id: int, version: int, until: date, note: str, *, by: Actor) -> None:
    """Keep that the renewal of a paper was proved to be under way, up to a day: until then it counts (C-59).

    Raises NoResultFound, Conflict, Refused for a day beyond what the office allows and for a paper others verify.
    """
    with unit_of_work(by=by):
        seen = _theirs(queries.paper_to_change(paper_id, by), by)
        most = policy.of(PaperPolicy).renewal_days
        rules.check_proof(seen.paper.state, seen.paper.expires_on, until, clock.today(), most)
        change(seen.paper, version, {"renewal_until": until, "renewal_note": note})
        facts = {"kind": queries.name_of(seen.kind), "until": until, "number": seen.customer.number}
        record(PROVED, subject_of(paper_id), customer_id=seen.customer.id, facts=facts, reason=note)
        papers_changed([seen.customer.id], by=by)


def reject_invoicing(customer_id: int, version: int, reason: str, *, by: Actor) -> None:
    """Send the invoicing data back as not correct. Raises NoResultFound, Conflict, Refused."""
    with unit_of_work(by=by):
        _decide_invoicing(customer_id, version, rules.REJECTED, reason, by)
        papers_changed([customer_id], by=by)


def _checked(customer_id: int, paper_id: int, by: Actor) -> Seen:
    """A paper of this customer that this actor may verify. Raises NoResultFound, Refused, Conflict."""
    seen, values = _theirs(queries.paper_to_change(paper_id, by), by), policy.of(PaperPolicy)
    if seen.customer.id != customer_id:
        raise NoResultFound(f"paper {paper_id} is not of customer {customer_id}")
    rules.check_still_received(seen.paper.state)
    rules.check_eyes(seen.paper.added_by_id, by.staff_id, four_eyes=values.four_eyes)
    rules.check_in_force(seen.paper.expires_on, clock.today())
    if values.scan_needed and all(one.removed_at for one in attached_to(subject_of(paper_id))):
        raise Refused(Text("Attach the scan of %(paper)s first.", paper=queries.name_of(seen.kind)))
    return seen


def _theirs(seen: Seen, by: Actor) -> Seen:
    if seen.kind.checked_by not in queries.checkers(by):
        checker = Text(rules.CHECKERS[seen.kind.checked_by])
        raise Refused(Text("This kind of paper is decided on by: %(checker)s.", checker=checker))
    return seen


def _verify_one(seen: Seen, version: int, by: Actor) -> None:
    work, paper = current_work(), seen.paper
    change(paper, version, {"state": rules.VERIFIED, "verified_by": by.name, "verified_at": work.at})
    _replace(paper, by)
    facts = {"kind": queries.name_of(seen.kind), "until": paper.expires_on, "number": seen.customer.number}
    record(VERIFIED, subject_of(paper.id), customer_id=paper.customer_id, facts=facts)


def _replace(paper: Paper, by: Actor) -> None:
    """Let one verified paper of a kind stay: this one, or one entered after it that is verified and ends later."""
    session = current_work().session
    same = select(Paper.id, Paper.state, Paper.expires_on).where(Paper.state != rules.REPLACED)
    same = same.where(Paper.customer_id == paper.customer_id, Paper.kind_id == paper.kind_id)
    held: Sequence[Any] = session.execute(same.order_by(Paper.id)).all()
    stays = rules.latest([one for one in held if one.id >= paper.id and one.state == rules.VERIFIED])
    rest = [one for one in held if one.id < paper.id or one.state == rules.VERIFIED]
    ids = [one.id for one in rest if one.id != stays.id]
    replaced = {"state": rules.REPLACED, "replaced_by_id": stays.id, "version": Paper.version + 1}
    gone = update(Paper).where(Paper.id.in_(ids)).values(replaced)
    session.execute(gone.execution_options(synchronize_session=False))
    session.refresh(paper)
    close_tasks_of([subject_of(one) for one in ids], outcome="cancelled", kind=EXPIRES, by=by)


def _decide_invoicing(customer_id: int, version: int, state: str, why: str | None, by: Actor) -> None:
    customer, data = file_to_change(customer_id, by), queries.invoicing_of(customer_id)
    if data is None:
        raise NoResultFound(f"no invoicing data of customer {customer_id}")
    if rules.FINANCE not in queries.checkers(by):
        raise Refused(Text("Invoicing data is decided on by finance."))
    if state == rules.VERIFIED:
        rules.check_still_received(data.state)
        rules.check_eyes(data.entered_by_id, by.staff_id, four_eyes=policy.of(PaperPolicy).four_eyes)
    work = current_work()
    values = {"state": state, "state_why": why, "verified_by": by.name, "verified_at": work.at}
    held = update(InvoicingData).where(InvoicingData.id == data.id, InvoicingData.version == version)
    done = held.values(**values, version=version + 1).returning(InvoicingData.id)
    if not work.session.execute(done.execution_options(synchronize_session=False)).all():
        raise Conflict(MEANWHILE)
    action = INVOICING_VERIFIED if state == rules.VERIFIED else INVOICING_REJECTED
    facts = {"number": customer.number}
    record(action, f"invoicing:{customer_id}", customer_id=customer_id, facts=facts, reason=why)
