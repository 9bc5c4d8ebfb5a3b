"""Amounts in capitals (人民币大写) by the People's Bank's rules for filling in bills and vouchers."""

from __future__ import annotations

from app.domain.money import Fen

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_SECTIONS = ((10**8, "亿"), (10**4, "万"), (1, ""))
_LARGEST = 99_999_999_999_999


def capitals(fen: Fen) -> str:
    """Write an amount in capitals with 人民币 in front: 140950 fen is 人民币壹仟肆佰零玖元伍角整.

    整 stands after 元 and after 角, never after 分; a negative amount begins with 负.
    Raises ValueError beyond ±999,999,999,999.99 yuan.
    """
    if abs(fen) > _LARGEST:
        raise ValueError(f"no capitals for {fen} fen: beyond 999,999,999,999.99 yuan")
    yuan, rest = divmod(abs(fen), 100)
    written = (_whole(yuan) + "元" if yuan or not rest else "") + _fraction(yuan, *divmod(rest, 10))
    return "人民币" + ("负" if fen < 0 else "") + written


def _whole(yuan: int) -> str:
    """The yuan without the word 元: sections of four digits, one 零 for every gap between them."""
    written, gap = "", False
    for unit, name in _SECTIONS:
        section = yuan // unit % 10_000
        if section:
            zero = "零" if written and (gap or section < 1000) else ""
            written += zero + _section(section) + name
        gap = section == 0
    return written or "零"


def _section(section: int) -> str:
    """Four digits with their places; zeros inside are one 零, zeros at either end are not written."""
    digits = f"{section:04}"
    written = "".join(
        _DIGITS[int(digit)] + place * (digit != "0") for digit, place in zip(digits, _PLACES, strict=True)
    )
    while "零零" in written:
        written = written.replace("零零", "零")
    return written.strip("零")


def _fraction(yuan: int, jiao: int, fen: int) -> str:
    """角 and 分 with the closing 整.

    Where the yuan end in 0, 零 before 角 is optional; it is written when 分 follow (柒仟元零伍角叁分) and left out
    before a lone 角 (壹拾元壹角整).
    """
    if not fen:
        return _DIGITS[jiao] + "角整" if jiao else "整"
    zero = "零" if yuan and (not jiao or yuan % 10 == 0) else ""
    return zero + (_DIGITS[jiao] + "角" if jiao else "") + _DIGITS[fen] + "分"
