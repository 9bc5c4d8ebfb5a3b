"""Price lists: what a cubic metre costs, for whom, from which day on."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

SEE = Permission("billing.tariffs.see", Text("See price lists and try them out"))
ENTER = Permission("billing.tariffs.enter", Text("Enter price lists, and replace those that no statement used"))

ENTERED = Action("tariffs.entered", Text("Price list %(name)s entered, in force from %(valid_from)s"))
REMOVED = Action("tariffs.removed", Text("Price list %(name)s removed before any use"))

FEATURE = Feature(
    package="app.billing.tariffs",
    permissions=(SEE, ENTER),
    actions=(ENTERED, REMOVED),
    nav=(NavItem("billing", Text("Price lists"), "tariffs.listing", SEE, "tags", order=80),),
)
