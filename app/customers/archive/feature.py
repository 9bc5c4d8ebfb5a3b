"""Where bound files and monthly registers lie."""

from app.customers.archive.policy import ArchivePolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

SEE = Permission("customers.archive.see", Text("See the archive"))
KEEP = Permission("customers.archive.keep", Text("Bind files and put registers away"))

BOUND = Action("archive.bound", Text("File of customer %(number)s bound as %(archive)s in bag %(bag)s"))
MOVED = Action("archive.moved", Text("Bound file %(archive)s changed"))
PUT_AWAY = Action("archive.put_away", Text("%(register)s of %(month)s put away, lines: %(rows)s"))

FEATURE = Feature(
    package="app.customers.archive",
    permissions=(SEE, KEEP),
    actions=(BOUND, MOVED, PUT_AWAY),
    nav=(NavItem("customers", Text("Archive"), "archive.listing", SEE, "files", 55),),
    policies=(ArchivePolicy,),
    hooks={
        "customers_withdrawn": "service:withdrawn",
        "documents": "documents:documents",
        "fact_labels": "hooks:fact_labels",
        "monthly_registers": "hooks:monthly_registers",
    },
)
