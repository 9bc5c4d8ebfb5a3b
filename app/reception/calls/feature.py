"""Telephone calls."""

from app.domain.text import Text
from app.reception.calls.policy import CallPolicy
from app.web.feature import Action, Feature, NavItem, Permission, Tab

SEE = Permission("reception.calls.see", Text("See the call register"))
TAKE = Permission("reception.calls.take", Text("Register calls"))

REGISTERED = Action("calls.registered", Text("Call %(number)s of %(name)s registered"))
AGAIN = Action("calls.again", Text("Call %(number)s of %(name)s registered: again about the matter of %(first)s"))

FEATURE = Feature(
    package="app.reception.calls",
    permissions=(SEE, TAKE),
    actions=(REGISTERED, AGAIN),
    nav=(NavItem("reception", Text("Calls"), "calls.listing", SEE, "phone", order=30),),
    tabs=(Tab("customer", Text("Calls"), "calls.of_customer", SEE, order=30),),
    policies=(CallPolicy,),
    hooks={
        "complaint_origin": "hooks:complaint_origin",
        "search": "hooks:hits",
        "visitor_hints": "hooks:visitor_hints",
        "may_see_subject": "hooks:may_see_subject",
    },
)
