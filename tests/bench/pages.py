"""How long the server needs for its pages in an office of 100,000 customers and a million statements."""

from __future__ import annotations

import time

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.extensions import db
from tests import factories
from tests.bench.month import ms, timed
from tests.bench.office import fresh_office, say, share, write_readings
from tests.billing.big_office import write_csv

PERIOD = "2026-11"
TIMES = 40
MONTHS = 9  # of earlier statements


def bench_pages(accounts: int | None) -> None:
    """Open each page a few times and print the 95th percentile of the server's time."""
    count = accounts or 100_000
    with fresh_office() as (app, folder):
        write_csv(folder / "accounts.csv", count)
        write_readings(folder / "readings.csv", count)
        timed(app, "import accounts", count, "import-accounts", str(folder / "accounts.csv"))
        timed(app, "plan", count, "plan", PERIOD)
        timed(app, "import readings", count, "import-readings", str(folder / "readings.csv"), "--period", PERIOD)
        timed(app, "run", count, "run", PERIOD)
        timed(app, "post", count, "post", PERIOD)
        with app.app_context():
            for month in range(1, MONTHS + 1):
                _copy_month(f"2026-{11 - month:02}")
            db.session.execute(text("ANALYZE"))
            db.session.commit()
        for username, url in _pages(app):
            measure_page(factories.signed_in(app, username), url)


def _copy_month(period: str) -> None:
    """Make the posted statements of an earlier month by copying this one's, as the database does it fastest."""
    run = db.session.execute(
        text(
            "INSERT INTO runs (period, kind, state, totals, made_by, made_at, posted_by, posted_on, posted_at) "
            "SELECT :period, kind, 'drafted', totals, made_by, made_at, posted_by, posted_on, posted_at FROM runs "
            "WHERE state = 'posted' ORDER BY id LIMIT 1 RETURNING id"
        ),
        {"period": period},
    ).scalar_one()
    names = [row.name for row in db.session.execute(text("PRAGMA table_info(statements)")) if row.name != "id"]
    own = {"run_id": ":run", "period": ":period", "number": ":yymm || SUBSTR(number, 5)"}
    columns = ", ".join(names)
    values = ", ".join(own.get(name, name) for name in names)
    about = {"run": run, "period": period, "yymm": period[2:4] + period[5:7]}
    db.session.execute(
        text(f"INSERT INTO statements ({columns}) SELECT {values} FROM statements WHERE period = '{PERIOD}'"), about
    )
    db.session.execute(
        text(
            "INSERT INTO receivables (statement_id, run_id, account_id, period, amount, outstanding, due_on) "
            "SELECT id, run_id, account_id, period, amount, CASE WHEN id % 50 THEN 0 ELSE amount END, '2026-11-01' "
            "FROM statements WHERE run_id = :run"
        ),
        about,
    )
    db.session.execute(text("UPDATE runs SET state = 'posted' WHERE id = :run"), about)
    db.session.commit()


def _pages(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        one = "SELECT id FROM {} ORDER BY id LIMIT 1 OFFSET 5000"
        account = db.session.execute(text(one.format("gas_accounts"))).scalar() or 1
        customer = db.session.execute(text(one.format("customers"))).scalar() or 1
        statement = db.session.execute(text(one.format("statements"))).scalar() or 1
        name = db.session.execute(text("SELECT name FROM customers WHERE id = :id"), {"id": customer}).scalar_one()
    return [
        ("chen", "/"),
        ("xu", "/"),
        ("chen", f"/search?q={name[:1]}"),
        ("chen", f"/search?q={name[:2]}"),
        ("chen", "/search?q=zh"),
        ("chen", "/search?q=10005003"),
        ("gao", "/customers/"),
        ("gao", f"/customers/?q={name[:1]}"),
        ("gao", f"/customers/{customer}"),
        ("chen", "/billing/accounts/"),
        ("chen", f"/billing/accounts/?q={name[:1]}"),
        ("chen", f"/billing/accounts/{account}"),
        ("chen", f"/billing/month/{PERIOD}"),
        ("chen", f"/billing/readings/{PERIOD}"),
        ("chen", f"/billing/readings/{PERIOD}/enter?book=B01"),
        ("chen", f"/billing/readings/{PERIOD}/held"),
        ("xu", "/billing/statements/"),
        ("xu", f"/billing/statements/?period={PERIOD}&category=commercial"),
        ("xu", f"/billing/statements/{statement}"),
        ("chen", "/billing/payments/"),
        ("chen", f"/billing/payments/take/{account}"),
        ("chen", f"/billing/ledger/{account}"),
        ("gao", "/journal/"),
        ("gao", "/journal/?text=%E9%94%99&since=2026-01-01"),
    ]


def measure_page(client: FlaskClient, url: str, **about: str) -> None:
    """Open a page many times and print how long the server needed; the first opening also puts template and
    statements into words, once in the life of a process, and is told apart."""
    started = time.monotonic()
    client.get(url, follow_redirects=True)
    first = time.monotonic() - started
    waits, status = [], 0
    for _ in range(TIMES):
        started = time.monotonic()
        status = client.get(url, follow_redirects=True).status_code
        waits.append(time.monotonic() - started)
    figures = {"first_ms": ms(first), "p50_ms": ms(share(waits, 50)), "p95_ms": ms(share(waits, 95))}
    say("page", url=url, **about, status=status, **figures)
