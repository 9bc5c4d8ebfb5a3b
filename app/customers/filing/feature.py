"""What must be in the file by when (建档与变更报送)."""

from app.customers.filing.policy import FilingPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab

SEE = Permission("customers.filing.see", Text("See which filings are due, and how punctual they are"))
FILE = Permission("customers.filing.file", Text("Register new customers and changes"))
REMIND = Permission("customers.filing.remind", Text("Remind of overdue filings"))

BEGUN = Action("filing.begun", Text("Filing %(number)s of customer %(customer)s due on %(due)s"))
FILED = Action("filing.filed", Text("Filing %(number)s of customer %(customer)s registered, late: %(late)s"))
REPORTED = Action("filing.reported", Text("Change at customer %(customer)s reported: %(what)s"))
REMINDED = Action("filing.reminded", Text("Reminder %(ordinal)s of filing %(number)s, customer %(customer)s"))
DROPPED = Action("filing.dropped", Text("Filing %(number)s of customer %(customer)s dropped"))
EXPORTED = Action("filing.exported", Text("Punctuality of filings of %(month)s taken out"))

FEATURE = Feature(
    package="app.customers.filing",
    permissions=(SEE, FILE, REMIND),
    actions=(BEGUN, FILED, REPORTED, REMINDED, DROPPED, EXPORTED),
    nav=(NavItem("customers", Text("Filings"), "filing.listing", SEE, "file-time", order=20),),
    tabs=(Tab("customer", Text("Filings"), "filing.of_customer", SEE, 18),),
    policies=(FilingPolicy,),
    hooks={
        "conduct_rules": "conduct:rules",
        "customer_changed": "noticing:customer_changed",
        "customers_opened": "noticing:customers_opened",
        "customers_saved": "noticing:customers_saved",
        "deadline_rules": "deadlines:rules",
        "documents": "documents:documents",
        "file_rules_set": "noticing:rules_set",
        "may_see_subject": "hooks:may_see_subject",
        "task_kinds": "tasks:kinds",
        "today": "hooks:notices",
    },
)
