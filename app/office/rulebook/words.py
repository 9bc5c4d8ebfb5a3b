"""The words of the rulebook's pages."""

from app.domain.text import N_

STATES = {
    "waiting": N_("Waits for a decision"),
    "in_force": N_("Approved and set"),
    "refused": N_("Refused"),
    "withdrawn": N_("Withdrawn"),
}
COLOURS = {"waiting": "blue", "in_force": "green", "refused": "red", "withdrawn": "secondary"}
