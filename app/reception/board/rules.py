"""What a screen shows and says (叫号): pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from app.reception.board.words import CHIME, DIGITS, LETTERS, NUMBER, PLACES, PLEASE, TEN, TO, clip

NUMBER_BEHIND = re.compile(r"^([^0-9]*[^0-9第])([0-9]{1,2})$")
PIECES = re.compile("|".join((*sorted(PLACES, key=len, reverse=True), "[0-9]+", "[A-Z]", ".")))
UNSPOKEN = re.compile(r"[\s\-_·.,，。、()（）#]+")


@dataclass(frozen=True, slots=True)
class Speech:
    """How an announcement is spoken: clips in order, and words that only a speech synthesis can say."""

    clips: tuple[str, ...]
    rest: str = ""


def speech(number: str, where: str) -> Speech:
    """Speak "请 A 0 0 7 号 到 2 号窗口"; of a desk with unknown words only the number, and the rest as words."""
    called = (clip(PLEASE), *_spelled(number), clip(NUMBER))
    place = place_clips(where)
    if place is None:
        return Speech((CHIME, *called), f"到{where}")
    return Speech((CHIME, *called, *((clip(TO), *place) if place else ())))


def place_clips(name: str) -> tuple[str, ...] | None:
    """The clips of a desk's name; None where it has words that the voice does not know.

    A number behind the name is spoken as people say it: 窗口 2 as 2 号窗口.
    """
    plain = UNSPOKEN.sub("", unicodedata.normalize("NFKC", name).upper())
    if behind := NUMBER_BEHIND.fullmatch(plain):
        plain = f"{behind[2]}号{behind[1]}"
    sounds: list[str] = []
    for piece in PIECES.findall(plain):
        known = _sounds_of(piece)
        if known is None:
            return None
        sounds += known
    return tuple(map(clip, sounds))


def count(number: int) -> tuple[str, ...]:
    """The sounds of a whole number: up to 99 as people count, above it digit by digit."""
    tens, ones = divmod(number, 10)
    if number < 10 or tens > 9:
        return tuple(DIGITS[digit] for digit in str(number))
    ten = (TEN,) if tens == 1 else (DIGITS[str(tens)], TEN)
    return (*ten, DIGITS[str(ones)]) if ones else ten


def _spelled(number: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", number).upper()
    known = {**DIGITS, **LETTERS}
    return tuple(clip(known[sign]) for sign in plain if sign in known)


def _sounds_of(piece: str) -> tuple[str, ...] | None:
    if piece.isdecimal():
        return count(int(piece))
    sound = PLACES.get(piece) or LETTERS.get(piece)
    return (sound,) if sound else None
