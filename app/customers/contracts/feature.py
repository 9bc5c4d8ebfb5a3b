"""Contracts with customers."""

from app.customers.contracts.policy import ContractPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab

SEE = Permission("customers.contracts.see", Text("See contracts with customers"))
KEEP = Permission("customers.contracts.keep", Text("Enter contracts with customers"))

ENTERED = Action("contracts.entered", Text("Contract %(number)s entered: %(title)s"))
CHANGED = Action("contracts.changed", Text("Contract %(number)s corrected: %(title)s"))
ENDED = Action("contracts.ended", Text("Contract %(number)s ended: %(title)s"))
CANCELLED = Action("contracts.cancelled", Text("Contract %(number)s cancelled: %(title)s"))
RAN_OUT = Action("contracts.ran_out", Text("Contract %(number)s ran out on %(until)s and ended: %(title)s"))
REMINDED = Action("contracts.reminded", Text("Brought to mind that contract %(number)s runs until %(until)s"))

FEATURE = Feature(
    package="app.customers.contracts",
    permissions=(SEE, KEEP),
    actions=(ENTERED, CHANGED, ENDED, CANCELLED, RAN_OUT, REMINDED),
    nav=(NavItem("customers", Text("Contracts"), "contracts.listing", SEE, "contract", 60),),
    tabs=(Tab("customer", Text("Contracts"), "contracts.of_customer", SEE, 9),),
    policies=(ContractPolicy,),
    hooks={
        "documents": "documents:documents",
        "every_minute": "nightly:ask_once_a_day",
        "fact_labels": "hooks:fact_labels",
        "may_change_subject": "hooks:may_change_subject",
        "customer_of_subject": "hooks:customer_of_subject",
        "may_see_subject": "hooks:may_see_subject",
        "search": "hooks:hits",
        "task_kinds": "tasks:kinds",
        "today": "hooks:notices",
    },
    jobs={"contracts.look": "nightly:look_job"},
)
