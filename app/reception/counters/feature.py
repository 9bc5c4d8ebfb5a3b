"""What visitors come for, and the desks that they are called to."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

MANAGE = Permission("reception.counters.manage", Text("Set up purposes and desks"))

PURPOSE_ADDED = Action("counters.purpose_added", Text("Purpose %(name)s added, numbers begin with %(prefix)s"))
PURPOSE_CHANGED = Action("counters.purpose_changed", Text("Purpose %(name)s changed"))
DESK_ADDED = Action("counters.desk_added", Text("Desk %(name)s added"))
DESK_CHANGED = Action("counters.desk_changed", Text("Desk %(name)s changed"))
SAT_DOWN = Action("counters.sat_down", Text("%(staff)s sat down at %(desk)s"))
STOOD_UP = Action("counters.stood_up", Text("%(staff)s left %(desk)s"))

FEATURE = Feature(
    package="app.reception.counters",
    permissions=(MANAGE,),
    actions=(PURPOSE_ADDED, PURPOSE_CHANGED, DESK_ADDED, DESK_CHANGED, SAT_DOWN, STOOD_UP),
    nav=(NavItem("reception", Text("Purposes and desks"), "counters.listing", MANAGE, "desk", order=90),),
    hooks={"first_start": "service:seed", "fact_labels": "hooks:fact_labels"},
)
