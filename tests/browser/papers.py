"""Papers as the browser would fetch them: their text, how large they are, and what a printer would put on them."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page
from pypdf import PdfReader

DOTS = 100  # to the inch
MARGIN = 8  # dots, 2 mm: nothing may be cut off there


class Paper:
    """A PDF: text without blanks (justified lines are cut into pieces), pages, and the first page's size in mm."""

    def __init__(self, data: bytes) -> None:
        pages = PdfReader(BytesIO(data)).pages
        self.text = re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))
        self.pages = len(pages)
        self.size = tuple(round(float(side) * 25.4 / 72) for side in pages[0].mediabox[2:])
        self.picture = _picture(data)

    def is_well_printed(self) -> bool:
        """The first page has ink, more than a few words and far from all black, and none of it at the edges."""
        black = self.picture.point(lambda grey: 255 * (grey < 128))
        ink = black.histogram()[255] / (black.width * black.height)
        box = black.getbbox() or (0, 0, 0, 0)
        inside = min(box[:2]) >= MARGIN and box[2] <= black.width - MARGIN and box[3] <= black.height - MARGIN
        return 0.01 < ink < 0.3 and inside


def fetched(page: Page, address: str) -> Paper:
    """Fetch a paper with the session of this browser."""
    answer = page.context.request.get(address)
    assert answer.status == 200, answer.status_text
    assert answer.headers["content-type"] == "application/pdf"
    return Paper(answer.body())


def _picture(data: bytes) -> Image.Image:
    """The first page in shades of grey."""
    command = ("pdftoppm", "-r", str(DOTS), "-gray", "-singlefile", "-")
    return Image.open(BytesIO(subprocess.run(command, input=data, capture_output=True, check=True).stdout))
