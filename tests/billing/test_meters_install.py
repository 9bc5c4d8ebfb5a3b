"""Meters: what may hang where, and since when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.billing.accounts.service import close_account
from app.billing.meters import queries
from app.billing.meters.rules import NewMeter, check_new, turns_over_at
from app.billing.meters.service import Place, install_meter, remove_meter
from app.domain.actor import OPERATOR
from app.domain.errors import Refused
from app.domain.volume import Factor, Volume
from tests.billing.factories_accounts import opened


def place_of(number: str, **changed: object) -> Place:
    account = opened(number, **changed)
    return Place(account.id, account.number, account.customer_id)


def test_an_account_knows_its_meter_with_digits_factor_and_first_reading(context: None) -> None:
    account = opened(factor=Factor(1_023_500))
    found = queries.installation_of(account.id)
    assert found is not None
    assert (found.number, found.digits, found.factor) == ("M10000003", 5, 1_023_500)
    assert (found.installed_on, found.initial_reading, found.removed_on) == (date(2024, 5, 1), 3_164_000, None)


def test_a_second_meter_at_an_account_is_refused(context: None) -> None:
    place = place_of("1")
    with pytest.raises(Refused, match="hangs here already"):
        install_meter(place, NewMeter("M2", 5), by=OPERATOR)


def test_a_meter_hangs_at_one_place_only(context: None) -> None:
    place_of("1")
    with pytest.raises(Refused, match="hangs at another account") as refused:
        opened("2", meter="M1")
    assert refused.value.field == "meter"


def test_a_meter_taken_down_may_hang_elsewhere_from_that_day_on(context: None) -> None:
    old, new = place_of("1"), place_of("2")
    remove_meter(old, on=date(2026, 3, 5), final_reading=Volume(4_000_000), by=OPERATOR)
    remove_meter(new, on=date(2026, 3, 5), final_reading=Volume(9_000_000), by=OPERATOR)
    early = NewMeter("M1", 5, Volume(4_000_000), date(2026, 3, 4))
    with pytest.raises(Refused, match="until 2026-03-05") as refused:
        install_meter(new, early, by=OPERATOR)
    assert refused.value.field == "installed_on"
    with pytest.raises(Refused, match="with 5 digits"):
        install_meter(new, NewMeter("M1", 6, Volume(0), date(2026, 3, 5)), by=OPERATOR)
    install_meter(new, NewMeter("M1", 5, Volume(4_000_000), date(2026, 3, 5)), by=OPERATOR)
    assert queries.installation_of(old.account_id) is None
    assert [(one.number, one.removed_on) for one in queries.installations_of(new.account_id)] == [
        ("M1", None), ("M2", date(2026, 3, 5)),
    ]  # fmt: skip
    assert queries.meters_by_number(["M1"])["M1"].account_id == new.account_id


def test_a_meter_cannot_be_taken_down_before_it_hung(context: None) -> None:
    with pytest.raises(Refused, match="hung up on 2024-05-01") as refused:
        remove_meter(place_of("1"), on=date(2024, 4, 30), final_reading=Volume(0), by=OPERATOR)
    assert refused.value.field == "on"


def test_a_closed_accounts_meter_hangs_nowhere(context: None) -> None:
    account = opened()
    close_account(account.id, on=date(2026, 11, 20), final_reading=Volume(5_000_000), reason="moved", by=OPERATOR)
    assert queries.installation_of(account.id) is None
    assert queries.meters_by_number(["M10000003"])["M10000003"].removed_on == date(2026, 11, 20)
    opened("2", meter="M10000003", initial_reading=Volume(5_000_000), installed_on=date(2026, 11, 20))


def test_current_installations_are_read_for_many_at_once(context: None) -> None:
    accounts = [opened(str(number)) for number in range(1, 8)]
    found = queries.current_installations([account.id for account in accounts])
    assert {one.number for one in found.values()} == {f"M{account.number}" for account in accounts}


@given(digits=st.integers(3, 9), reading=st.integers(0, 10**12))
def test_a_reading_fits_a_meter_exactly_when_it_has_not_turned_over(digits: int, reading: int) -> None:
    meter = NewMeter("M", digits, Volume(reading))
    if reading < turns_over_at(digits):
        check_new(meter)
    else:
        with pytest.raises(Refused):
            check_new(meter)


@pytest.mark.parametrize("digits", [-1, 0, 2, 10])
def test_a_meter_has_three_to_nine_digits(digits: int) -> None:
    with pytest.raises(Refused) as refused:
        check_new(NewMeter("M", digits))
    assert refused.value.field == "digits"
