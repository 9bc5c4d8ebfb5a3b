"""Walk through every page of the demo office, as somebody who may do everything."""

from __future__ import annotations

import contextlib
import io
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from unittest import mock
from urllib.parse import urljoin, urlsplit

import lxml.html
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfWriter
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from app.printing import press

LEADS = "//@href | //@hx-get | //@src | //@data-href"
MOST_OF_ONE = 3  # addresses of one endpoint that are looked at


@dataclass(frozen=True)
class Seen:
    """One answer of the walk."""

    endpoint: str
    url: str
    answer: TestResponse

    @property
    def is_shown(self) -> bool:
        """True for an answer that a reader sees; a redirect is not."""
        return self.answer.status_code not in (204, 301, 302, 303) and bool(self.answer.text.strip())

    @property
    def is_page(self) -> bool:
        """True for a whole HTML page, not a fragment or a file."""
        return self.answer.mimetype == "text/html" and self.answer.text.lstrip().lower().startswith("<!doctype")


def walk(app: Flask, client: FlaskClient, start: tuple[str, ...] = ("/",), most: int = MOST_OF_ONE) -> Iterator[Seen]:
    """Follow links, regions and search forms from `start`, at `most` so many addresses of each endpoint."""
    waiting = deque((url, "page") for url in start)
    known = set(start)
    counted: Counter[str] = Counter()
    while waiting:
        url, way = waiting.popleft()
        endpoint = endpoint_of(app, url)
        if endpoint is None or counted[endpoint] >= most:
            continue
        counted[endpoint] += 1
        answer = client.get(url, headers={"HX-Request": "true"} if way == "fragment" else {})
        yield Seen(endpoint, url, answer)
        for lead, how in leads(answer, url):
            if lead not in known:
                known.add(lead)
                waiting.append((lead, how))


@contextlib.contextmanager
def unprinted() -> Iterator[None]:
    """Let every PDF be one empty page: for a walk through pages whose papers another walk prints, word for word."""
    from app.printing.engine import Rendered  # loads WeasyPrint, which takes a second

    empty, file = PdfWriter(), io.BytesIO()
    empty.add_blank_page(210, 297)
    empty.write(file)
    with mock.patch.object(press, "_render", return_value=Rendered(file.getvalue())):
        yield


def leads(answer: TestResponse, base: str) -> Iterator[tuple[str, str]]:
    """The addresses that an answer leads to by GET, and whether a page or a fragment stands there."""
    if answer.status_code in (301, 302, 303):
        yield _local(urljoin(base, answer.location)), "page"
    if answer.mimetype != "text/html" or not answer.text.strip():
        return
    tree = lxml.html.document_fromstring(answer.text)
    for value in dict.fromkeys(tree.xpath(LEADS)):  # icons of a page lead to the same place a hundred times
        yield _local(urljoin(base, value)), "fragment" if value.attrname == "hx-get" else "page"
    for form in tree.iter("form"):
        if (form.get("method") or "get").lower() == "get":
            yield _local(urljoin(base, form.get("action") or base)), "page"


def endpoint_of(app: Flask, url: str) -> str | None:
    """The endpoint that answers this address by GET; None for what is not ours."""
    if not url.startswith("/") or url.startswith(("//", "/static/")):
        return None
    try:
        endpoint, _ = app.url_map.bind("localhost").match(urlsplit(url).path, method="GET")
    except HTTPException:
        return None
    return str(endpoint)


def _local(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme or parts.netloc not in ("", "localhost"):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
