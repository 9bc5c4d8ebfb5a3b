"""From pages of HTML to a PDF that may leave the office, one at a time or thousands by two processes."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from markupsafe import escape
from pypdf import PdfReader, PdfWriter

from app.domain.errors import Refused
from app.domain.text import Text
from app.printing.papers import Sheet, page_rule

if TYPE_CHECKING:
    from app.printing.engine import Rendered

WORKERS = 2
CHUNKS_PER_PROCESS = 16  # a process never gives memory back to the system, so it is replaced now and then
FIRST_CHUNKS_IN_FLIGHT = WORKERS + 1


@dataclass(frozen=True, slots=True)
class Piece:
    """One printed form: its name for people (form and number) and its HTML."""

    name: str
    html: str


def print_pieces(pieces: Sequence[Piece], *, title: str, language: str, css: str, sheet: Sheet) -> bytes:
    """Print forms one after the other into one PDF. Raises Refused for a character that no font has."""
    rendered = _render(*_order(pieces, title, language, css, sheet))
    return _checked(rendered, pieces)


def print_chunks(
    chunks: Iterable[Sequence[Piece]], *, title: str, language: str, css: str, sheet: Sheet
) -> Iterator[bytes]:
    """Print many chunks in two processes; give one PDF for each chunk, in order. Raises Refused like `print_pieces`.

    A chunk of 100 to 250 small forms keeps both processes busy and their memory small. Chunks are taken from the
    iterable as they are needed, so that making their HTML overlaps with printing.
    """
    waiting: deque[tuple[Future[Rendered], Sequence[Piece]]] = deque()
    with _processes() as pool:
        try:
            for chunk in chunks:
                waiting.append((pool.submit(_render, *_order(chunk, title, language, css, sheet)), chunk))
                if len(waiting) >= FIRST_CHUNKS_IN_FLIGHT:
                    yield _next(waiting)
            while waiting:
                yield _next(waiting)
        finally:
            pool.shutdown(cancel_futures=True)


class Binder:
    """Puts PDFs into one as they come; the pages keep their order and their own numbers."""

    def __init__(self) -> None:
        self._writer = PdfWriter()
        self._only: bytes | None = None
        self.pages = 0

    def add(self, pdf: bytes) -> None:
        """Append the pages of a PDF."""
        self._only = pdf if not self.pages else None
        self._writer.append(PdfReader(io.BytesIO(pdf)), import_outline=False)
        self.pages = len(self._writer.pages)

    def bound(self) -> bytes:
        """The PDF; a single one comes back as it was."""
        if self._only is not None:
            return self._only
        file = io.BytesIO()
        self._writer.write(file)
        return file.getvalue()


def _processes() -> ProcessPoolExecutor:
    # Spawned, because a forked child would inherit the locks of threads that it does not have.
    return ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn"), max_tasks_per_child=CHUNKS_PER_PROCESS)


def _next(waiting: deque[tuple[Future[Rendered], Sequence[Piece]]]) -> bytes:
    future, chunk = waiting.popleft()
    return _checked(future.result(), chunk)


def _order(pieces: Sequence[Piece], title: str, language: str, css: str, sheet: Sheet) -> tuple[str, str, int | None]:
    body = "".join(piece.html for piece in pieces) + ('<div id="end"></div>' if sheet.paper.strip else "")
    html = (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'</head><body class="{sheet.classes}">{body}</body></html>'
    )
    return html, f"{css}\n{page_rule(sheet)}", sheet.paper.width if sheet.paper.strip else None


def _render(html: str, css: str, strip: int | None) -> Rendered:
    # Loaded when something is printed: WeasyPrint takes a second, and most commands never print.
    from app.printing.engine import render

    return render(html, css, strip=strip)


def _checked(rendered: Rendered, pieces: Sequence[Piece]) -> bytes:
    if not rendered.missing:
        return rendered.pdf
    named = [piece.name for piece in pieces if set(piece.html) & set(rendered.missing)]
    raise Refused(
        Text(
            "%(document)s holds a character that no font of the office can print: %(characters)s. "
            "Write it in another way, or install a font that has it.",
            document=", ".join(named[:3]) or "?",
            characters=" ".join(f"{one} (U+{ord(one):04X})" for one in rendered.missing),
        )
    )
