"""Asking for more time on a deadline."""

from app.domain.text import Text
from app.web.feature import Action, Feature, Permission, Tab

ASK = Permission("office.extensions.ask", Text("Ask for the extension of a deadline"))

ASKED = Action("extensions.asked", Text("More time asked for, %(extra)s: %(what)s, due %(due)s"))

FEATURE = Feature(
    package="app.office.extensions",
    permissions=(ASK,),
    actions=(ASKED,),
    tabs=(Tab("deadline", Text("More time"), "extensions.more_time", ASK, order=20),),
    hooks={
        "deadlines_stopped": "service:stopped",
        "matters": "approvals:matters",
        "task_kinds": "tasks:kinds",
    },
)
