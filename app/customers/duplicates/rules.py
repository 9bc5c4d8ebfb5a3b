"""By what two customers are compared, and how much like one they look. Blank never equals blank."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from app.customers.duplicates.policy import BLOCK, HINT, OFF, WARN, DuplicatePolicy
from app.customers.duplicates.regions import leading
from app.domain.names import tidy, without_legal_form
from app.domain.text import N_
from app.search.readings import readings_of

PHONE, USCC, METER, CORE, PINYIN, ADDRESS = "phone", "uscc", "meter", "core", "pinyin", "address"
GROUNDS: Mapping[str, str] = {
    USCC: N_("the same credit code"),
    METER: N_("the same meter or gas account"),
    PHONE: N_("the same telephone"),
    CORE: N_("the same name"),
    PINYIN: N_("a name that sounds the same"),
    ADDRESS: N_("the same address"),
}
STRENGTH: Mapping[str, int] = {OFF: 0, HINT: 1, WARN: 2, BLOCK: 3}
LONGEST = 120
SAME = 100
PERSON = "person"

_SOUND_COUNTS = 0.9  # a name that only sounds the same is less alike than one that is written the same
_SYLLABLES = 4
_REMEMBERED = 8192  # names: a look through all files compares each with several
_SHORTEST_REST = 3  # 杭州银行 is not 银行: what remains without its region must still be a name
_SHORTEST_PHONE = 7
_SIGNS = re.compile(r"[\W_]+")
_WORDS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[^\W_\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BRACKETS = re.compile(r"[(\[{<【〔《](.*?)[)\]}>】〕》]")
_BETWEEN = re.compile(r"[、,;/|]+")
_EXTENSION = re.compile(r"(?:转|轉|分机|分機|ext\.?|x).*$", re.IGNORECASE)

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two customers share (kinds of keys), how alike their names are (0 to 100), and in what they surely differ.

    `apart` holds phone where both are people and have telephones but none together, region where both names say where
    they are and it is not the same place, uscc where both have a credit code and another one.
    """

    shared: frozenset[str]
    score: int
    apart: frozenset[str] = frozenset()


def keys_of(values: Mapping[str, Any]) -> set[Key]:
    """The keys of a file: name, phone, uscc and address, as stored or as just typed; nothing for what is empty."""
    core = core_of(values.get("name") or "")
    found = {
        *((PHONE, phone) for phone in phones_of(values.get("phone"))),
        (USCC, _code(values)),
        (CORE, core),
        (PINYIN, sound_of(core)),
        (ADDRESS, address_of(values.get("address") or "")),
    }
    return {(kind, value[:LONGEST]) for kind, value in found if value}


@lru_cache(maxsize=_REMEMBERED)
def core_of(name: str) -> str:
    """The name without legal form, region, brackets and blanks: 前台科技 of 前台科技(杭州)有限公司.

    Never empty for a name.
    """
    plain = without_legal_form(name)
    inside = [part for part in _BRACKETS.findall(plain) if leading(part, short=True) != part]
    core = _BRACKETS.sub("", plain) + "".join(inside)
    core = _SIGNS.sub("", core) or _SIGNS.sub("", plain) or plain
    while (region := leading(core, short=True)) and len(core) - len(region) >= _SHORTEST_REST:
        core = core[len(region) :]
    return core.casefold()


@lru_cache(maxsize=_REMEMBERED)
def region_of(name: str) -> str:
    """The place that a company's name says, without its kind (杭州); empty where it says none."""
    plain = tidy(name)
    inside = [part for part in _BRACKETS.findall(plain) if leading(part, short=True) == part]
    place: str = inside[0] if inside else leading(plain, short=True)
    return place.rstrip("省市区县")


def sound_of(core: str) -> str:
    """The first four syllables of a name, by which it is found however it is written; empty for less than two."""
    syllables = list(_syllables(core, _SYLLABLES))
    return " ".join(syllables[:_SYLLABLES]) if _HAN.search(core) and len(syllables) > 1 else ""


