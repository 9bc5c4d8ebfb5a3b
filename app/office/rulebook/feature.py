"""The office's rules as a book: proposals, versions, the rule sheet."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

SEE = Permission("office.rulebook.see", Text("Read the office's rules"))

PROPOSED = Action("rulebook.proposed", Text("Change of rules %(number)s proposed, to hold from %(from)s on"))
IN_FORCE = Action("rulebook.in_force", Text("Change of rules %(number)s approved; it holds from %(from)s on"))
REFUSED = Action("rulebook.refused", Text("Change of rules %(number)s refused"))
WITHDRAWN = Action("rulebook.withdrawn", Text("Change of rules %(number)s withdrawn"))

FEATURE = Feature(
    package="app.office.rulebook",
    permissions=(SEE,),
    actions=(PROPOSED, IN_FORCE, REFUSED, WITHDRAWN),
    nav=(NavItem("office", Text("Rulebook"), "rulebook.show", SEE, "book", 68),),
    hooks={
        "rule_change": "service:rule_change",
        "matters": "approvals:matters",
        "documents": "documents:documents",
    },
)
