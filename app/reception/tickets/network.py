"""Handing bytes to a printer in the network."""

from __future__ import annotations

import contextlib
import socket

from app.domain.errors import Refused
from app.domain.text import Text
from app.reception.tickets.rules import private_address

TIMEOUT = 5.0
ANSWER = 0.6  # seconds that a printer gets to tell about its paper; many tell nothing
ASK_PAPER = b"\x10\x04\x04"
NO_PAPER = 0x60


def send(host: str, port: int, data: bytes) -> None:
    """Send a ticket to a printer. Raises Refused with what is wrong: not reached, or no paper."""
    address = private_address(host)
    try:
        with socket.create_connection((address, port), timeout=TIMEOUT) as printer:
            if _is_out_of_paper(printer):
                raise Refused(Text("The printer has no paper."))
            printer.sendall(data)
            printer.shutdown(socket.SHUT_WR)
            _wait_for_end(printer)
    except OSError as error:
        sentence = Text("The printer %(host)s:%(port)s does not answer.", host=address, port=port)
        raise Refused(sentence) from error


def _is_out_of_paper(printer: socket.socket) -> bool:
    printer.sendall(ASK_PAPER)
    printer.settimeout(ANSWER)
    try:
        told = printer.recv(1)
    except TimeoutError:
        return False
    finally:
        printer.settimeout(TIMEOUT)
    return bool(told) and told[0] & NO_PAPER == NO_PAPER


def _wait_for_end(printer: socket.socket) -> None:
    """Let the printer take everything before the connection goes; some never close their side."""
    printer.settimeout(ANSWER)
    with contextlib.suppress(TimeoutError):
        printer.recv(16)
