"""What is written and said between the office and its customers."""

from app.customers.correspondence.policy import CorrespondencePolicy
from app.customers.files.feature import SEE_CARD
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab

KEEP = Permission("customers.correspondence.keep", Text("Record letters, calls and messages"))

RECORDED = Action("correspondence.recorded", Text("%(number)s, %(way)s recorded: %(what)s"))
CHANGED = Action("correspondence.changed", Text("%(number)s corrected"))
ANSWERED = Action("correspondence.answered", Text("%(number)s answered, %(outcome)s: %(what)s"))

FEATURE = Feature(
    package="app.customers.correspondence",
    permissions=(KEEP,),
    actions=(RECORDED, CHANGED, ANSWERED),
    nav=(NavItem("customers", Text("Correspondence"), "correspondence.listing", KEEP, "mail", 35),),
    tabs=(Tab("customer", Text("Correspondence"), "correspondence.of_customer", SEE_CARD, 15),),
    policies=(CorrespondencePolicy,),
    hooks={
        "deadline_rules": "deadlines:rules",
        "documents": "documents:documents",
        "fact_labels": "hooks:fact_labels",
        "may_change_subject": "hooks:may_change_subject",
        "customer_of_subject": "hooks:customer_of_subject",
        "may_see_subject": "hooks:may_see_subject",
        "search": "hooks:hits",
        "today": "hooks:notices",
    },
)
