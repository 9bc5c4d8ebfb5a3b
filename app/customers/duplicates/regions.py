"""Names of provinces, cities and counties, which say where somebody is and not who he is."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_LINE = re.compile(r'^\s*(\d+) (?:province|county)="([^"]*)"', re.MULTILINE)
_YEARS = re.compile(r"^\[[^\]]*\]")
_KIND_OF_REGION = re.compile(r"(?:特别行政区|特別行政區|.{0,6}族自治[区州]|自治[区州]|地区|省|市|盟)$")
_SHORTEST, _LONGEST = 2, 12
_WITHOUT_KIND = frozenset({"内蒙古", "广西", "西藏", "宁夏", "新疆"})


@lru_cache(maxsize=1)
def whole_names() -> frozenset[str]:
    """Every name with its kind: 浙江省, 杭州市, 西湖区, 安吉县. The table is the one by which identity numbers go."""
    return frozenset(name for _, name in _named() if len(name) > _SHORTEST and name[-1] in "省市区县州盟旗")


@lru_cache(maxsize=1)
def short_names() -> frozenset[str]:
    """Provinces and cities as they stand in names of companies, without their kind: 浙江, 杭州."""
    large = (name for code, name in _named() if len(code) == _SHORTEST or code.endswith("00"))
    short = (_KIND_OF_REGION.sub("", name) for name in large)
    return _WITHOUT_KIND | {name for name in short if len(name) >= _SHORTEST and name not in {"市辖", "省直辖"}}


def leading(text: str, *, short: bool) -> str:
    """The name of a region with which the text begins, the longest there is; empty where there is none.

    With `short` names without their kind count too.
    """
    if text[:_SHORTEST] not in _starts():
        return ""
    for length in range(min(len(text), _LONGEST), _SHORTEST - 1, -1):
        start = text[:length]
        if start in whole_names() or (short and start in short_names()):
            return start
    return ""


@lru_cache(maxsize=1)
def _starts() -> frozenset[str]:
    """With which two signs a region can begin: nearly every text begins with others."""
    return frozenset(name[:_SHORTEST] for name in whole_names() | short_names())


@lru_cache(maxsize=1)
def _named() -> tuple[tuple[str, str], ...]:
    table = (files("stdnum.cn") / "loc.dat").read_text("utf-8")
    rows = ((code, name) for code, names in _LINE.findall(table) for name in names.split(","))
    return tuple((code, _YEARS.sub("", name)) for code, name in rows)
