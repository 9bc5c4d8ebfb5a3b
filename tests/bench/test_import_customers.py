"""How long an import takes from the file to the last row."""

from __future__ import annotations

import time

import pytest

from app.domain.actor import OPERATOR
from app.office.batches.commands import run_import
from tests.customers.factories_customers import row, sheet

pytestmark = pytest.mark.bench


def test_ten_thousand_customers_are_read_checked_and_stored_within_ten_seconds(context, folder):
    (folder / "c.csv").write_bytes(sheet(row(n) for n in range(10_000)))
    started = time.monotonic()
    batch = run_import("customers", folder / "c.csv", by=OPERATOR)
    assert batch.counts["create"] == 10_000
    assert time.monotonic() - started < 10
