"""WeasyPrint, held in one place: one font configuration for each process, no way out to the network or the disk."""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from app.printing.libraries import FONT_FILES

# Pango's font maps are not made for several threads at once, and more threads would not be faster.
_one_at_a_time = threading.Lock()
_PIXELS_PER_MM = 96 / 25.4
_LONGEST_STRIP, _STRIP_MARGIN = 3000, 8  # mm; the margin is what lies below the last line


class ForbiddenFetch(Exception):
    """A paper asked for something outside itself."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF, and the characters for which no font has a glyph: with one of those it must not leave the office."""

    pdf: bytes
    missing: str = ""


def render(html: str, css: str, *, strip: int | None = None) -> Rendered:
    """Turn an HTML document into a PDF; the same input gives the same bytes.

    `strip` is the width in mm of a paper that is cut below the element with the id "end". Raises ForbiddenFetch.
    """
    with _one_at_a_time, _listening() as missing:
        try:
            rules = css if strip is None else f"{css}\n{_cut(html, css, strip)}"
            pdf: bytes = _lay_out(html, rules).write_pdf()
        except FatalURLFetchingError as error:
            raise ForbiddenFetch(str(error)) from None
    return Rendered(pdf, "".join(sorted(missing)))


def _cut(html: str, css: str, width: int) -> str:
    uncut = _lay_out(html, f"{css}\n@page {{ size: {width}mm {_LONGEST_STRIP}mm; }}")
    y = uncut.pages[0].anchors["end"][1]
    return f"@page {{ size: {width}mm {math.ceil(y / _PIXELS_PER_MM) + _STRIP_MARGIN}mm; }}"


def _lay_out(html: str, css: str) -> Any:
    source = HTML(string=html, url_fetcher=_OwnFilesOnly())
    return source.render(stylesheets=[*_faces(), _parsed(css)], font_config=_fonts())


class _OwnFilesOnly(URLFetcher):  # type: ignore[misc]
    """Fetches our own fonts and data: addresses. All else is refused, so that no text can make the printer read."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        """Fetch what is ours; everything else ends the printing."""
        if url.startswith("data:") or url in _font_addresses():
            return super().fetch(url, headers)
        raise FatalURLFetchingError(f"a paper may not fetch {url[:100]}")


@lru_cache(maxsize=1)
def _fonts() -> Any:
    return FontConfiguration()


@lru_cache(maxsize=1)
def _font_addresses() -> dict[str, str]:
    return {file.as_uri(): weight for weight, file in FONT_FILES.items()}


@lru_cache(maxsize=1)
def _faces() -> list[Any]:
    rules = (
        f'@font-face {{ font-family: "Qiantai Sans"; font-weight: {weight}; src: url("{address}"); }}'
        for address, weight in _font_addresses().items()
    )
    return [CSS(string="\n".join(rules), font_config=_fonts(), url_fetcher=_OwnFilesOnly())]


@lru_cache(maxsize=32)
def _parsed(css: str) -> Any:
    return CSS(string=css, font_config=_fonts(), url_fetcher=_OwnFilesOnly())


class _Ear(logging.Handler):
    """Hears what WeasyPrint only logs: that it printed a box in place of a character."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the character that has no glyph."""
        if record.msg.startswith(".notdef") and isinstance(record.args, tuple):
            self.missing.add(str(record.args[0]))


@contextmanager
def _listening() -> Iterator[set[str]]:
    ear = _Ear()
    LOGGER.addHandler(ear)
    try:
        yield ear.missing
    finally:
        LOGGER.removeHandler(ear)
