"""The words of the rota that its pages, papers and deeds share."""

from __future__ import annotations

from app.domain.text import N_

FULL, EARLY, LATE, OFF = "full", "early", "late", "off"
SHIFTS = {
    FULL: N_("Whole day"),
    EARLY: N_("Early shift"),
    LATE: N_("Late shift"),
    OFF: N_("Off duty"),
}

SWAP, KEEP_PLACE, CANCEL_TURN = "swap", "keep_place", "cancel_turn"
REQUESTS = {
    SWAP: N_("Swap with somebody"),
    KEEP_PLACE: N_("Keep the place after an errand"),
    CANCEL_TURN: N_("Take the turn of this round away"),
}
WAITING, APPROVED, REFUSED, WITHDRAWN = "waiting", "approved", "refused", "withdrawn"
STATES = {
    WAITING: N_("Waiting"),
    APPROVED: N_("Approved"),
    REFUSED: N_("Refused"),
    WITHDRAWN: N_("Withdrawn"),
}
COLOURS = {WAITING: "yellow", APPROVED: "green", REFUSED: "red", WITHDRAWN: "secondary"}

CORRECT, BAR = "correct", "bar"
CONSEQUENCES = {
    CORRECT: N_("Corrects it at once"),
    CANCEL_TURN: N_("Loses the turn of this round"),
    BAR: N_("May not receive today"),
}

# What a manager may do at once, with a reason. The kinds of lines are those of the ledger.
TO_FRONT, TO_END = "to_front", "to_end"
OVERRULINGS = {
    SWAP: N_("Swap with somebody"),
    KEEP_PLACE: N_("Keep the place after an errand"),
    CANCEL_TURN: N_("Take the turn of this round away"),
    TO_FRONT: N_("Put first"),
    TO_END: N_("Put last"),
    "credit": N_("Give a make-up turn"),
    "debit": N_("Take a make-up turn away"),
    "unbar": N_("Let receive again"),
}


def subject_of(request_id: int) -> str:
    """How approvals and history call a request about the rota."""
    return f"rota_request:{request_id}"
