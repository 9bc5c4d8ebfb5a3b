"""What printing needs at the start of the program."""

from __future__ import annotations

from flask import Flask

from app.printing.libraries import check


def set_up(_app: Flask) -> None:
    """Look whether papers can be printed at all; raises CannotPrint, whose message says what to install."""
    check()
