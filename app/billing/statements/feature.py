"""Settlement slips: drafted and posted month by month, delivered, and reversed where they are wrong."""

from __future__ import annotations

from app.billing.exports import EXPORTED
from app.billing.statements.policy import StatementPolicy
from app.domain.text import N_, Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab

SEE = Permission("billing.statements.see", Text("See settlement slips"))
RUN = Permission("billing.statements.run", Text("Draft the settlement slips of a month"))
POST = Permission("billing.statements.post", Text("Post drafted settlement slips"))
DELIVER = Permission("billing.statements.deliver", Text("Record the delivery of settlement slips"))
REVERSE = Permission("billing.statements.reverse", Text("Reverse and replace posted settlement slips"))
EXPORT = Permission("billing.statements.export", Text("Export settlement slips and arrears"))

DRAFTED = Action("statements.drafted", Text("Settlement slips of %(period)s drafted: %(drafted)s, %(amount)s"))
DISCARDED = Action("statements.discarded", Text("Drafts of %(period)s discarded"))
RUN_POSTED = Action("statements.run_posted", Text("Settlement slips of %(period)s posted: %(posted)s, %(amount)s"))
POSTED = Action("statements.posted", Text("Settlement slip %(number)s of %(period)s over %(amount)s"))
PREPAID_USED = Action("statements.prepaid_used", Text("Prepaid money set against settlement slips: %(amount)s"))
DELIVERED = Action("statements.delivered", Text("Settlement slip %(number)s delivered on %(on)s"))
REVERSED = Action("statements.reversed", Text("Settlement slip %(number)s reversed by %(reversal)s"))
REPLACED = Action("statements.replaced", Text("Settlement slip %(number)s replaced by %(replacement)s over %(amount)s"))

KINDS = {"regular": N_("Regular"), "reversal": N_("Reversal"), "replacement": N_("Replacement")}
STATES = {
    "owed": N_("Still owed"),
    "open": N_("Not due yet"),
    "overdue": N_("Overdue"),
    "paid": N_("Paid"),
    "reversed": N_("Reversed"),
}
COLOURS = {"open": "blue", "overdue": "red", "paid": "green", "reversed": "secondary"}
RUN_STATES = {
    "drafting": N_("Being drafted"),
    "drafted": N_("Drafted"),
    "posting": N_("Being posted"),
    "posted": N_("Posted"),
    "discarded": N_("Discarded"),
}
WAYS = {
    "door": N_("At the user's door"),
    "counter": N_("At the counter"),
    "post": N_("By post"),
    "message": N_("By message"),
}

FEATURE = Feature(
    package="app.billing.statements",
    permissions=(SEE, RUN, POST, DELIVER, REVERSE, EXPORT),
    actions=(
        DRAFTED,
        DISCARDED,
        RUN_POSTED,
        POSTED,
        PREPAID_USED,
        DELIVERED,
        REVERSED,
        REPLACED,
        EXPORTED,
    ),
    nav=(
        NavItem("billing", Text("Drafting and posting"), "statements.runs", SEE, "file-invoice", 30),
        NavItem("billing", Text("Settlement slips"), "statements.index", SEE, "files", 31),
        NavItem("billing", Text("Delivery"), "statements.delivery", DELIVER, "truck-delivery", 32),
    ),
    tabs=(
        Tab("customer", Text("Settlement slips"), "statements.of_customer", SEE, 40),
        Tab("account", Text("Settlement slips"), "statements.of_account", SEE, 40),
    ),
    policies=(StatementPolicy,),
    hooks={
        "documents": "documents:documents",
        "search": "hooks:hits",
        "billed_before": "hooks:billed_before",
        "billed_items": "hooks:billed_items",
        "cumulative_before": "hooks:cumulative_before",
        "exports": "lists:exports",
    },
    jobs={
        "statements.run": "drafting:draft_job",
        "statements.post": "posting:post_job",
        "statements.discard": "drafting:discard_job",
    },
)
