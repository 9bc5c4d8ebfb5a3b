"""Those who look after a customer: who they are, who names them, and what they report."""

from app.customers.files.feature import SEE_CARD
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Tab

SECOND_ADDED = Action("care.second_added", Text("%(name)s looks after customer %(number)s as well"))
SECOND_ENDED = Action("care.second_ended", Text("%(name)s no longer looks after customer %(number)s as second contact"))
REPORTED = Action("care.reported", Text("Contact report %(number)s: %(way)s on %(day)s"))
REPORT_CHANGED = Action("care.report_changed", Text("Contact report %(number)s corrected"))

FEATURE = Feature(
    package="app.customers.care",
    actions=(SECOND_ADDED, SECOND_ENDED, REPORTED, REPORT_CHANGED),
    nav=(NavItem("customers", Text("Contact reports"), "owners.reports", SEE_CARD, "message-report", order=36),),
    tabs=(Tab("customer", Text("Owner"), "owners.of_customer", SEE_CARD, order=7),),
    hooks={
        "task_kinds": "tasks:kinds",
        "today": "hooks:notices",
        "customer_flags": "hooks:flags",
        "may_see_subject": "hooks:may_see_subject",
        "may_change_subject": "hooks:may_change_subject",
        "fact_labels": "hooks:fact_labels",
        "documents": "documents:documents",
    },
)
