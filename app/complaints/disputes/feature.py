"""Cases between departments that cannot agree."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab
from app.web.guard import SIGNED_IN

BRING = Permission("complaints.disputes.bring", Text("Bring a disagreement before the office"))
ARBITRATE = Permission("complaints.disputes.arbitrate", Text("Arbitrate between departments"))

BROUGHT = Action("disputes.brought", Text("Matter %(number)s of several departments brought up: %(matter)s"))
SPOKEN = Action("disputes.spoken", Text("Matter %(number)s: %(department)s gave its opinion"))
SUBMITTED = Action("disputes.submitted", Text("Matter %(number)s submitted to the office"))
ARBITRATED = Action("disputes.arbitrated", Text("Matter %(number)s arbitrated, to be carried out by %(due)s"))
RETURNED = Action("disputes.returned", Text("Matter %(number)s is between the departments again"))
FINISHED = Action("disputes.finished", Text("Matter %(number)s settled"))

FEATURE = Feature(
    package="app.complaints.disputes",
    permissions=(BRING, ARBITRATE),
    actions=(BROUGHT, SPOKEN, SUBMITTED, ARBITRATED, RETURNED, FINISHED),
    nav=(NavItem("complaints", Text("Between departments"), "disputes.listing", BRING, "gavel", 55),),
    tabs=(Tab("complaint", Text("Between departments"), "disputes.of_complaint", SIGNED_IN, 75),),
    hooks={
        "closing_obstacles": "hooks:closing_obstacles",
        "deadline_rules": "deadlines:rules",
        "documents": "documents:documents",
        "matters": "approvals:matters",
        "may_see_subject": "queries:may_see_subject",
        "search": "hooks:hits",
        "task_kinds": "tasks:kinds",
        "today": "hooks:notices",
    },
)
