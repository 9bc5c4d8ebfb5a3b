"""Where the gas month stands."""

from app.billing.month.policy import MonthPolicy
from app.domain.text import Text
from app.web.feature import Feature, NavItem, Permission

SEE = Permission("billing.month.see", Text("See where the gas month stands"))

FEATURE = Feature(
    package="app.billing.month",
    permissions=(SEE,),
    nav=(NavItem("billing", Text("The month"), "month.newest", SEE, "calendar-stats", 10),),
    policies=(MonthPolicy,),
    hooks={"today": "hooks:notices", "every_minute": "nightly:ask_once_a_night"},
    jobs={"month.check_sums": "nightly:compare"},
)
