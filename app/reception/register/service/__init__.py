"""The verbs of registers: correcting, handing in, closing, minuting, planning calls."""

from app.reception.register.service.call_list import drop, finish, plan_call
from app.reception.register.service.closings import close_day
from app.reception.register.service.corrections import analyse, correct
from app.reception.register.service.exporting import take_out
from app.reception.register.service.minutes import begin_minutes, change_minutes, report, sign
from app.reception.register.service.reviews import hand_in, settled

__all__ = [
    "analyse",
    "begin_minutes",
    "change_minutes",
    "close_day",
    "correct",
    "drop",
    "finish",
    "hand_in",
    "plan_call",
    "report",
    "settled",
    "sign",
    "take_out",
]
