"""What a complaint cost."""

from app.complaints.losses.policy import LossPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab

SEE = Permission("complaints.losses.see", Text("See what complaints cost and who bears it"))
ENTER = Permission("complaints.losses.enter", Text("Enter and fix the loss of a complaint"))

# Sentences without sums: readers of the journal learn that something was done, not what it cost.
OPENED = Action("losses.opened", Text("Loss of complaint %(number)s to be counted"))
FIXED = Action("losses.fixed", Text("Loss of complaint %(number)s fixed"))
VOIDED = Action("losses.voided", Text("Loss of complaint %(number)s made void"))

FEATURE = Feature(
    package="app.complaints.losses",
    permissions=(SEE, ENTER),
    actions=(OPENED, FIXED, VOIDED),
    nav=(NavItem("complaints", Text("Losses"), "losses.listing", SEE, "coins", 40),),
    tabs=(Tab("complaint", Text("Loss"), "losses.of_complaint", SEE, 50),),
    policies=(LossPolicy,),
    hooks={
        "closing_facts": "hooks:closing_facts",
        "complaint_cancelled": "hooks:complaint_cancelled",
        "complaint_closed": "hooks:complaint_closed",
        "complaint_moved": "hooks:complaint_moved",
        "complaint_steps": "hooks:complaint_steps",
        "entries_unread": "hooks:entries_unread",
        "deadline_rules": "deadlines:rules",
        "documents": "documents:documents",
        "may_see_subject": "hooks:may_see_subject",
        "today": "hooks:notices",
    },
)
