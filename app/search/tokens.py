"""Tokens of the search index: what a record is found by, and what a question asks for.

A record matches when it has every token of the question, so both sides are cut in the same way:
characters and pairs for Chinese, in simplified signs whichever were written, beginnings for pinyin, initials and words,
beginnings and tails for numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from app.search.readings import readings_of
from app.search.simplified import simplified

LONGEST = 16
"""Characters of the longest token; a longer word is found by its first sixteen."""

_SHORTEST_NUMBER_START = 3
_SHORTEST_TAIL = 4
_TAILS_FROM = 7
_LONGEST_PHONE = 13
_MOST_READINGS = 4
_NAMES_REMEMBERED = 2048

_CHINESE = "〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SEGMENT = re.compile(rf"[{_CHINESE}]+|[^\W_{_CHINESE}]+")
_STARTS_CHINESE = re.compile(rf"[{_CHINESE}]")
_BETWEEN_PHONES = re.compile(r"[、,;/转]|分机|ext\.?")
_PHONE_LIKE = re.compile(r"[\d\s()+.\-]+")


def tokens_of(
    *,
    name: str = "",
    other_names: Iterable[str] = (),
    phones: Iterable[str] = (),
    numbers: Iterable[str] = (),
    address: str = "",
) -> set[str]:
    """The tokens by which a record is found.

    Names (of the customer, of contacts) are found by characters, pinyin and initials; phones by their tails; numbers
    that are names (户号, 表号, 单号) by beginnings and tails; the address by characters and whole words only.
    """
    tokens = set(_plain_tokens(_folded(address)))
    for text in (name, *other_names):
        tokens.update(_name_tokens(_folded(text)))
    for phone in phones:
        tokens.update(_phone_tokens(_folded(phone)))
    for number in numbers:
        tokens.update(_number_tokens(_folded(number)))
    return tokens


def query_tokens(text: str) -> list[str]:
    """The tokens ALL of which a match must have, in the order of the question; none where it holds no word.

    One Chinese character asks for itself, more ask for each pair; Latin letters ask for a beginning of pinyin,
    initials or a word; digits for a beginning or a tail. A phone may be written in groups.
    """
    plain = _folded(text)
    if phone := _phone_asked_for(plain):
        return [phone]
    asked = [token for segment in _SEGMENT.findall(plain) for token in _asked_by(segment)]
    return list(dict.fromkeys(asked))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("ü", "v")


def _is_chinese(segment: str) -> bool:
    return _STARTS_CHINESE.match(segment) is not None


def _asked_by(segment: str) -> list[str]:
    if not _is_chinese(segment):
        return [segment[:LONGEST]]
    plain = simplified(segment)
    return _pairs(plain) or [plain]


def _phone_asked_for(plain: str) -> str:
    """The digits of a question that is one phone or number written in groups, else nothing."""
    digits = "".join(re.findall(r"\d", plain))
    is_one = _PHONE_LIKE.fullmatch(plain) and _TAILS_FROM <= len(digits) <= _LONGEST_PHONE
    return _without_country(digits) if is_one else ""


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]


def _beginnings(word: str, shortest: int = 1) -> Iterator[str]:
    """The word's beginnings up to the longest token, at least its whole where it is shorter than `shortest`."""
    longest = min(len(word), LONGEST)
    return (word[:length] for length in range(min(shortest, longest) or 1, longest + 1))


def _tails(digits: str) -> Iterator[str]:
    """The ends of a number of seven digits or more, from four digits on."""
    longest = min(len(digits), LONGEST) if len(digits) >= _TAILS_FROM else 0
    return (digits[-length:] for length in range(_SHORTEST_TAIL, longest + 1))


def _plain_tokens(text: str) -> Iterator[str]:
    for segment in _SEGMENT.findall(text):
        if _is_chinese(segment):
            plain = simplified(segment)  # the sounds come from the sign as it is written
            yield from plain
            yield from _pairs(plain)
        else:
            yield segment[:LONGEST]


@lru_cache(maxsize=_NAMES_REMEMBERED)
def _name_tokens(text: str) -> frozenset[str]:
    """The tokens of one folded name; remembered, for a bulk verb asks again inside its unit for what it prepared."""
    return frozenset(_parts_of_name(text))


def _parts_of_name(text: str) -> Iterator[str]:
    yield from _plain_tokens(text)
    segments = _SEGMENT.findall(text)
    for segment in segments:
        if not _is_chinese(segment):
            yield from _beginnings(segment)
    for syllables in _readings(segments):
        yield from (syllable[:LONGEST] for syllable in syllables)
        yield from _beginnings("".join(syllables))
        yield from _beginnings("".join(syllable[0] for syllable in syllables))


def _readings(segments: Iterable[str]) -> list[tuple[str, ...]]:
    """The ways to say the whole name, at most four; a Latin word is said as it stands."""
    ways: list[tuple[str, ...]] = [()]
    for segment in segments:
        said = readings_of(segment) if _is_chinese(segment) else [(segment,)]
        ways = [(*way, *syllables) for way in ways for syllables in said][:_MOST_READINGS]
    return ways


def _number_tokens(text: str) -> Iterator[str]:
    words = re.findall(r"[^\W_]+", text)
    for word in {*words, "".join(words)} - {""}:
        yield word[:LONGEST]
        yield from _beginnings(word, _SHORTEST_NUMBER_START)
        for digits in re.findall(r"\d+", word):
            yield from _tails(digits)


def _phone_tokens(text: str) -> Iterator[str]:
    for phone in _BETWEEN_PHONES.split(text):
        groups = re.findall(r"\d+", phone)
        together = "".join(groups)
        for digits in {*groups, together[: _LONGEST_PHONE + 1]}:
            if 0 < len(digits) <= _LONGEST_PHONE:
                local = _without_country(digits)
                yield local
                yield from _tails(local)


def _without_country(digits: str) -> str:
    """A mobile number without the 86 of China before it."""
    return digits[2:] if len(digits) == _LONGEST_PHONE and digits.startswith("861") else digits
