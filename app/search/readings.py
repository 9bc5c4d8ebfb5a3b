"""How Chinese names are read: pinyin, with the readings that characters have only as surnames."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import lazy_pinyin

_LONGEST_PERSON = 4

SURNAMES: dict[str, tuple[str, ...]] = {
    "尉迟": ("yu chi", "wei chi"),
    "万俟": ("mo qi", "wan si"),
    "长孙": ("zhang sun", "chang sun"),
    "单于": ("chan yu", "dan yu"),
    "澹台": ("tan tai", "dan tai"),
    "曾": ("zeng", "ceng"),
    "单": ("shan", "dan"),
    "仇": ("qiu", "chou"),
    "区": ("ou", "qu"),
    "查": ("zha", "cha"),
    "盖": ("ge", "gai"),
    "解": ("xie", "jie"),
    "朴": ("piao", "pu"),
    "翟": ("zhai", "di"),
    "缪": ("miao", "mou"),
    "乐": ("yue", "le"),
    "员": ("yun", "yuan"),
    "种": ("chong", "zhong"),
    "折": ("she", "zhe"),
    "召": ("shao", "zhao"),
    "秘": ("bi", "mi"),
    "谌": ("chen", "shen"),
    "郗": ("xi", "chi"),
    "黑": ("he", "hei"),
    "柏": ("bai", "bo"),
    "隗": ("wei", "kui"),
    "覃": ("qin", "tan"),
    "薄": ("bo", "bao"),
    "卜": ("bu", "bo"),
    "褚": ("chu", "zhu"),
    "宓": ("mi", "fu"),
    "牟": ("mu", "mou"),
    "祭": ("zhai", "ji"),
    "盛": ("sheng", "cheng"),
    "郇": ("xun", "huan"),
    "角": ("jue", "jiao"),
    "句": ("gou", "ju"),
    "莘": ("shen", "xin"),
    "尉": ("wei", "yu"),
    "宿": ("su", "xiu"),
    "藏": ("zang", "cang"),
    "阚": ("kan",),
    "繁": ("po", "fan"),
}
"""Surnames (姓) that a pinyin table reads otherwise, or people in more than one way; the right one stands first."""


def readings_of(run: str) -> list[tuple[str, ...]]:
    """The ways to read a run of Chinese characters, the likeliest first, as syllables.

    Up to four characters may be a person, whose surname is looked up; lü is "lv" and also "lu".
    """
    plain = _in_words(run)
    readings = [*_as_person(run, plain), plain]
    without_v = [tuple(syllable.replace("v", "u") for syllable in reading) for reading in readings]
    return list(dict.fromkeys([*readings, *without_v]))


def _as_person(run: str, plain: tuple[str, ...]) -> list[tuple[str, ...]]:
    if not 2 <= len(run) <= _LONGEST_PERSON:
        return []
    surname = run[:2] if run[:2] in SURNAMES else run[:1]
    return [(*reading.split(), *plain[len(surname) :]) for reading in SURNAMES.get(surname, ())]


@lru_cache(maxsize=4096)
def _in_words(run: str) -> tuple[str, ...]:
    """Read the run as words (重庆 is chongqing); characters that the table does not know stand for themselves."""
    return tuple(lazy_pinyin(run))
