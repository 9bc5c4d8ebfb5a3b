"""Whose turn it is (轮排), as pure functions over the ledger of turns."""

from app.reception.rota.rules.checks import check_may
from app.reception.rota.rules.choosing import fit, free, idle, last_person, next_person, on_deck, present
from app.reception.rota.rules.fold import replay
from app.reception.rota.rules.lines import Busy, Choice, Line, Pass, Person, Settings, State
from app.reception.rota.rules.opening import carried_credits, order_of_day

__all__ = [
    "Busy",
    "Choice",
    "Line",
    "Pass",
    "Person",
    "Settings",
    "State",
    "carried_credits",
    "check_may",
    "fit",
    "free",
    "idle",
    "last_person",
    "next_person",
    "on_deck",
    "order_of_day",
    "present",
    "replay",
]
