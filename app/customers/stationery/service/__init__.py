"""Verbs of blank contracts."""

from app.customers.stationery.service.asking import ask, call_off, set_kind
from app.customers.stationery.service.deeds import draw, give_back, issue, lose, pass_on, receive, report, sign, spoil
from app.customers.stationery.service.moving import NewMove, move

__all__ = [
    "NewMove",
    "ask",
    "call_off",
    "draw",
    "give_back",
    "issue",
    "lose",
    "move",
    "pass_on",
    "receive",
    "report",
    "set_kind",
    "sign",
    "spoil",
]
