"""Traditional characters as the simplified ones that the office writes: a question in either finds both."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from opencc import OpenCC

# Every block of characters that names are written with; those that OpenCC does not know stay as they are.
_BLOCKS = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x2A6E0))


def simplified(text: str) -> str:
    """The text sign by sign in simplified characters; as long as before, whatever stands beside a sign."""
    return text.translate(_table())


@lru_cache(maxsize=1)
def _table() -> Mapping[int, str]:
    signs = [chr(number) for block in _BLOCKS for number in block]
    # One sign on each line: nothing is taken for a part of a phrase, for both sides must come out alike.
    simple = OpenCC("t2s").convert("\n".join(signs)).split("\n")
    return {ord(sign): one for sign, one in zip(signs, simple, strict=True) if one != sign and len(one) == 1}
