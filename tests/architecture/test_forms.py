"""Every printable form: both names, a number of its own, an example and a blank that print on each of its papers."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from app.office.documents import render, specimens
from app.office.documents.document import Document, documents
from app.printing.papers import PAPERS
from app.printing.press import Piece, print_pieces
from app.web.language import say

CHINESE = re.compile(r"[\u3400-\u9fff]")
TAGS = re.compile(r"<[^>]+>")


@pytest.fixture
def forms(context: None) -> list[Document]:
    return list(documents().values())


def pieces(form: Document, which: str, paper: str) -> list[Piece]:
    return specimens._pieces(form, which, specimens.sheet_of(form, which, paper))


def said(html: str) -> str:
    return TAGS.sub(" ", html)


def words(values: object) -> Iterator[str]:
    match values:
        case dict():
            for name, value in values.items():
                yield from () if name in ("office", "reach") else words(value)
        case list():
            for value in values:
                yield from words(value)
        case str() if values:
            yield values


def test_every_form_has_both_names_and_at_least_one_paper(forms: list[Document]) -> None:
    assert forms
    assert [one.key for one in forms if not CHINESE.search(one.chinese) or not str(one.english)] == []
    assert [one.key for one in forms if not one.papers or not set(one.papers) <= set(PAPERS)] == []


def test_no_two_forms_have_the_same_number(forms: list[Document]) -> None:
    times = Counter(one.form_no for one in forms if one.form_no)
    assert [number for number, found in times.items() if found > 1] == []


def test_every_form_has_an_example(forms: list[Document]) -> None:
    assert [one.key for one in forms if one.example is None] == []


@pytest.mark.parametrize("which", ["example", "blank"])
def test_examples_and_blanks_stand_on_every_paper_and_say_what_they_are(forms: list[Document], which: str) -> None:
    wrong = []
    for form in forms:
        for paper in form.papers:
            wrong += [
                (form.key, paper) for piece in pieces(form, which, paper) if specimens.MARKS[which] not in piece.html
            ]
    assert wrong == []


@pytest.mark.parametrize("paper", [key for key in PAPERS if key != "58mm"])  # the ticket of the line is no form
@pytest.mark.parametrize("which", ["example", "blank"])
def test_examples_and_blanks_print(forms: list[Document], which: str, paper: str) -> None:
    on_it = [form for form in forms if paper in form.papers]
    together = [piece for form in on_it for piece in pieces(form, which, paper)]
    sheet = specimens.sheet_of(on_it[0], which, paper)
    pdf = print_pieces(together, **render.setting(sheet, which))  # one file for all: starting one costs most
    assert len(PdfReader(io.BytesIO(pdf)).pages) >= len(together) / 2


def test_a_blank_holds_nothing_of_the_example(forms: list[Document]) -> None:
    wrong = []
    for form in (one for one in forms if one.blank is None):
        blank = said(str(specimens.html_of(form, "blank", specimens.sheet_of(form, "blank", None))))
        own = {word for word in words(specimens.example_values(form)) if len(word) > 5}
        wrong += [(form.key, word) for word in own if word in blank]
    assert wrong == []


def test_every_official_form_has_number_code_and_mark_of_reprints(forms: list[Document]) -> None:
    wrong = []
    for form in (one for one in forms if one.official):
        values = specimens.example_values(form)
        sheet = render.sheet_for(form, None)
        html = "".join(p.html for p in render.pieces_of(form, values, sheet, count=3, copies=len(form.copies)))
        found = values["number"] in html, "customer_id" in values, 'class="qr"' in html, "补打 2" in html
        wrong += [(form.key, found)] if not all(found) else []
    assert wrong == []


def test_keepers_signatures_and_seals_stand_on_the_paper(forms: list[Document]) -> None:
    wrong = []
    for form in forms:
        html = str(specimens.html_of(form, "example", specimens.sheet_of(form, "example", form.papers[0])))
        with render.office_language():
            expected = [*form.copies, *(render._word(label) for label in (*form.signatures, form.stamp or "") if label)]
        wrong += [(form.key, word) for word in expected if word not in html]
    assert wrong == []


def test_every_form_says_where_it_is_used(forms: list[Document]) -> None:
    assert [one.key for one in forms if one.used is None or not say(one.used)] == []


def test_each_copy_of_a_form_of_several_pages_counts_its_own_and_prints_the_same_again(forms: list[Document]) -> None:
    wrong = []
    for form in (one for one in forms if one.paged and len(one.copies) > 1):
        sheet = specimens.sheet_of(form, "example", form.papers[0])
        first, again = (specimens.pdf_of(form, "example", sheet) for _ in range(2))
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(first)).pages]
        starts = [text for text in pages if re.search(r"\b1 / \d+$", text.strip(), re.MULTILINE)]
        wrong += [(form.key, len(starts))] if len(starts) != len(form.copies) or first != again else []
    assert wrong == []
