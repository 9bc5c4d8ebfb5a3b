"""By when something has to be done."""

from app.domain.text import Text
from app.office.deadlines.policy import DeadlinePolicy
from app.web.feature import Action, Feature, NavItem, Permission, Tab
from app.web.guard import SIGNED_IN

SET = Permission("office.deadlines.set", Text("Set deadlines"))
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
TERM_CHANGED = Action("deadlines.term_changed", Text("Term of %(before)s is now %(after)s: %(what)s, due %(due)s"))
HANDED = Action("deadlines.handed", Text("Deadline handed to %(name)s: %(what)s"))
MOVED = Action("deadlines.moved", Text("Due day moved from %(before)s to %(due)s: %(what)s"))
STEP_FIRED = Action("deadlines.step_fired", Text("%(to)s reminded: %(what)s, due %(due)s"))
SLIP_RECEIVED = Action("deadlines.slip_received", Text("Urging slip %(number)s received: %(what)s"))
RUNG_ADDED = Action("deadlines.rung_added", Text("Step added to the ladder of %(rule)s: day %(days)s, %(to)s"))
RUNG_REMOVED = Action("deadlines.rung_removed", Text("Step removed from the ladder of %(rule)s: day %(days)s, %(to)s"))
LADDER_AS_SHIPPED = Action("deadlines.ladder_as_shipped", Text("Ladder of %(rule)s is as shipped again"))

FEATURE = Feature(
    package="app.office.deadlines",
    permissions=(SET, SEE_DEPARTMENT, SEE_ALL, PAUSE, MANAGE_LADDERS),
    actions=(
        STARTED,
        KEPT,
        MISSED,
        DROPPED,
        PAUSED,
        RESUMED,
        EXTENDED,
        TERM_CHANGED,
        HANDED,
        MOVED,
        STEP_FIRED,
        SLIP_RECEIVED,
        RUNG_ADDED,
        RUNG_REMOVED,
        LADDER_AS_SHIPPED,
    ),
    nav=(
        NavItem("office", Text("Deadlines"), "deadlines.listing", SIGNED_IN, "clock", 2),
        NavItem("office", Text("Reminders and escalation"), "deadlines.ladders", MANAGE_LADDERS, "stairs-up", 65),
    ),
    tabs=(Tab("customer", Text("Deadlines"), "deadlines.of_customer", SIGNED_IN, 50),),
    policies=(DeadlinePolicy,),
    hooks={
        "deadline_rules": "own:rules",
        "task_kinds": "tasks:kinds",
        "every_minute": "nightly:tick",
        "calendar_moves": "moves:calendar_moves",
        "calendar_changed": "moves:calendar_changed",
        "people_changed": "leavers:people_changed",
        "customer_flags": "hooks:flags",
        "today": "hooks:notices",
        "may_see_subject": "hooks:may_see_subject",
        "documents": "documents:documents",
    },
    jobs={"deadlines.recompute": "nightly:recompute_job"},
)
