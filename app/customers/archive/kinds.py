"""Which registers are put away by month: hook `monthly_registers() -> [MonthlyRegister]`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.exc import NoResultFound

from app.domain.text import Text
from app.web import registry


@dataclass(frozen=True, slots=True)
class MonthlyRegister:
    """A register that is put away by month (C-111).

    `chinese` is the name on the paper. `rows(month)` gives every line of a month such as "2026-11" as words, the same
    ones whoever asks: they are only counted and compared. `url(month)` is the page that shows them.
    """

    key: str
    chinese: str
    label: Text
    rows: Callable[[str], Sequence[Sequence[str]]]
    url: Callable[[str], str]


def monthly_registers() -> list[MonthlyRegister]:
    """Every register that is put away by month."""
    return [one for ask in registry.asked("monthly_registers") for one in ask()]


def monthly_register(key: str) -> MonthlyRegister:
    """The register of this key. Raises NoResultFound."""
    for one in monthly_registers():
        if one.key == key:
            return one
    raise NoResultFound(f"no monthly register {key}")
