"""The language of ticket printers (ESC/POS), as far as a ticket needs it; Chinese in GB 18030."""

from __future__ import annotations

from app.reception.tickets.rules import COLUMNS, Ticket

ESC, GS, FS = b"\x1b", b"\x1d", b"\x1c"
START = ESC + b"@" + FS + b"&"  # forget earlier settings; Chinese characters on
CENTRE = ESC + b"a\x01"
FEED_AND_CUT = ESC + b"d\x04" + GS + b"V\x42\x00"
SIZES = {1: b"\x00", 2: b"\x11", 4: b"\x33"}  # width and height times so much
CODE_DOTS = {48: 8, 32: 6}  # size of a dot of the code, by the columns of the paper


def encoded(ticket: Ticket, paper: str) -> bytes:
    """The ticket as the printer wants it: number large, a code to scan, cut at the end."""
    columns = COLUMNS[paper]
    parts = [START, CENTRE, _line(ticket.office, columns, 2 if columns > 40 else 1), _line(ticket.title, columns)]
    parts += [_line(ticket.number, columns, 4), _line(ticket.purpose, columns, 2)]
    parts += [_line(ticket.ahead, columns), _line(ticket.time, columns)]
    if ticket.url:
        parts += [_code(ticket.url, CODE_DOTS[columns]), _line(ticket.hint, columns)]
    return b"".join([*parts, _line(ticket.foot, columns), FEED_AND_CUT])


def _line(text: str, columns: int, size: int = 1) -> bytes:
    """A line in this size, broken where the paper ends."""
    rows = broken(text, columns // size)
    return b"".join(GS + b"!" + SIZES[size] + row.encode("gb18030") + b"\n" for row in rows)


def broken(text: str, columns: int) -> list[str]:
    """A text in rows of at most so many columns; a Chinese character takes two."""
    rows, used = [""], 0
    for sign in text:
        width = 1 if ord(sign) < 0x80 else 2
        if used + width > columns:
            rows, used = [*rows, ""], 0
        rows[-1] += sign
        used += width
    return [row for row in rows if row.strip()]


def _code(url: str, dot: int) -> bytes:
    """A QR code, drawn by the printer itself: model 2, error correction M."""
    data = url.encode("ascii")
    length = (len(data) + 3).to_bytes(2, "little")
    chosen = GS + b"(k\x04\x001A2\x00" + GS + b"(k\x03\x001C" + bytes([dot]) + GS + b"(k\x03\x001E1"
    return chosen + GS + b"(k" + length + b"1P0" + data + GS + b"(k\x03\x001Q0" + b"\n"
