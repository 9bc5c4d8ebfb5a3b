"""The deeds of the rota. Each writes lines of the ledger of turns; nothing else is stored of whose turn it is."""

from app.reception.rota.service.checks import check_readiness
from app.reception.rota.service.days import close_day, open_day
from app.reception.rota.service.members import add_member, forget_leaver, move_member, plan_duty, remove_member
from app.reception.rota.service.overruling import overrule
from app.reception.rota.service.requests import ask
from app.reception.rota.service.roster import back, leave, pause, sign_in
from app.reception.rota.service.turns import (
    give_turn_back,
    receive_outside,
    reception_ended,
    take_turn,
    undo_interval,
    void_turn,
)

__all__ = [
    "add_member",
    "ask",
    "back",
    "check_readiness",
    "close_day",
    "forget_leaver",
    "give_turn_back",
    "leave",
    "move_member",
    "open_day",
    "overrule",
    "pause",
    "plan_duty",
    "receive_outside",
    "reception_ended",
    "remove_member",
    "sign_in",
    "take_turn",
    "undo_interval",
    "void_turn",
]
