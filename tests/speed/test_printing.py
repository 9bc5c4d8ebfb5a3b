"""Settlement slips must be on paper in time, QR codes included.

The bar is a thousand in 30 s, which script/bench print measures; a busy machine gets 45, and half of them half of that.
"""

from __future__ import annotations

import time

import pytest
from flask import Flask

from app.domain.actor import OPERATOR
from app.office.documents.many import Order, print_now
from tests.billing.factories_papers import PERIOD, a_month_of_slips

pytestmark = pytest.mark.speed

SLIPS, LIMIT = 500, 22


def test_slips_are_printed_in_time(app: Flask) -> None:
    with app.app_context():
        a_month_of_slips(SLIPS)
        started = time.monotonic()
        (file,) = print_now(Order("statement", {"period": PERIOD}, "a5", joined=True), by=OPERATOR)
        seconds = time.monotonic() - started
    assert file.pages == SLIPS
    assert seconds <= LIMIT
