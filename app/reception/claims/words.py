"""The words of claims: why somebody receives, what evidence there is, kinds and outcomes of cases."""

from __future__ import annotations

from app.domain.text import N_

# Why somebody receives a visitor. The names are those of the rules that decide it.
BASES = {
    "rota": N_("By the rota"),
    "owner": N_("Is his customer"),
    "courtesy_last": N_("Courtesy reception by the last in the rota"),
    "courtesy_next": N_("Courtesy reception by the next in the rota"),
    "courtesy": N_("Courtesy reception allowed by the sales manager"),
    "designated": N_("Asked for before reception"),
    "named": N_("Named by the visitor"),
    "several": N_("Several named, the first who is here"),
    "another": N_("The customer wanted somebody else"),
    "company": N_("Customer of the company"),
    "company_named": N_("Named by a leader"),
    "referral": N_("Referred by a colleague"),
    "announced": N_("Announced beforehand"),
    "brought": N_("Brought by an old customer"),
    "friend": N_("Friend of an old customer"),
    "family": N_("Family of a customer"),
    "forgot": N_("Does not remember who received him"),
    "complaint": N_("Complains about the representative"),
    "event": N_("Rule of open days"),
    "manual": N_("Decided by hand"),
    "unconfirmed": N_("Not confirmed yet"),
    "waits": N_("Waits for somebody to be free"),
    "desk": N_("Waits for a desk"),
}
COURTESIES = ("courtesy_last", "courtesy_next", "courtesy")

# Of what a registration comes.
REGISTERED_BY = {
    "visit": N_("Visit"),
    "call": N_("Telephone call"),
    "hand_over": N_("Taken over by recognition"),
    "decision": N_("Decision"),
}
STANDING, VOID, REPLACED = "standing", "void", "replaced"
REGISTRATION_STATES = {
    STANDING: N_("Standing"),
    VOID: N_("Void"),
    REPLACED: N_("Replaced"),
}
VALIDITY = {"valid": N_("Valid"), "expiring": N_("Expires soon"), "expired": N_("Expired"), "ended": N_("Void")}
VALIDITY_COLOURS = {"valid": "green", "expiring": "yellow", "expired": "secondary", "ended": "red"}

EVIDENCE = {
    "asked_for": N_("Asked for"),
    "forgot": N_("Does not remember the representative"),
    "recognised": N_("Was recognised"),
    "named": N_("Named several"),
    "refused": N_("Refused the representative"),
    "complained": N_("Complained"),
    "brought_by": N_("Brought by an old customer"),
    "family": N_("Family of a customer"),
    "company": N_("Asked through the company"),
    "encouraged": N_("Was encouraged to change"),
    "quarrel": N_("Representatives quarrelled"),
    "note": N_("Remark"),
}

# Cases: what a person decides.
CHANGE_REP, DESIGNATED, COMPLAINT, OWNERSHIP, FAMILY = (
    "change_rep",
    "designated",
    "complaint_on_rep",
    "ownership",
    "family",
)
RECOGNISED = "recognised"
OPENED_BY_HAND = {
    CHANGE_REP: N_("The customer refuses the representative"),
    DESIGNATED: N_("The customer wants another representative"),
    COMPLAINT: N_("The customer complains about the representative"),
    FAMILY: N_("Husband and wife or family, received by two"),
    OWNERSHIP: N_("Dispute that no rule settles"),
}
CASES = {**OPENED_BY_HAND, RECOGNISED: N_("Forgotten representative recognised")}
FAULTS = {
    "none": N_("No fault"),
    "ordinary": N_("Ordinary fault"),
    "serious": N_("Serious fault"),
    "refusal": N_("Absolute refusal by the customer"),
}
OPEN, WAITING, DECIDED, REFUSED = "open", "waiting", "decided", "refused"
CASE_STATES = {
    OPEN: N_("Open"),
    WAITING: N_("Waits for a decision"),
    DECIDED: N_("Decided"),
    REFUSED: N_("Refused"),
}
CASE_COLOURS = {OPEN: "blue", WAITING: "yellow", DECIDED: "green", REFUSED: "red"}
OUTCOMES = {
    "first": N_("The first representative"),
    "second": N_("The second representative"),
    "either": N_("Either of the two"),
    "both": N_("Both together"),
    "replacement": N_("A replacement by the rota"),
    "department": N_("The department"),
}
SETTLED_BY = ("first", "second", "both", "department")

# What the cases mean for the commission; the sums follow from the deal.
COMMISSION = {
    "CM-1": N_("Returning, received by the first representative"),
    "CM-2a": N_("Courtesy reception for the first representative"),
    "CM-2b": N_("Assistance for the first representative, shared"),
    "CM-2c": N_("Assistance, shared if the deal is made the same day"),
    "CM-3a": N_("Forgotten, recognised the same day"),
    "CM-3b": N_("Forgotten, deal made before recognition"),
    "CM-3c": N_("Forgotten, recognised within the window: shared equally"),
    "CM-3d": N_("Forgotten, not recognised within the window"),
    "CM-3e": N_("Forgotten, found while the file was valid: shared equally"),
    "CM-3f": N_("Forgotten, the file had expired"),
    "CM-4a": N_("New, asked for the representative before reception"),
    "CM-4b": N_("New the same day, changed in mid-reception"),
    "CM-4c": N_("Changed because the other one encouraged it"),
    "CM-4d": N_("Old customer, the other one helps without share"),
    "CM-4e": N_("Old customer did not want the first one, file valid"),
    "CM-4f": N_("Old customer did not want the first one, file expired"),
    "CM-4g": N_("Verified complaint about the first one"),
    "CM-4h": N_("Chosen at a later visit, earlier ones share"),
    "CM-4i": N_("Replaced after a serious fault or absolute refusal"),
    "CM-6a": N_("Husband and wife, two registrations: shared equally"),
    "CM-6b": N_("Family: the first receiver has it all"),
    "CM-7a": N_("Friend of an old customer, announced or brought"),
    "CM-7b": N_("Friend who came alone"),
    "CM-7c": N_("Friend, belongs to the original receiver"),
    "CM-8a": N_("Customer of the company, a leader named the representative"),
    "CM-8b": N_("Customer of the company, introduced"),
    "CM-9": N_("Referred by a colleague"),
    "CM-11": N_("Representatives quarrelled: to the department"),
    "CM-12": N_("By decision, no rule fits"),
}

# Open days.
EVENT_RULES = {
    "rota": N_("By the rota, without regard to registrations"),
    "inviter": N_("Whoever invited the visitor, else by the rota"),
    "free": N_("Whoever the desk names"),
}
APPROVED = "approved"
DAYS_STATES = {WAITING: N_("Waits for a decision"), APPROVED: N_("Approved"), REFUSED: N_("Refused")}
DAYS_COLOURS = {WAITING: "yellow", APPROVED: "green", REFUSED: "red"}
