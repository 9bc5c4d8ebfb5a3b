"""How a feature declares a register (登记簿), and the registers that all features declare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.exc import NoResultFound

from app.domain.text import Text
from app.web import registry

Kind = Literal["line", "note", "day", "number", "yes", "person"]


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column: `chinese` stands on the paper, `label` on the screen.

    Kinds: a line of text, a note of several lines, a day, a number with up to three decimals, yes or nothing, the
    name of somebody of the office.
    """

    key: str
    chinese: str
    label: Text
    kind: Kind = "line"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """A register: its names, the row of the handbook, its columns, whether it is archived by month or by year.

    `form_no` and `keeper` ("店面存") stand on its paper; `example` are lines of made-up cells, in the order of the
    columns, for the catalogue of forms.
    """

    key: str
    chinese: str
    label: Text
    row: str
    columns: tuple[RegisterColumn, ...]
    monthly: bool = True
    form_no: str | None = None
    keeper: str | None = None
    example: tuple[tuple[str, ...], ...] = ()


def registers() -> dict[str, Register]:
    """Every declared register by its key. Hook `registers() -> [Register]`."""
    return {one.key: one for declare in registry.hooked("registers") for one in declare()}


def register(key: str) -> Register:
    """The register of this key. Raises NoResultFound."""
    try:
        return registers()[key]
    except KeyError:
        raise NoResultFound(f"no register {key}") from None
