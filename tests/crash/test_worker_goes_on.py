"""A worker killed with kill -9 while it checks, applies or posts: the next one goes on by itself to the same end."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import create_app
from app.billing.receivables.queries import check_sums
from app.billing.statements.queries import newest_run
from app.billing.statements.service import post
from app.billing.tariffs.files import parse_tariff
from app.billing.tariffs.service import enter_tariff
from app.domain.actor import OPERATOR
from app.jobs import service as jobs
from app.office.batches import service as batches
from app.office.batches.kinds import kind_of
from tests.bench.office import write_readings
from tests.billing.big_office import write_csv
from tests.billing.price_lists import LISTS
from tests.conftest import NOW, settings_for
from tests.crash.dying import let_go

pytestmark = pytest.mark.crash

ROOT = Path(__file__).parents[2]
PERIOD, ACCOUNTS, PATIENCE = "2026-11", 3000, 60
IMPORTED = (
    "SELECT a.number, a.name, a.address, c.number, c.name, m.number, i.initial_reading, b.state, b.done "
    "FROM gas_accounts a JOIN customers c ON c.id = a.customer_id JOIN installations i ON i.account_id = a.id "
    "JOIN meters m ON m.id = i.meter_id JOIN batches b ON b.id = a.batch_id ORDER BY 1",
    "SELECT kind, COUNT(*), COUNT(DISTINCT item_id) FROM search_index GROUP BY kind ORDER BY 1",
    "SELECT action, COUNT(*), COUNT(DISTINCT subject) FROM history GROUP BY action ORDER BY 1",
    "SELECT scope, period, value FROM counters ORDER BY 1, 2",
)
POSTED = (
    "SELECT s.number, s.account_number, s.amount, d.outstanding, d.due_on, r.state, "
    "(SELECT COUNT(*) FROM statement_lines l WHERE l.statement_id = s.id) "
    "FROM statements s JOIN runs r ON r.id = s.run_id JOIN receivables d ON d.statement_id = s.id ORDER BY 1",
    "SELECT p.reference, p.amount, p.to_prepaid, b.balance FROM payments p "
    "JOIN prepaid_balances b ON b.account_id = p.account_id ORDER BY 1",
    *IMPORTED[2:],
)
