"""Verbs of blank contracts."""

from app.customers.stationery.service.asking import ask, call_off, set_kind
from app.customers.stationery.service.deeds import (
    amount_of,
    draw,
    give_back,
    issue,
    lose,
    pass_on,
    receive,
    report,
    sign,
    spoil,
)
from app.customers.stationery.service.moving import NewMove, move, parts_for, sheet_of

__all__ = [
    "NewMove",
    "amount_of",
    "ask",
    "call_off",
    "draw",
    "give_back",
    "issue",
    "lose",
    "move",
    "parts_for",
    "pass_on",
    "receive",
    "report",
    "set_kind",
    "sheet_of",
    "sign",
    "spoil",
]
