"""Abnormalities without a loss."""

from app.complaints.abnormalities.policy import AbnormalityPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab
from app.web.guard import SIGNED_IN

KEEP = Permission("complaints.abnormalities.keep", Text("Keep abnormality slips"))

OPENED = Action("abnormalities.opened", Text("Abnormality slip %(number)s to %(department)s: %(what)s"))
ANSWERED = Action("abnormalities.answered", Text("Abnormality slip %(number)s answered by %(department)s"))
CLOSED = Action("abnormalities.closed", Text("Abnormality slip %(number)s closed, the measure helped"))
SENT_BACK = Action(
    "abnormalities.sent_back", Text("Abnormality slip %(number)s back to %(department)s, the measure did not help")
)

FEATURE = Feature(
    package="app.complaints.abnormalities",
    permissions=(KEEP,),
    actions=(OPENED, ANSWERED, CLOSED, SENT_BACK),
    nav=(NavItem("complaints", Text("Abnormality slips"), "abnormalities.listing", KEEP, "alert-triangle", 28),),
    tabs=(Tab("complaint", Text("Abnormality slips"), "abnormalities.of_complaint", SIGNED_IN, 35),),
    policies=(AbnormalityPolicy,),
    hooks={
        "deadline_rules": "deadlines:rules",
        "documents": "documents:documents",
        "may_change_subject": "hooks:may_change_subject",
        "may_see_subject": "hooks:may_see_subject",
        "search": "hooks:hits",
        "task_kinds": "tasks:kinds",
        "today": "hooks:notices",
    },
)
