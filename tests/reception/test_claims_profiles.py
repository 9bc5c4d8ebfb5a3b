"""The two showrooms as whole offices: worked example 1 by the rules of the rota that their profiles set."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app import clock
from app.domain.actor import OPERATOR
from app.office.policy import queries as policy
from app.office.policy.service import switch_profile
from app.office.policy.switches import is_on
from app.reception.claims.policy import ClaimPolicy
from app.reception.rota.queries import settings
from tests.reception.test_rota_rules import worked_example

FROM = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("key", "why", "next_three"),
    [
        ("showroom_b", "business", "BBD"),
        ("showroom_a", "absent", "DAB"),
        ("showroom_a", "errand", "BDA"),
    ],
)
def test_example_1_a_missed_turn_is_made_up_lost_or_kept(
    context: Any, monkeypatch: pytest.MonkeyPatch, key: str, why: str, next_three: str
) -> None:
    monkeypatch.setattr(clock, "today", lambda: FROM)
    switch_profile(key, valid_from=FROM, reason="试行", by=OPERATOR)
    rules = replace(settings(FROM), ready_first=False)
    book = worked_example(rules, why)
    if why == "errand":
        book.write("verify", 2)
    book.write("back", 2)
    assert book.visitors(3) == next_three
    assert policy.of(ClaimPolicy, FROM).valid_months == (1 if key == "showroom_a" else 2)
    assert is_on("reception.claims")
    assert not is_on("billing.payments")
