"""Public screens and what they call out."""

from app.domain.text import Text
from app.reception.board.policy import BoardPolicy
from app.web.feature import Action, Feature, NavItem, Permission

MANAGE = Permission("reception.board.manage", Text("Set up public screens"))

MADE = Action("board.made", Text("Public screen %(name)s set up"))
CHANGED = Action("board.changed", Text("Public screen %(name)s changed"))
RENEWED = Action("board.renewed", Text("Public screen %(name)s given a new address"))
RETIRED = Action("board.retired", Text("Public screen %(name)s retired"))

FEATURE = Feature(
    package="app.reception.board",
    permissions=(MANAGE,),
    actions=(MADE, CHANGED, RENEWED, RETIRED),
    nav=(NavItem("reception", Text("Public screens"), "board.listing", MANAGE, "device-tv", 92),),
    policies=(BoardPolicy,),
    hooks={"called_out": "service:announce", "live_topics": "live:topics"},
)
