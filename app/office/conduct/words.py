"""The words of conduct: kinds, sanctions and states, each stored by its key."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.text import N_

INCIDENT, VIOLATION = "incident", "violation"
KINDS: Mapping[str, str] = {VIOLATION: N_("Violation"), INCIDENT: N_("Incident")}

NONE, CORRECTION, TRAINING, DEDUCTION = "none", "correction", "training", "deduction"
WARNING, MINOR, MAJOR, DISMISSAL = "warning", "minor_demerit", "major_demerit", "dismissal"
SANCTIONS: Mapping[str, str] = {
    NONE: N_("No sanction"),
    CORRECTION: N_("Order to correct"),
    TRAINING: N_("Training"),
    DEDUCTION: N_("Deduction from the bonus"),
    WARNING: N_("Formal warning"),
    MINOR: N_("Minor demerit"),
    MAJOR: N_("Major demerit"),
    DISMISSAL: N_("Dismissal (proposal only)"),
}
PROPOSABLE = tuple(key for key in SANCTIONS if key != NONE)
# Administrative ones go to the general manager by petition and are published; the others by a notice (K-44, K-54).
ADMINISTRATIVE = (WARNING, MINOR, MAJOR, DISMISSAL)
WITHOUT_MONEY = (NONE, CORRECTION, TRAINING)

RECORDED, PROPOSED, DECIDED, REFUSED = "recorded", "proposed", "decided", "refused"
APPEALED, UPHELD, LIFTED = "appealed", "upheld", "lifted"
STATES: Mapping[str, str] = {
    RECORDED: N_("Recorded"),
    PROPOSED: N_("Waits for the decision"),
    DECIDED: N_("Decided"),
    REFUSED: N_("Proposal refused"),
    APPEALED: N_("Appeal under way"),
    UPHELD: N_("Appeal refused"),
    LIFTED: N_("Lifted"),
}
COLOURS: Mapping[str, str] = {
    RECORDED: "secondary",
    PROPOSED: "blue",
    DECIDED: "red",
    REFUSED: "secondary",
    APPEALED: "yellow",
    UPHELD: "red",
    LIFTED: "green",
}
IN_FORCE = (DECIDED, APPEALED, UPHELD)
GONE = (REFUSED, LIFTED)  # no longer counted as an offence

BONUS_LEDGER, DEMERIT_LEDGER = "bonus", "demerit"
