"""What must be installed for printing, looked at when the program starts."""

from __future__ import annotations

import ctypes
from pathlib import Path

FONTS = Path(__file__).resolve().parent / "fonts"
FONT_FILES = {"normal": FONTS / "QiantaiSans-Regular.otf", "bold": FONTS / "QiantaiSans-Bold.otf"}
SUBSETTERS = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll")


class CannotPrint(RuntimeError):
    """Something that printing needs is missing; the message says what to install."""


def check() -> None:
    """Look for the fonts and for the library that cuts them down. Raises CannotPrint.

    Without that library WeasyPrint still prints, but one Chinese page takes half a minute.
    """
    for file in FONT_FILES.values():
        if not file.is_file():
            raise CannotPrint(f"The font {file} is missing. Run script/bootstrap.")
    if not any(_loads(name) for name in SUBSETTERS):
        raise CannotPrint("The library harfbuzz-subset is missing. Install the package libharfbuzz-subset0.")


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
