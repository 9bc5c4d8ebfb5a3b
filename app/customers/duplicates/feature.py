"""Customers who may be one."""

from app.customers.duplicates.policy import DuplicatePolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab

SEE = Permission("customers.duplicates.see", Text("See who may be the same customer"))
DECIDE = Permission("customers.duplicates.decide", Text("Decide that two customers are different"))

DIFFERS = Action("duplicates.differs", Text("Customer %(number)s is not %(other)s"))
ASKED = Action("duplicates.asked", Text("All customers looked through for those who may be one"))

FEATURE = Feature(
    package="app.customers.duplicates",
    permissions=(SEE, DECIDE),
    actions=(DIFFERS, ASKED),
    nav=(NavItem("customers", Text("Possible duplicates"), "duplicates.listing", SEE, "copy", order=45),),
    tabs=(Tab("customer", Text("Possible duplicates"), "duplicates.of_customer", SEE, 80),),
    policies=(DuplicatePolicy,),
    hooks={
        "check_customer": "checking:check",
        "customers_opened": "keys:opened",
        "customers_saved": "keys:saved",
        "customers_withdrawn": "keys:withdrawn",
        "every_minute": "scan:ask_once_a_day",
    },
    jobs={"duplicates.find": "scan:find"},
)
