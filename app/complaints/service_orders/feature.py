"""Repairs that customers ask for."""

from app.complaints.service_orders.policy import ServiceOrderPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab

SEE = Permission("complaints.service_orders.see", Text("See service orders"))
KEEP = Permission("complaints.service_orders.keep", Text("Take repair requests and give service orders"))
DO = Permission("complaints.service_orders.do", Text("Carry out service orders"))

TAKEN = Action("service_orders.taken", Text("Repair request %(number)s taken: %(what)s"))
CHANGED = Action("service_orders.changed", Text("Repair request %(number)s changed"))
ORDERED = Action("service_orders.ordered", Text("Service order %(number)s given to %(to)s, to be done by %(due)s"))
REFERRED = Action("service_orders.referred", Text("Repair request %(number)s passed on to %(to)s"))
REFUSED = Action("service_orders.refused", Text("Repair request %(number)s: the owner's own matter"))
HANDED = Action("service_orders.handed", Text("Service order %(number)s handed to %(to)s"))
DONE = Action("service_orders.done", Text("Service order %(number)s done"))
ASKED_AFTER = Action("service_orders.asked_after", Text("Service order %(number)s, the customer says: %(word)s"))
CANCELLED = Action("service_orders.cancelled", Text("Repair request %(number)s cancelled"))

FEATURE = Feature(
    package="app.complaints.service_orders",
    permissions=(SEE, KEEP, DO),
    actions=(TAKEN, CHANGED, ORDERED, REFERRED, REFUSED, HANDED, DONE, ASKED_AFTER, CANCELLED),
    nav=(NavItem("complaints", Text("Service orders"), "service_orders.listing", SEE, "checklist", 60),),
    tabs=(Tab("customer", Text("Service orders"), "service_orders.of_customer", SEE, 46),),
    policies=(ServiceOrderPolicy,),
    hooks={
        "complaint_origin": "hooks:origin",
        "customer_flags": "hooks:flags",
        "deadline_rules": "deadlines:rules",
        "documents": "documents:documents",
        "erasure_obstacles": "hooks:erasure_obstacles",
        "handover_parts": "hooks:handover_parts",
        "may_see_subject": "queries:may_see_subject",
        "recorded": "hooks:recorded",
        "search": "hooks:hits",
        "staff_left": "service:staff_left",
        "today": "hooks:notices",
    },
)
