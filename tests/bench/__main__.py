"""Measurements as JSON lines: `script/bench [month] [pages] [customers] … [--accounts N]`."""

from __future__ import annotations

import argparse

from tests.bench.complaints import bench_complaints
from tests.bench.customers import bench_customers
from tests.bench.deadlines import bench_deadlines
from tests.bench.live import bench_live
from tests.bench.month import bench_month
from tests.bench.pages import bench_pages
from tests.bench.printing import bench_print
from tests.bench.queue import bench_queue

BENCHES = {
    "month": bench_month,
    "pages": bench_pages,
    "print": bench_print,
    "deadlines": bench_deadlines,
    "live": bench_live,
    "queue": bench_queue,
    "customers": bench_customers,
    "complaints": bench_complaints,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("which", nargs="*", metavar="BENCH", help="one or several; all where none is named")
    parser.add_argument(
        "--accounts",
        type=int,
        default=None,
        help="month, open deadlines: 10000; pages, customers: 100000; complaints: 50000",
    )
    parser.add_argument("--screens", type=int, default=None, help="live: 200")
    asked = parser.parse_args()
    if unknown := set(asked.which) - set(BENCHES):
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    for name in asked.which or BENCHES:
        if name == "print":
            bench_print()
        else:
            BENCHES[name](asked.screens if name == "live" else asked.accounts)


if __name__ == "__main__":
    main()
