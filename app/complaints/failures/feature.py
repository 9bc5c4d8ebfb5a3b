"""Major failures, and what was learnt from them."""

from app.complaints.failures.policy import FailurePolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab

REPORT = Permission("complaints.failures.report", Text("Report major failures"))
TRACK = Permission("complaints.failures.track", Text("Track and analyse major failures"))

REPORTED = Action("failures.reported", Text("Major failure %(number)s reported, told: %(told)s"))
NOTED = Action("failures.noted", Text("Failure %(number)s: %(what)s"))
ENDED = Action("failures.ended", Text("Failure %(number)s is over"))
SLIP_FOLLOWED = Action("failures.slip_followed", Text("Contact slip %(slip)s of failure %(number)s has followed"))
ANALYSED = Action("failures.analysed", Text("Analysis report of failure %(number)s written"))
SENT = Action(
    "failures.sent", Text("Report of failure %(number)s sent, customer: %(customer)s, business: %(business)s")
)

FEATURE = Feature(
    package="app.complaints.failures",
    permissions=(REPORT, TRACK),
    actions=(REPORTED, NOTED, ENDED, SLIP_FOLLOWED, ANALYSED, SENT),
    nav=(NavItem("complaints", Text("Major failures"), "failures.listing", REPORT, "urgent", 50),),
    tabs=(Tab("complaint", Text("Major failures"), "failures.of_complaint", REPORT, 70),),
    policies=(FailurePolicy,),
    hooks={
        "deadline_rules": "deadlines:rules",
        "documents": "documents:documents",
        "may_see_subject": "queries:may_see_subject",
        "search": "hooks:hits",
        "task_kinds": "tasks:kinds",
        "today": "hooks:notices",
    },
)
