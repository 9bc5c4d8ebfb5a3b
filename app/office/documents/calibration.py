"""The page that shows by how much a printer is off."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.actor import Actor
from app.domain.text import Text
from app.office.documents.document import Document
from app.office.documents.policy import PaperPolicy
from app.office.policy import queries as policy


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far the printer is set off, in tenths of a millimetre."""

    shift_x: int
    shift_y: int


def calibration(_actor: Actor, _subject_id: int) -> Calibration:
    """The values of the test page."""
    settings = policy.of(PaperPolicy)
    return Calibration(settings.shift_x, settings.shift_y)


def documents() -> list[Document]:
    """The test page (打印测试页) of every paper with fixed places."""
    return [
        Document(
            key="test_page",
            chinese="打印测试页",
            english=Text("Printer test page"),
            papers=("241x140", "a5", "a4"),
            template="print/test_page.html",
            permission="office.policy.manage",
            load=calibration,
            official=False,
            example=lambda: Calibration(shift_x=12, shift_y=-5),
            used=Text("Below the office's rules for paper and printers"),
        )
    ]
