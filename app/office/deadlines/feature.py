"""By when something has to be done."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE_DEPARTMENT = Permission("office.deadlines.see_department", Text("See the deadlines of the department"))
SEE_ALL = Permission("office.deadlines.see_all", Text("See all deadlines"))
PAUSE = Permission("office.deadlines.pause", Text("Pause and resume deadlines"))
MANAGE_LADDERS = Permission("office.deadlines.manage", Text("Manage reminders and escalation"))

FEATURE = Feature(
    package="app.office.deadlines",
    permissions=(
        SEE_DEPARTMENT,
        SEE_ALL,
        PAUSE,
        MANAGE_LADDERS,
    ),
)
