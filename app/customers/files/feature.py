"""Customer files (客户档案): persons and companies that do business with the office."""

from app.customers.files.policy import FilePolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

SEE_CARD = Permission("customers.card.see", Text("See the cards of customers: number, name, end of the phone, owner"))
SEE_OWN = Permission("customers.files.see_own", Text("See the customer files that one owns"))
SEE_DEPARTMENT = Permission("customers.files.see_department", Text("See the customer files of the department"))
SEE_ALL = Permission("customers.files.see_all", Text("See every customer file"))
EDIT = Permission("customers.files.edit", Text("Open and change customer files"))
IMPORT = Permission("customers.files.import", Text("Import customers"))
EXPORT = Permission("customers.files.export", Text("Export customers"))
RULES = Permission("customers.files.rules", Text("Set categories, required fields and sources of customer files"))

OPENED = Action("customers.opened", Text("Customer %(number)s %(name)s opened"))
CHANGED = Action("customers.changed", Text("File of customer %(number)s changed"))
SEEN = Action("customers.file_seen", Text("File of customer %(number)s looked at"))
SHOWN = Action("customers.shown", Text("Covered fields of customer %(number)s shown: %(fields)s"))
RULES_CHANGED = Action("customers.rules_changed", Text("Rules of customer files changed: %(what)s"))
EXPORTED = Action("customers.exported", Text("Customers exported, rows: %(rows)s"))
WITHDRAWN = Action("customers.withdrawn", Text("Customer %(number)s %(name)s taken back with its import"))

FEATURE = Feature(
    package="app.customers.files",
    permissions=(SEE_CARD, SEE_OWN, SEE_DEPARTMENT, SEE_ALL, EDIT, IMPORT, EXPORT, RULES),
    actions=(OPENED, CHANGED, SEEN, SHOWN, RULES_CHANGED, EXPORTED, WITHDRAWN),
    nav=(
        NavItem("customers", Text("Customers"), "customers.listing", SEE_CARD, "users", order=10),
        NavItem("customers", Text("Rules of files"), "customers.rules", RULES, "list-check", order=84),
    ),
    policies=(FilePolicy,),
    hooks={
        "search": "hooks:hits",
        "customer_ids": "queries:ids_of",
        "fact_labels": "hooks:fact_labels",
        "fact_values": "hooks:fact_values",
        "fact_values_of": "hooks:fact_values_of",
        "may_see_customer": "queries:may_see",
        "customer_of_subject": "queries:customer_of_subject",
        "files_readable": "queries:readable",
        "may_see_subject": "queries:may_see_subject",
        "may_change_subject": "queries:may_change_subject",
        "customer_of": "queries:id_of",
    },
)
