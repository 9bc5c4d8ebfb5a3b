"""Why customers complain and who is at fault: the causes by which complaints are sorted."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

MANAGE = Permission("complaints.causes.manage", Text("Define the causes of complaints"))

ADDED = Action("causes.added", Text("Cause of complaints %(name)s added"))
CHANGED = Action("causes.changed", Text("Cause of complaints %(name)s changed"))
RETIRED = Action("causes.retired", Text("Cause of complaints %(name)s taken out of use"))
BROUGHT_BACK = Action("causes.brought_back", Text("Cause of complaints %(name)s taken into use again"))

FEATURE = Feature(
    package="app.complaints.causes",
    permissions=(MANAGE,),
    actions=(ADDED, CHANGED, RETIRED, BROUGHT_BACK),
    nav=(NavItem("complaints", Text("Causes of complaints"), "causes.listing", MANAGE, "category", order=80),),
    hooks={
        "first_start": "service:seed",
        "fact_labels": "hooks:fact_labels",
        "may_see_subject": "hooks:may_see_subject",
    },
)
