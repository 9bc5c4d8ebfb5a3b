"""What has to be done, by whom, by when; commands given by hand."""

from app.domain.text import Text
from app.office.tasks.policy import TaskPolicy
from app.web.feature import Action, Feature, NavItem, Permission
from app.web.guard import SIGNED_IN

COMMAND = Permission("office.tasks.command", Text("Give commands"))
SEE_DEPARTMENT = Permission("office.tasks.see_department", Text("See the tasks of the department"))
SEE_ALL = Permission("office.tasks.see_all", Text("See everybody's tasks"))

GIVEN = Action("tasks.given", Text("Command %(number)s given to %(to)s, due on %(due_on)s: %(what)s"))
FINISHED = Action("tasks.finished", Text("Command %(number)s done: %(result)s"))
CONFIRMED = Action("tasks.confirmed", Text("Command %(number)s looked at and confirmed"))
SENT_BACK = Action("tasks.sent_back", Text("Command %(number)s sent back to %(to)s"))
GIVEN_BACK = Action("tasks.given_back", Text("Command %(number)s given back to %(to)s"))
HANDED_ON = Action("tasks.handed_on", Text("Task handed on from %(from)s to %(to)s"))
CANCELLED = Action("tasks.cancelled", Text("Command %(number)s cancelled"))
INHERITED = Action("tasks.inherited", Text("Command %(number)s is now looked after by %(to)s instead of %(from)s"))

FEATURE = Feature(
    package="app.office.tasks",
    permissions=(COMMAND, SEE_DEPARTMENT, SEE_ALL),
    actions=(GIVEN, FINISHED, CONFIRMED, SENT_BACK, GIVEN_BACK, HANDED_ON, CANCELLED, INHERITED),
    nav=(NavItem("office", Text("Tasks"), "tasks.listing", SIGNED_IN, "checklist", order=1),),
    policies=(TaskPolicy,),
    hooks={
        "task_kinds": "kinds:kinds",
        "staff_left": "service:staff_left",
        "may_see_subject": "hooks:may_see_subject",
        "today": "hooks:notices",
        "badges": "hooks:badges",
        "live_topics": "live:topics",
        "documents": "documents:documents",
    },
)
