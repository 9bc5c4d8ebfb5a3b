"""The order of matches: what was surely meant stands first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum

from app.search.simplified import simplified
from app.search.tokens import query_tokens, tokens_of


class Closeness(IntEnum):
    """How well a record answers a question; the smallest is the best."""

    SAME_NUMBER = 0
    SAME_NAME = 1
    NAME_BEGINS = 2
    NAME_SOUNDS = 3
    PHONE_ENDS = 4
    NAME_CONTAINS = 5
    NUMBER_BEGINS = 6
    OTHER = 7


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", simplified(unicodedata.normalize("NFKC", text))).casefold()


def closeness(query: str, *, name: str, phones: Iterable[str] = (), numbers: Iterable[str] = ()) -> Closeness:
    """Tell how well a record with these values answers `query`, of which it is known to be a match."""
    asked, own_name = _bare(query), _bare(name)
    own_numbers = [_bare(number) for number in numbers]
    own_phones = [re.sub(r"\D", "", _bare(phone)) for phone in phones]
    tests = {
        Closeness.SAME_NUMBER: asked in own_numbers or asked in own_phones,
        Closeness.SAME_NAME: asked == own_name,
        Closeness.NAME_BEGINS: own_name.startswith(asked),
        Closeness.NAME_SOUNDS: asked.isascii() and asked.isalpha() and _is_found(query, name),
        Closeness.PHONE_ENDS: any(phone.endswith(asked) for phone in own_phones),
        Closeness.NAME_CONTAINS: asked in own_name or _is_found(query, name),
        Closeness.NUMBER_BEGINS: any(number.startswith(asked) for number in own_numbers),
    }
    return next((step for step, holds in tests.items() if asked and holds), Closeness.OTHER)


def rank(
    query: str, *, name: str, phones: Iterable[str] = (), numbers: Iterable[str] = ()
) -> tuple[Closeness, int, str]:
    """The sort key of a match, smallest first: closeness, then the shorter name, then the name itself."""
    return closeness(query, name=name, phones=phones, numbers=numbers), len(name), name


def _is_found(query: str, name: str) -> bool:
    return set(query_tokens(query)) <= tokens_of(name=name)
