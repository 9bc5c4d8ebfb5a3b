"""How long files are kept, and how personal data is erased."""

from app.customers.retention.policy import RetentionPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

SEE = Permission("customers.retention.see", Text("See erasures and what may go"))
ERASE = Permission("customers.retention.erase", Text("Erase personal data"))

ASKED = Action("retention.asked", Text("Erasure %(number)s of the personal data of customer %(customer)s asked for"))
ERASED = Action("retention.erased", Text("Personal data of customer %(customer)s erased (%(number)s)"))
REFUSED = Action("retention.refused", Text("Erasure %(number)s of customer %(customer)s refused"))
WITHDRAWN = Action("retention.withdrawn", Text("Erasure %(number)s of customer %(customer)s withdrawn"))

FEATURE = Feature(
    package="app.customers.retention",
    permissions=(SEE, ERASE),
    actions=(ASKED, ERASED, REFUSED, WITHDRAWN),
    nav=(NavItem("customers", Text("Erasure and retention"), "retention.listing", SEE, "history", 80),),
    policies=(RetentionPolicy,),
    hooks={
        "check_customer": "hooks:check_customer",
        "customer_flags": "hooks:flags",
        "documents": "documents:documents",
        "erased": "queries:erased_since",
        "may_see_subject": "hooks:may_see_subject",
        "today": "hooks:notices",
    },
)