def address_of(address: str) -> str:
    """The address without province, city, district and signs; too little to say where somebody lives is nothing."""
    core = _SIGNS.sub("", tidy(address)).casefold()
    while (region := leading(core, short=False)) and region != core:
        core = core[len(region) :]
    return core if len(core) > _SYLLABLES and any(sign.isdigit() for sign in core) else ""


def phones_of(text: str | None) -> set[str]:
    """The telephone numbers in a text as digits, without 86 and extension; numbers of services are nobody's."""
    parts = (_EXTENSION.sub("", part) for part in _BETWEEN.split(unicodedata.normalize("NFKC", text or "")))
    numbers = (re.sub(r"^(?:00)?86(?=1\d{10}$|0?[2-9]\d{8,}$)", "", re.sub(r"\D", "", part)) for part in parts)
    return {number for number in numbers if _SHORTEST_PHONE <= len(number) <= LONGEST}


def barred(never: str) -> set[str]:
    """The values that the office does not want to be compared by, in every form in which they are stored."""
    parts = [part for part in _BETWEEN.split(never) if part.strip()]
    return {form for part in parts for form in (*phones_of(part), core_of(part), part.strip().upper())}


def score_of(one: str, other: str) -> int:
    """How alike two names are, 0 to 100, by how their cores are written, and by how they sound."""
    first, second = core_of(one), core_of(other)
    if not first or not second:
        return 0
    if first == second:
        return SAME
    return round(max(fuzz.ratio(first, second), fuzz.ratio(_heard(first), _heard(second)) * _SOUND_COUNTS))


def likeness(shared: Iterable[str], one: Mapping[str, Any], other: Mapping[str, Any]) -> Likeness:
    """Compare two files that share keys of these kinds."""
    found, apart = frozenset(shared), set()
    phones, others = phones_of(one.get("phone")), phones_of(other.get("phone"))
    people = one.get("kind") == other.get("kind") == PERSON
    if people and PHONE not in found and phones and others and phones.isdisjoint(others):
        apart.add(PHONE)
    places = {region_of(one.get("name") or ""), region_of(other.get("name") or "")}
    if not people and len(places - {""}) > 1:
        apart.add("region")
    if len({_code(one), _code(other)} - {""}) > 1:
        apart.add(USCC)
    return Likeness(found, score_of(one.get("name") or "", other.get("name") or ""), frozenset(apart))


def level(like: Likeness, policy: DuplicatePolicy) -> str | None:
    """What is to be done about two customers who share something: block, warn, hint, or nothing.

    The strongest ground counts. Where both have a credit code and not the same one, they are two, and names and
    telephones are worth a hint at most.
    """
    strongest = max((_by_ground(kind, like, policy) for kind in like.shared), key=STRENGTH.__getitem__, default=OFF)
    if {PINYIN, ADDRESS} <= like.shared and like.score >= policy.alike_from:
        strongest = max(strongest, policy.pinyin_and_address, key=STRENGTH.__getitem__)
    if USCC in like.apart and METER not in like.shared:
        strongest = min(strongest, HINT, key=STRENGTH.__getitem__)
    return strongest if strongest != OFF else None


def _by_ground(kind: str, like: Likeness, policy: DuplicatePolicy) -> str:
    alike = like.score >= policy.alike_from
    if kind == PHONE and not alike:
        return policy.phone_of_another
    if kind == CORE and like.apart & {PHONE, "region"}:
        return policy.namesake
    if kind in (PINYIN, ADDRESS) and not alike:
        return OFF
    wished: str = getattr(policy, kind)
    return wished


def _code(values: Mapping[str, Any]) -> str:
    return (values.get("uscc") or "").strip().upper()


@lru_cache(maxsize=_REMEMBERED)
def _heard(core: str) -> str:
    return "".join(_syllables(core))


def _syllables(core: str, most: int | None = None) -> Iterator[str]:
    """The syllables of a name, of the first `most` signs of each run; Latin words stand for themselves."""
    for run in _WORDS.findall(core):
        yield from readings_of(run[:most])[0] if _HAN.match(run) else (run,)
