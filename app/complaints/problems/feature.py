"""The problems of the day, sorted."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

KEEP = Permission("complaints.problems.keep", Text("Keep the daily problem list"))

ENTERED = Action("problems.entered", Text("Line of the problem list written: %(words)s"))
CAME_AGAIN = Action("problems.came_again", Text("Problem of %(day)s came up again, times: %(times)s"))
PASSED_ON = Action("problems.passed_on", Text("Problem of %(day)s passed on to %(to)s"))
SOLVED = Action("problems.solved", Text("Problem of %(day)s solved"))
EXPORTED = Action("problems.exported", Text("Summary of problems from %(since)s to %(until)s taken out"))

FEATURE = Feature(
    package="app.complaints.problems",
    permissions=(KEEP,),
    actions=(ENTERED, CAME_AGAIN, PASSED_ON, SOLVED, EXPORTED),
    nav=(NavItem("complaints", Text("Problems of the day"), "problems.listing", KEEP, "list-check", 65),),
    hooks={
        "complaint_origin": "hooks:origin",
        "documents": "documents:documents",
        "recorded": "hooks:recorded",
        "task_kinds": "tasks:kinds",
        "today": "hooks:notices",
    },
)
