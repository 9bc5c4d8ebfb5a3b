"""The words of complaints: kinds, severity, origin, the way a complaint came, remedies, states."""

from __future__ import annotations

from app.domain.text import N_

# By what causes it (K-03). Whether it is ours at all is asked apart (K-68).
KINDS = {
    "quality": N_("Quality abnormality"),
    "non_quality": N_("Non-quality abnormality (human factors)"),
    "unclear": N_("Kind not clear yet"),
}
# K-56 to K-58.
SEVERITIES = {
    "ordinary": N_("Ordinary complaint"),
    "larger": N_("Larger matter"),
    "serious": N_("Serious complaint"),
}
# Where the customer is (K-26).
ORIGINS = {
    "domestic": N_("Domestic"),
    "overseas": N_("Overseas"),
}
# Channels (K-70); the press counts as a serious escalation.
CHANNELS = {
    "in_person": N_("In person"),
    "telephone": N_("By telephone"),
    "letter": N_("Letter or suggestion box"),
    "through_another": N_("Through another person"),
    "network": N_("By the network"),
    "email": N_("By e-mail"),
    "press": N_("Through the press"),
}
SERIOUS_CHANNELS = frozenset({"press"})
# What the customer wants, and what is proposed or granted (客户要求/处理方式).
REMEDIES = {
    "return": N_("Return of the goods"),
    "exchange": N_("Exchange of the goods"),
    "rework": N_("Rework or reprocessing"),
    "allowance": N_("Allowance on the price"),
    "compensation": N_("Compensation"),
    "apology": N_("Apology"),
    "explanation": N_("Explanation"),
    "other": N_("Another remedy"),
    "none": N_("No remedy"),
}
STATES = {
    "open": N_("Complaint open"),
    "closed": N_("Complaint closed"),
    "cancelled": N_("Complaint cancelled"),
}
# How a stay at a stage ended.
OUTCOMES = {
    "passed": N_("Stage passed on"),
    "returned": N_("Sent back"),
    "skipped": N_("Stage passed over"),
    "reopened": N_("Ended by the reopening"),
}
# How two complaints belong together (K-20).
RELATIONS = {
    "not_accepted": N_("New form, the outcome was not accepted"),
    "repeats": N_("The same matter once more"),
    "relates": N_("Related complaint"),
}
