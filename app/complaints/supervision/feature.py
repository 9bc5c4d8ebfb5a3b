"""How well service is done, as the business department sees it."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

KEEP = Permission("complaints.supervision.keep", Text("Write the service supervision report"))

WRITTEN = Action("supervision.written", Text("Service supervision report of %(month)s written"))
SUBMITTED = Action("supervision.submitted", Text("Service supervision report of %(month)s submitted"))
NOTED = Action("supervision.noted", Text("Service supervision report of %(month)s noted"))

FEATURE = Feature(
    package="app.complaints.supervision",
    permissions=(KEEP,),
    actions=(WRITTEN, SUBMITTED, NOTED),
    nav=(NavItem("complaints", Text("Service supervision"), "supervision.listing", KEEP, "report", 75),),
    hooks={
        "task_kinds": "tasks:kinds",
        "documents": "documents:documents",
        "may_see_subject": "hooks:may_see_subject",
    },
)
