"""Papers as the browser would fetch them: their text, and how large they are."""

from __future__ import annotations

import re
from io import BytesIO

from playwright.sync_api import Page
from pypdf import PdfReader


class Paper:
    """A PDF: text without blanks (justified lines are cut into pieces), pages, and the first page's size in mm."""

    def __init__(self, data: bytes) -> None:
        pages = PdfReader(BytesIO(data)).pages
        self.text = re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))
        self.pages = len(pages)
        self.size = tuple(round(float(side) * 25.4 / 72) for side in pages[0].mediabox[2:])


def fetched(page: Page, address: str) -> Paper:
    """Fetch a paper with the session of this browser."""
    answer = page.context.request.get(address)
    assert answer.status == 200, answer.status_text
    assert answer.headers["content-type"] == "application/pdf"
    return Paper(answer.body())
