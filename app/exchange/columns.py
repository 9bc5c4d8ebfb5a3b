"""The columns an import knows, each under its Chinese and its English header."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column of an import file.

    `key` is the name by which the program asks for the cell; `chinese` and `english` are the headers that a clerk may
    write over it, in any order and case. A file without a `required` column is refused. `also` are other headings,
    the surest first, that mean this column where none names it as above; one that stands at several columns is taken
    by the first that still lacks a heading.
    """

    key: str
    chinese: str
    english: str
    required: bool = False
    also: tuple[str, ...] = ()
