"""The press: same bytes, no way out, no boxes in place of characters, strips cut to length, many by two processes."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from app.domain.errors import Refused
from app.printing import libraries
from app.printing.engine import ForbiddenFetch
from app.printing.papers import PAPERS, Sheet, page_rule
from app.printing.press import Binder, Piece, print_chunks, print_pieces
from app.printing.qr import qr

CSS = 'body { font-family: "Qiantai Sans", "Noto Sans CJK SC"; } @page { margin: 5mm; }'
HOW = {"title": "试", "language": "zh", "css": CSS, "sheet": Sheet(PAPERS["a5"])}


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def bound(pdfs: list[bytes]) -> bytes:
    binder = Binder()
    for pdf in pdfs:
        binder.add(pdf)
    assert binder.pages == len(pdfs)
    return binder.bound()


def test_the_same_values_give_the_same_bytes() -> None:
    pieces = [Piece("单", f"<p>气费结算单 ￥83.33</p>{qr('S202611-00001')}")]
    assert print_pieces(pieces, **HOW) == print_pieces(pieces, **HOW)


def test_the_text_can_be_read_back_and_is_set_in_our_own_font() -> None:
    pdf = print_pieces([Piece("单", "<p>气费结算单 人民币捌拾叁元叁角叁分</p>")], **HOW)
    assert text_of(pdf) == ["气费结算单 人民币捌拾叁元叁角叁分"]
    fonts = PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"]
    assert {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts.values()} == {"Qiantai-Sans"}


def test_rare_characters_come_from_the_whole_font() -> None:
    assert text_of(print_pieces([Piece("单", "<p>𠮷野家 㛃 琎</p>")], **HOW)) == ["𠮷野家 㛃 琎"]


@pytest.mark.parametrize("character", ["\ue000", "\u1820", "\U0003ffff"])
def test_a_character_without_a_glyph_fails_with_the_name_of_the_document(character: str) -> None:
    pieces = [Piece("气费结算单 1", "<p>王小明</p>"), Piece("气费结算单 2", f"<p>王{character}明</p>")]
    with pytest.raises(Refused) as refused:
        print_pieces(pieces, **HOW)
    assert "气费结算单 2" in str(refused.value)
    assert "气费结算单 1" not in str(refused.value)
    assert f"U+{ord(character):04X}" in str(refused.value)


@pytest.mark.parametrize(
    "html",
    [
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="file:///etc/passwd">',
        '<img src="/etc/passwd">',
        '<object data="https://127.0.0.1:9/x"></object>',
        '<p style="background: url(http://127.0.0.1:9/x.png)">x</p>',
        '<svg><image href="file:///etc/passwd"/></svg>',
    ],
)
def test_nothing_is_fetched_from_the_network_or_the_disk(html: str) -> None:
    try:
        pdf = print_pieces([Piece("x", html)], **HOW)
    except ForbiddenFetch:
        return
    assert b"/Subtype /Image" not in pdf  # a relative address has nothing to be relative to


def test_a_strip_is_as_long_as_what_stands_on_it() -> None:
    def height(lines: int) -> float:
        how = {**HOW, "sheet": Sheet(PAPERS["80mm"])}
        page = PdfReader(io.BytesIO(print_pieces([Piece("x", "<p>收据</p>" * lines)], **how))).pages
        assert len(page) == 1
        assert round(float(page[0].mediabox.width) / 72 * 25.4) == 80
        return float(page[0].mediabox.height)

    assert height(5) < height(60) < height(200)


def test_other_processes_print_in_order_the_same_bytes_and_refuse_a_missing_glyph_here() -> None:
    chunks = [[Piece(f"{n}", f"<p>第{n}张</p>")] for n in range(5)]
    printed = print_chunks([*chunks, [Piece("单 6", "<p>\ue000</p>")]], **HOW)
    pdfs = [next(printed) for _ in chunks]
    with pytest.raises(Refused, match="单 6"):
        next(printed)
    assert text_of(bound(pdfs)) == [f"第{n}张" for n in range(5)]
    assert bound(pdfs) == bound(pdfs)
    assert bound(pdfs[:1]) == pdfs[0]
    assert pdfs[0] == print_pieces(chunks[0], **HOW)


def test_the_shift_of_the_printer_becomes_a_rule_in_millimetres() -> None:
    rule = page_rule(Sheet(PAPERS["241x140"], shift_x=-15, shift_y=4))
    assert "size: 241mm 140mm" in rule
    assert "left: -1.5mm; top: 0.4mm" in rule


def test_a_missing_library_is_named_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    libraries.check()
    monkeypatch.setattr(libraries, "SUBSETTERS", ("libnothing.so.0",))
    with pytest.raises(libraries.CannotPrint, match="libharfbuzz-subset0"):
        libraries.check()
