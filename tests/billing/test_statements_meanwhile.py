"""What others do between the drafting of slips and their posting: nothing is billed that is no longer so."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from app.billing.readings.models import PlanItem
from app.billing.statements import queries, service
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.extensions import db
from app.jobs import service as work
from app.office.batches import service as batches
from app.office.batches.commands import run_import
from tests.billing.factories_readings import PERIOD, a_row, a_sheet, item_of
from tests.billing.factories_statements import drafted, ended, jobs_wait, posted, read_month, slips

pytestmark = pytest.mark.usefixtures("context")


def bring(folder: Path, *rows: list[object]) -> int:
    return run_import("readings", a_sheet(folder, rows), {"period": PERIOD}, by=OPERATOR).id


def billed() -> list[int]:
    return [slip.volume // 1000 for slip in slips()]


def standing() -> list[int | None]:
    return [None if one is None else one // 1000 for one in db.session.scalars(select(PlanItem.volume))]


def test_readings_that_were_imported_but_not_worked_in_yet_bring_the_run_back(tmp_path: Path) -> None:
    account, *_ = read_month(10, 20)
    run = drafted()
    with jobs_wait():
        bring(tmp_path, a_row(account, 140))
    job = ended(service.post(run.id, by=OPERATOR, language="en"))
    assert (job.state, queries.run(run.id).state) == ("failed", "drafted")
    assert "Readings changed" in (job.problem or "")
    posted()
    assert sorted(billed()) == [20, 40]


def test_readings_whose_import_was_taken_back_bring_the_run_back(tmp_path: Path) -> None:
    account, *_ = read_month(10, 20)
    batch_id = bring(tmp_path, a_row(account, 140))
    run = drafted()
    assert sorted(billed()) == [20, 40]
    with jobs_wait():
        batches.undo(batch_id, by=OPERATOR, language="en")
    job = ended(service.post(run.id, by=OPERATOR, language="en"))
    assert (job.state, queries.run(run.id).state) == ("failed", "drafted")
    posted()
    assert sorted(billed()) == [10, 20]


def test_readings_that_come_in_while_slips_are_posted_are_refused(tmp_path: Path) -> None:
    account, *_ = read_month(10, 20)
    run = drafted()
    with jobs_wait():
        job = service.post(run.id, by=OPERATOR, language="en")
        batch = run_import("readings", a_sheet(tmp_path, [a_row(account, 140)]), {"period": PERIOD}, by=OPERATOR)
        assert (batch.counts["refused"], batch.state) == (1, "checked")
    assert ended(job).state == "done"
    assert sorted(billed()) == [10, 20]
    assert item_of(account).counted.value == 110_000


def test_a_sheet_that_was_checked_before_the_posting_is_not_shown_after_it(tmp_path: Path) -> None:
    account, *_ = read_month(10, 20)
    run = drafted()
    from app.office.batches import commands

    with pytest.MonkeyPatch.context() as patch:
        begun = commands.work.apply_batch

        def post_first(*args: object, **more: object) -> None:
            ended(service.post(run.id, by=OPERATOR, language="en"))
            begun(*args, **more)  # type: ignore[arg-type]

        patch.setattr(commands.work, "apply_batch", post_first)
        with pytest.raises(Refused, match="billed meanwhile"):
            bring(tmp_path, a_row(account, 140))
    assert sorted(billed()) == [10, 20]
    assert item_of(account).counted.value == 110_000
    assert work.waiting() == []
