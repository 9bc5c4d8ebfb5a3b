"""Allowances granted for complaints."""

from app.complaints.allowances.policy import RemedyPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab
from app.web.guard import SIGNED_IN

KEEP = Permission("complaints.allowances.keep", Text("Write allowance certificates"))

WRITTEN = Action("allowances.written", Text("Allowance certificate %(number)s over %(amount)s written"))
CHANGED = Action("allowances.changed", Text("Allowance certificate %(number)s corrected: %(amount)s"))
SUBMITTED = Action("allowances.submitted", Text("Allowance certificate %(number)s over %(amount)s submitted"))
SETTLED = Action("allowances.settled", Text("Allowance certificate %(number)s: %(outcome)s"))
STAMPED = Action("allowances.stamped", Text("Allowance certificate %(number)s stamped by %(who)s on %(day)s"))
VOIDED = Action("allowances.voided", Text("Allowance certificate %(number)s over %(amount)s made void"))
PROVEN = Action("allowances.proven", Text("Proof for %(number)s received on %(day)s: %(kind)s"))
UNPROVEN = Action("allowances.unproven", Text("Proof for %(number)s entered as not stamped: %(kind)s"))

FEATURE = Feature(
    package="app.complaints.allowances",
    permissions=(KEEP,),
    actions=(WRITTEN, CHANGED, SUBMITTED, SETTLED, STAMPED, VOIDED, PROVEN, UNPROVEN),
    nav=(NavItem("complaints", Text("Allowances"), "allowances.listing", KEEP, "file-certificate", 32),),
    tabs=(Tab("complaint", Text("Allowances"), "allowances.of_case", SIGNED_IN, 40),),
    policies=(RemedyPolicy,),
    hooks={
        "closing_obstacles": "hooks:closing_obstacles",
        "complaint_cancelled": "hooks:complaint_cancelled",
        "complaint_steps": "hooks:complaint_steps",
        "complaints_asked": "hooks:complaints_asked",
        "customer_of_subject": "hooks:customer_of_subject",
        "documents": "documents:documents",
        "matters": "approvals:matters",
        "may_change_subject": "hooks:may_change_subject",
        "may_see_subject": "hooks:may_see_subject",
        "search": "hooks:hits",
        "today": "hooks:notices",
    },
)
