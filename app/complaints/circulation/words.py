"""The words of routes: forms, kinds of stages, who holds them, in what limits are counted, states."""

from __future__ import annotations

from app.domain.text import N_

WORK, NUMBER, DECISION, ANSWER, CLOSE = "work", "number", "decision", "answer", "close"
KINDS = {
    WORK: N_("Something is added"),
    NUMBER: N_("The number is given, the clock starts"),
    DECISION: N_("It is decided"),
    ANSWER: N_("The customer is answered"),
    CLOSE: N_("The complaint is closed"),
}

HANDLER, SALES, RESPONSIBLE, TAKER = "handler", "sales", "responsible", "origin"
DEPARTMENT, POSITION = "department", "position"
WHO = {
    HANDLER: N_("Whoever handles the complaint"),
    SALES: N_("Whoever answers for the customer"),
    RESPONSIBLE: N_("The department found responsible"),
    TAKER: N_("The department that took the complaint"),
    DEPARTMENT: N_("A department"),
    POSITION: N_("A position"),
}

# The paper of a route (D-18): 客户抱怨处理表 is also called 客户抱怨处理单.
FACTORY, RECORD = "factory", "record"
FORMS = {
    FACTORY: N_("Complaint-handling form"),
    RECORD: N_("Complaint record and handling opinion"),
}

UNITS = {
    "calendar": N_("Counted in calendar days"),
    "working": N_("Counted in working days"),
}

DRAFT, SUBMITTED, IN_FORCE, RETIRED = "draft", "submitted", "in_force", "retired"
STATES = {
    DRAFT: N_("Draft"),
    SUBMITTED: N_("Waits for approval"),
    IN_FORCE: N_("In force"),
    RETIRED: N_("No longer in force"),
}
COLOURS = {DRAFT: "blue", SUBMITTED: "yellow", IN_FORCE: "green", RETIRED: "secondary"}

ANY = "any"
EVERY_SEVERITY = {ANY: N_("Any severity")}
EVERY_ORIGIN = {ANY: N_("At home and overseas")}
