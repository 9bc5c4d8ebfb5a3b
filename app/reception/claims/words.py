"""The words of claims: why somebody receives, what evidence there is, kinds and outcomes of cases."""

from __future__ import annotations

from app.domain.text import N_

# Why somebody receives a visitor. The names are those of the rules that decide it.
BASES = {
    "rota": N_("By the rota"),
    "owner": N_("Is his customer"),
    "courtesy_last": N_("Courtesy reception by the last in the rota"),
    "courtesy_next": N_("Courtesy reception by the next in the rota"),
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
COURTESIES = ("courtesy_last", "courtesy_next")

# Of what a registration comes.
REGISTERED_BY = {
    "visit": N_("Visit"),
    "call": N_("Telephone call"),
    "hand_over": N_("Handed over"),
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
