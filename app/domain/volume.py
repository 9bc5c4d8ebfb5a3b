"""Gas volume in thousandths of a cubic metre, and the factor that corrects it for pressure and temperature."""

from __future__ import annotations

from typing import NewType

from app.domain.decimals import decimal_text, decimal_units, divide, within

Volume = NewType("Volume", int)
"""Volume of gas (气量) in 0.001 m³."""

Factor = NewType("Factor", int)
"""Correction factor (修正系数) in millionths: 1_000_000 leaves a volume as the meter shows it."""

_PLACES = 3
_LARGEST = 999_999_999_999
_FACTOR_PLACES = 6
_FACTOR_ONE = 1_000_000
_LARGEST_FACTOR = 1000 * _FACTOR_ONE


def parse_volume(text: str) -> Volume:
    """Read cubic metres with at most three decimals: "12.5" is 12500. Raises Refused beyond ±999,999,999.999 m³."""
    return Volume(within(decimal_units(text, _PLACES), -_LARGEST, _LARGEST, _PLACES))


def format_volume(volume: Volume) -> str:
    """Write cubic metres without trailing zeros and without a unit: 12500 is "12.5"."""
    return decimal_text(volume, _PLACES)


def parse_factor(text: str) -> Factor:
    """Read a correction factor with at most six decimals: "1.0325" is 1032500.

    Raises Refused unless it is above 0 and at most 1000.
    """
    return Factor(within(decimal_units(text, _FACTOR_PLACES), 1, _LARGEST_FACTOR, _FACTOR_PLACES))


def format_factor(factor: Factor) -> str:
    """Write a correction factor without trailing zeros: 1032500 is "1.0325"."""
    return decimal_text(factor, _FACTOR_PLACES)


def times_factor(volume: Volume, factor: Factor) -> Volume:
    """The corrected volume, rounded half away from zero to 0.001 m³."""
    return Volume(divide(volume * factor, _FACTOR_ONE))
