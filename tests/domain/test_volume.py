"""Volumes and correction factors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.volume import (
    Factor,
    Volume,
    format_factor,
    format_volume,
    parse_factor,
    parse_volume,
    times_factor,
)

VOLUMES = st.integers(-999_999_999_999, 999_999_999_999).map(Volume)
FACTORS = st.integers(1, 1_000_000_000).map(Factor)


@pytest.mark.parametrize(("text", "written"), [("12.500", "12.5"), ("1,000", "1000"), ("0.001", "0.001"), ("-3", "-3")])
def test_a_volume_is_written_without_trailing_zeros(text: str, written: str) -> None:
    assert format_volume(parse_volume(text)) == written


@given(VOLUMES)
def test_a_volume_survives_writing_and_reading(volume: Volume) -> None:
    assert parse_volume(format_volume(volume)) == volume


@given(FACTORS)
def test_a_factor_survives_writing_and_reading(factor: Factor) -> None:
    assert parse_factor(format_factor(factor)) == factor


@pytest.mark.parametrize("text", ["1.0001", "1000000000", "-1000000000"])
def test_it_refuses_a_volume_too_fine_or_too_large(text: str) -> None:
    assert parse_volume("999999999.999") == 999_999_999_999
    with pytest.raises(Refused):
        parse_volume(text)


@pytest.mark.parametrize("text", ["0", "-1", "1000.000001", "1.0000001"])
def test_it_refuses_a_factor_that_no_meter_has(text: str) -> None:
    assert parse_factor("1.0325") == 1_032_500
    with pytest.raises(Refused):
        parse_factor(text)


@pytest.mark.parametrize(
    ("volume", "factor", "expected"),
    [("1", "1.0005", "1.001"), ("1", "1.0004", "1"), ("-1", "1.0005", "-1.001"), ("33.333", "3.141593", "104.719")],
)
def test_a_corrected_volume_is_rounded_half_away_from_zero(volume: str, factor: str, expected: str) -> None:
    assert format_volume(times_factor(parse_volume(volume), parse_factor(factor))) == expected


@given(VOLUMES)
def test_the_factor_one_changes_nothing(volume: Volume) -> None:
    assert times_factor(volume, Factor(1_000_000)) == volume


@given(VOLUMES, FACTORS)
def test_a_correction_is_at_most_half_a_unit_off_and_keeps_its_sign(volume: Volume, factor: Factor) -> None:
    corrected = times_factor(volume, factor)
    assert 2 * abs(corrected * 1_000_000 - volume * factor) <= 1_000_000
    assert times_factor(Volume(-volume), factor) == -corrected
