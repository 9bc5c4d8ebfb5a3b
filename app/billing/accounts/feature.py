"""Gas accounts (燃气账户): who is supplied where, for what use."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab

SEE = Permission("billing.accounts.see", Text("See gas accounts"))
EDIT = Permission("billing.accounts.edit", Text("Open, change, suspend and close gas accounts"))
IMPORT = Permission("billing.accounts.import", Text("Import gas accounts"))

OPENED = Action("accounts.opened", Text("Gas account %(number)s opened for %(name)s, meter %(meter)s"))
CHANGED = Action("accounts.changed", Text("Gas account %(number)s changed"))
SUSPENDED = Action("accounts.suspended", Text("Gas account %(number)s suspended"))
RESUMED = Action("accounts.resumed", Text("Gas account %(number)s active again"))
CLOSED = Action("accounts.closed", Text("Gas account %(number)s closed"))
WITHDRAWN = Action("accounts.withdrawn", Text("Gas account %(number)s of %(name)s taken back with its import"))

FEATURE = Feature(
    package="app.billing.accounts",
    permissions=(SEE, EDIT, IMPORT),
    actions=(OPENED, CHANGED, SUSPENDED, RESUMED, CLOSED, WITHDRAWN),
    nav=(NavItem("billing", Text("Gas accounts"), "accounts.listing", SEE, "flame", order=10),),
    tabs=(Tab("customer", Text("Gas accounts"), "accounts.of_customer", SEE, order=40),),
    hooks={
        "search": "hooks:hits",
        "duplicate_keys": "comparing:duplicate_keys",
        "import_kinds": "imports:kinds",
        "fact_labels": "hooks:fact_labels",
        "may_see_subject": "queries:may_see_subject",
    },
)
