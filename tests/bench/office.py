"""Data folders for measurements."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.billing.tariffs.files import parse_tariff
from app.billing.tariffs.service import enter_tariff
from app.domain.actor import OPERATOR
from app.extensions import db
from tests import factories
from tests.billing.big_office import accounts
from tests.billing.office_sheets import READING_HEADER
from tests.billing.price_lists import LISTS
from tests.conftest import settings_for


@contextmanager
def fresh_office() -> Iterator[tuple[Flask, Path]]:
    """A migrated data folder with the cast and three price lists; the database is as durable as in an office."""
    with tempfile.TemporaryDirectory(prefix="qiantai-bench-") as name:
        app = create_app(settings_for(Path(name), SQLITE_DURABLE=True))
        with app.app_context():
            upgrade()
            factories.make_cast()
            for source in LISTS.values():
                enter_tariff(parse_tariff(source), by=OPERATOR)
        yield app, Path(name)
        with app.app_context():
            db.engine.dispose()


def say(what: str, **figures: Any) -> None:
    """Print one measurement."""
    print(json.dumps({"bench": what, **figures}, ensure_ascii=False), flush=True)


def share(values: Sequence[float], part: int) -> float:
    """The value below which `part` per cent of the values lie."""
    return sorted(values)[max(0, -(-len(values) * part // 100) - 1)]


def write_readings(path: Path, count: int) -> Path:
    """A sheet in which everybody of the big office was read and used something."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(READING_HEADER)
        for number, row in enumerate(accounts(count)):
            used = 5 + number % 60 if row[2] == "居民" else 200 + number % 900
            writer.writerow((row[0], row[7], f"2026-11-{20 + number % 6}", int(row[9]) + used, "实抄", "", "马超", ""))
    return path
