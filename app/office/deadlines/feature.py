"""By when something has to be done."""

from app.domain.text import Text
from app.office.deadlines.policy import DeadlinePolicy
from app.web.feature import Action, Feature, Permission

SEE_DEPARTMENT = Permission("office.deadlines.see_department", Text("See the deadlines of the department"))
SEE_ALL = Permission("office.deadlines.see_all", Text("See all deadlines"))
PAUSE = Permission("office.deadlines.pause", Text("Pause and resume deadlines"))
MANAGE_LADDERS = Permission("office.deadlines.manage", Text("Manage reminders and escalation"))

STARTED = Action("deadlines.started", Text("Deadline set: %(what)s, due %(due)s"))
KEPT = Action("deadlines.kept", Text("Deadline kept: %(what)s, due %(due)s"))
MISSED = Action("deadlines.missed", Text("Done too late: %(what)s, due %(due)s"))
DROPPED = Action("deadlines.dropped", Text("Deadline dropped: %(what)s, due %(due)s"))
PAUSED = Action("deadlines.paused", Text("Deadline paused: %(what)s"))
RESUMED = Action("deadlines.resumed", Text("Deadline runs again: %(what)s, due %(due)s"))
EXTENDED = Action("deadlines.extended", Text("Deadline extended by %(extra)s: %(what)s, due %(due)s"))
HANDED = Action("deadlines.handed", Text("Deadline handed to %(name)s: %(what)s"))
MOVED = Action("deadlines.moved", Text("Due day moved from %(before)s to %(due)s: %(what)s"))
STEP_FIRED = Action("deadlines.step_fired", Text("%(to)s reminded: %(what)s, due %(due)s"))

FEATURE = Feature(
    package="app.office.deadlines",
    permissions=(SEE_DEPARTMENT, SEE_ALL, PAUSE, MANAGE_LADDERS),
    actions=(STARTED, KEPT, MISSED, DROPPED, PAUSED, RESUMED, EXTENDED, HANDED, MOVED, STEP_FIRED),
    policies=(DeadlinePolicy,),
    hooks={
        "task_kinds": "tasks:kinds",
        "every_minute": "nightly:tick",
        "calendar_moves": "moves:calendar_moves",
        "calendar_changed": "moves:calendar_changed",
        "people_changed": "leavers:people_changed",
    },
    jobs={"deadlines.recompute": "nightly:recompute_job"},
)
