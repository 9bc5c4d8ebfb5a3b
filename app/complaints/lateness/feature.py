"""Stages that took too long, and why."""

from app.complaints.cases.feature import MANAGE
from app.complaints.lateness.policy import LatenessPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

ASK = Permission("complaints.lateness.ask", Text("Ask departments why a stage was late"))

ASKED = Action(
    "lateness.asked", Text("Enquiry slip %(slip)s: why %(stage)s of complaint %(number)s was late, days %(days)s")
)
RECEIVED = Action("lateness.received", Text("Enquiry slip %(slip)s received"))
ANSWERED = Action("lateness.answered", Text("Enquiry slip %(slip)s answered: %(stage)s of complaint %(number)s"))
LEFT_SO = Action("lateness.left_so", Text("Late stages of complaint %(number)s looked at, nobody was asked"))
EXPORTED = Action("lateness.exported", Text("List of late stages of complaints taken out"))

FEATURE = Feature(
    package="app.complaints.lateness",
    permissions=(ASK,),
    actions=(ASKED, RECEIVED, ANSWERED, LEFT_SO, EXPORTED),
    nav=(NavItem("complaints", Text("Late stages"), "lateness.listing", MANAGE, "clock", 25),),
    policies=(LatenessPolicy,),
    hooks={
        "complaint_closed": "hooks:complaint_closed",
        "deadline_rules": "deadlines:rules",
        "documents": "documents:documents",
        "may_see_subject": "hooks:may_see_subject",
        "search": "hooks:hits",
        "task_kinds": "tasks:kinds",
        "today": "hooks:notices",
    },
)
