"""How states, voices and steps are called."""

from __future__ import annotations

from app.domain.text import N_, Text

STATES = {
    "waiting": N_("Waits for a decision"),
    "asked": N_("Put back with a question"),
    "approved": N_("Approved"),
    "refused": N_("Refused"),
    "withdrawn": N_("Withdrawn"),
    "void": N_("Void"),
}
COLOURS = {
    "waiting": "blue",
    "asked": "yellow",
    "approved": "green",
    "refused": "red",
    "withdrawn": "secondary",
    "void": "secondary",
}
STEP_STATES = {
    "coming": N_("Comes later"),
    "open": N_("Is being decided"),
    "approved": N_("Approved"),
    "refused": N_("Refused"),
    "passed": N_("Nobody was asked"),
    "ended": N_("No longer asked"),
}
STEP_COLOURS = {
    "coming": "secondary",
    "open": "blue",
    "approved": "green",
    "refused": "red",
    "passed": "yellow",
    "ended": "secondary",
}
SAID = {
    "submit": N_("submitted"),
    "approve": N_("approved"),
    "refuse": N_("refused"),
    "ask": N_("asked back"),
    "answer": N_("answered"),
    "withdraw": N_("withdrew"),
    "void": N_("made void"),
    "counted": N_("had approved before, which counts here too"),
    "own": N_("decided alone: nobody else is there to decide"),
}
WHO = {
    "head": N_("Head of the department"),
    "superior": N_("Next superior of the submitter"),
    "line": N_("Every superior, level by level"),
    "position": N_("Whoever holds a position"),
    "role": N_("Whoever holds a role"),
    "person": N_("One person"),
    "top": N_("The top of the office"),
}
MODES = {
    "any": N_("One of them is enough"),
    "all": N_("All of them"),
    "turns": N_("One after the other"),
}
BECAUSE = {
    "deputy": N_("stands in for %(name)s"),
    "superior": N_("for %(name)s, who is not here and has no deputy"),
    "left": N_("for %(name)s, who has left"),
    "fallback": N_("for %(name)s, because nobody else can decide"),
    "away": N_("is not here, and nobody stands in"),
    "vacant": N_("because nobody holds this position"),
    "submitter": N_("because nobody decides on a request of one's own"),
    "instead": N_("for %(name)s"),
}


def why(because: str | None, name: str) -> Text | None:
    """Why somebody acts in a seat; `name` is whose seat it is."""
    return Text(BECAUSE[because], name=name) if because else None
