"""The papers that the office prints on, and the style sheet of each."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.text import N_


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper: its name, its size in mm, and whether it is a strip whose length follows its content."""

    key: str
    label: str
    width: int
    height: int
    strip: bool = False


PAPERS = {
    paper.key: paper
    for paper in (
        Paper("a4", N_("A4"), 210, 297),
        Paper("a4-landscape", N_("A4, landscape"), 297, 210),
        Paper("a5", N_("A5, landscape"), 210, 148),
        Paper("241x140", N_("241 × 140 mm, continuous"), 241, 140),
        Paper("80mm", N_("80 mm strip"), 80, 200, strip=True),
        Paper("58mm", N_("58 mm strip"), 58, 200, strip=True),
    )
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper as it lies in the office's printer.

    `shift_x` and `shift_y` move everything, in 0.1 mm to the right and down; `data_only` leaves out the words and
    lines that pre-printed stock carries already; `height` in mm replaces that of a strip. `purpose` is "example" for
    a paper with 样张 across it, "by-hand" for one whose lines have room for handwriting.
    """

    paper: Paper
    shift_x: int = 0
    shift_y: int = 0
    data_only: bool = False
    height: int | None = None
    purpose: str = ""

    @property
    def classes(self) -> str:
        """What the style sheet calls this sheet."""
        return " ".join(filter(None, (f"on-{self.paper.key}", "data-only" * self.data_only, self.purpose)))


def page_rule(sheet: Sheet) -> str:
    """The style rules that only this sheet has: the size of its pages and how far the printer is off."""
    size = f"@page {{ size: {sheet.paper.width}mm {sheet.height or sheet.paper.height}mm; }}"
    if not sheet.shift_x and not sheet.shift_y:
        return size
    return f"{size}\n.sheet {{ left: {_mm(sheet.shift_x)}; top: {_mm(sheet.shift_y)}; }}"


def _mm(tenths: int) -> str:
    sign = "-" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}mm"
