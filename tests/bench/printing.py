"""How long a thousand settlement slips take on paper: at most 30 s on two cores, QR code included."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

from flask_migrate import upgrade

from app import create_app
from app.domain.actor import OPERATOR
from app.office.documents.many import Order, print_now
from tests.billing.factories_papers import PERIOD, a_month_of_slips
from tests.conftest import settings_for

SLIPS, LIMIT = 1000, 30


def bench_print(slips: int = SLIPS) -> None:
    """Print a month of slips on each paper; one JSON line for each."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_for(Path(folder)))
        with app.app_context():
            upgrade()
            a_month_of_slips(slips)
            for paper in ("a5", "241x140"):
                started = time.monotonic()
                (file,) = print_now(Order("statement", {"period": PERIOD}, paper, joined=True), by=OPERATOR)
                seconds = round(time.monotonic() - started, 1)
                figures = {"slips": slips, "paper": paper, "seconds": seconds, "limit": LIMIT, "bytes": len(file.pdf)}
                print(json.dumps({"bench": "print", **figures, "pages": file.pages}), flush=True)
            app.extensions["sqlalchemy"].engine.dispose()


if __name__ == "__main__":
    bench_print()
