"""What is changed so that it does not happen again."""

from app.complaints.improvements.policy import ImprovementPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab
from app.web.guard import SIGNED_IN

KEEP = Permission("complaints.improvements.keep", Text("Plan improvements and confirm their effect"))

PLANNED = Action("improvements.planned", Text("Improvement after complaint %(number)s planned, due %(due)s"))
DONE = Action("improvements.done", Text("Improvement after complaint %(number)s done"))
CONFIRMED = Action("improvements.confirmed", Text("Improvement after complaint %(number)s confirmed as effective"))
FAILED = Action("improvements.failed", Text("Improvement after complaint %(number)s had no effect"))
DROPPED = Action("improvements.dropped", Text("Improvement after complaint %(number)s given up"))

FEATURE = Feature(
    package="app.complaints.improvements",
    permissions=(KEEP,),
    actions=(PLANNED, DONE, CONFIRMED, FAILED, DROPPED),
    nav=(NavItem("complaints", Text("Improvements"), "improvements.listing", KEEP, "checklist", 44),),
    tabs=(Tab("complaint", Text("Improvements"), "improvements.of_complaint", SIGNED_IN, 60),),
    policies=(ImprovementPolicy,),
    hooks={
        "complaint_cancelled": "hooks:complaint_cancelled",
        "complaint_steps": "hooks:complaint_steps",
        "deadline_rules": "deadlines:rules",
        "documents": "documents:documents",
        "today": "hooks:notices",
    },
)
