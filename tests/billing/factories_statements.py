"""A read month and its runs, for tests of settlement slips. All need an app context and inline jobs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select

from app.billing.accounts.models import GasAccount
from app.billing.statements import queries, service
from app.billing.statements.models import Run, Statement, StatementLine
from app.domain.actor import OPERATOR, Actor
from app.extensions import db
from app.jobs import queries as jobs
from app.jobs import service as work
from app.jobs.models import Job
from tests.billing.factories_readings import PERIOD, an_account, planned, price_lists, read

__all__ = ["PERIOD", "an_account", "planned", "price_lists", "read"]


def read_month(*used: int, **values: Any) -> list[GasAccount]:
    """One residential account for each volume in whole m³, planned and read; all meters stood at 100."""
    price_lists()
    accounts = [an_account(position=n, **values) for n, _ in enumerate(used, 1)]
    for item, volume in zip(planned(*accounts), used, strict=True):
        read(item, 100 + volume)
    return accounts


def drafted(period: str = PERIOD, by: Actor = OPERATOR) -> Run:
    """Draft a month."""
    ended(service.run_month(period, by=by, language="en"))
    found = queries.newest_run(period)
    assert found is not None
    return queries.run(found.id)


def posted(period: str = PERIOD, by: Actor = OPERATOR) -> Run:
    """Draft and post a month."""
    run = drafted(period)
    ended(service.post(run.id, by=by, language="en"))
    return queries.run(run.id)


def ended(job_id: int) -> Job:
    """Do a job that was asked for, or see how it ended."""
    work.run(job_id)
    db.session.rollback()
    return jobs.job(job_id)


def slips() -> Sequence[Statement]:
    """Every slip that is stored, drafts among them."""
    db.session.rollback()
    query = select(Statement).order_by(Statement.id).execution_options(populate_existing=True)
    return db.session.scalars(query).all()


def slip_of(account: GasAccount, kind: str = "regular") -> Statement:
    """The newest slip of an account."""
    db.session.rollback()
    query = select(Statement).where(Statement.account_id == account.id, Statement.kind == kind)
    return db.session.scalars(query.order_by(Statement.id.desc()).limit(1)).one()


def lines_of(slip: Statement) -> list[tuple[int, int, int, int]]:
    """Block, from, to (whole m³) and fen of each line."""
    query = select(StatementLine).where(StatementLine.statement_id == slip.id).order_by(StatementLine.place)
    return [(line.block, line.start // 1000, line.end // 1000, line.amount) for line in db.session.scalars(query)]


@contextmanager
def jobs_wait() -> Iterator[None]:
    """Jobs that are asked for inside only wait, as if no worker ran."""
    work.start_with(None)
    try:
        yield
    finally:
        work.start_with(work.run)
