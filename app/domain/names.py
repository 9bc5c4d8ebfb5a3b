"""Names and telephone numbers: tidied for keeping, masked for public screens, shortened for comparison."""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = "**"
_LONGEST_PERSON = 4
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u034f\u115f\u1160\u3164\uffa0]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_NAME_DOTS = "·•‧・"
_LEGAL_FORM = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|股份公司|总公司|(?<![分子])公司|\(集团\)|集团|个体工商户|合伙企业"
    r"|\((?:有限|普通|特殊普通)合伙\)"
    r"|[\s,.]+\(?(?:co|company|corp|corporation|group|inc|incorporated|limited|llc|ltd|plc|gmbh|pte|pty)\)?)[\s.]*$",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """Bring a name into its one form: NFKC, no control, bidi or zero-width characters, single blanks, none around."""
    spaced = "".join(" " if sign.isspace() else sign for sign in text)
    visible = "".join(sign for sign in spaced if unicodedata.category(sign) not in _INVISIBLE)
    return " ".join(unicodedata.normalize("NFKC", _VARIANTS.sub("", visible)).split())


def without_legal_form(name: str) -> str:
    """The tidied name without the legal form (有限公司, 集团, Co., Ltd.) at its end; never empty for a name.

    Branches (分公司) keep theirs: they are other customers than their parent.
    """
    core = tidy(name)
    while (shorter := _LEGAL_FORM.sub("", core).rstrip(" ,")) and shorter != core:
        core = shorter
    return core


def masked(name: str) -> str:
    """A name for public screens: of a person the first sign (王**), of a company the first two and the last (杭州**司).

    A name counts as a company's if it has a legal form or more than four Chinese characters without a name dot.
    """
    plain = tidy(name)
    if not _is_company(plain):
        return plain[:1] + _HIDDEN if plain else ""
    last = [sign for sign in plain if sign.isalnum()][-1:]
    return plain[:2] + _HIDDEN + "".join(last)


def phone_tail(phone: str, n: int = 4) -> str:
    """The last `n` digits of a telephone number, all of them where there are fewer."""
    digits = _digits(phone)
    return digits[max(len(digits) - n, 0) :]


def masked_phone(phone: str) -> str:
    """A telephone number for screens: 138****5678; shorter ones show the last four digits, very short ones none."""
    digits = _digits(phone)
    if not digits:
        return ""
    head = digits[:3] if len(digits) >= 11 else ""
    tail = digits[-4:] if len(digits) >= 7 else ""
    return f"{head}****{tail}"


def _is_company(plain: str) -> bool:
    if without_legal_form(plain) != plain:
        return True
    return not any(dot in plain for dot in _NAME_DOTS) and len(_HAN.findall(plain)) > _LONGEST_PERSON


def _digits(phone: str) -> str:
    """The digits of a number as dialled inside the country: without +86 or 0086 before a mobile number."""
    digits = re.sub("[^0-9]", "", unicodedata.normalize("NFKC", phone))
    return re.sub("^(?:00)?86(?=1[0-9]{10}$)", "", digits)
