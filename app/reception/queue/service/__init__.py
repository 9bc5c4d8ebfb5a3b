"""The deeds of the queue: from the door to the door. Each is one unit of work; whoever comes second is told so."""

from app.reception.queue.service.arrivals import close_leftovers, register
from app.reception.queue.service.calls import bring_back, call, call_next, no_show, recall
from app.reception.queue.service.details import change_visitor, invite_helper, link_customer, recorded
from app.reception.queue.service.greeting import receive
from app.reception.queue.service.moving import assign, assign_waiting, start_again, take_over, transfer
from app.reception.queue.service.receiving import cancel, finish, hold, leave, not_needed, take_back
from app.reception.queue.service.undoing import undo

__all__ = [
    "assign",
    "assign_waiting",
    "bring_back",
    "call",
    "call_next",
    "cancel",
    "change_visitor",
    "close_leftovers",
    "finish",
    "hold",
    "invite_helper",
    "leave",
    "link_customer",
    "no_show",
    "not_needed",
    "recall",
    "receive",
    "recorded",
    "register",
    "start_again",
    "take_back",
    "take_over",
    "transfer",
    "undo",
]
