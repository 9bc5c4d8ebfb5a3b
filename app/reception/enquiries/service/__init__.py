"""Verbs of enquiries."""

from app.reception.enquiries.service.changing import NOT_HIS
from app.reception.enquiries.service.finishing import finish
from app.reception.enquiries.service.leaving import staff_left
from app.reception.enquiries.service.moving import accept, give_back, hand_on
from app.reception.enquiries.service.registering import register
from app.reception.enquiries.service.slips import NewSlip, write_slip
from app.reception.enquiries.service.telling import note, tell

__all__ = [
    "NOT_HIS",
    "NewSlip",
    "accept",
    "finish",
    "give_back",
    "hand_on",
    "note",
    "register",
    "staff_left",
    "tell",
    "write_slip",
]
