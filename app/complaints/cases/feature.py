"""Complaints of customers, stage by stage."""

from app.complaints.cases.policy import ComplaintPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab

TAKE = Permission("complaints.cases.take", Text("Take a complaint"))
SEE_DEPARTMENT = Permission("complaints.cases.see_department", Text("See the complaints of the department"))
SEE_ALL = Permission("complaints.cases.see_all", Text("See every complaint"))
HANDLE = Permission("complaints.cases.handle", Text("Handle complaints stage by stage"))
REGISTER = Permission("complaints.cases.register", Text("Number complaints and keep the tracking register"))
MANAGE = Permission("complaints.cases.manage", Text("Hand on, pause, cancel and reopen complaints"))
EXPORT = Permission("complaints.cases.export", Text("Take out lists of complaints"))

TAKEN = Action("complaints.taken", Text("Complaint taken: %(matter)s"))
NUMBERED = Action("complaints.numbered", Text("Complaint accepted and numbered: %(number)s"))
CONFIRMED = Action("complaints.confirmed", Text("Complaint %(number)s read back to the customer"))
PASSED = Action("complaints.passed", Text("Complaint %(number)s passed on from %(from)s to %(to)s"))
SKIPPED = Action(
    "complaints.skipped", Text("Complaint %(number)s passed on from %(from)s to %(to)s, passed over: %(over)s")
)
RETURNED = Action("complaints.returned", Text("Complaint %(number)s sent back from %(from)s to %(to)s"))
HANDED_ON = Action("complaints.handed_on", Text("Complaint %(number)s handed on from %(from)s to %(to)s"))
CHANGED = Action("complaints.changed", Text("Complaint %(number)s changed"))
PAUSED = Action("complaints.paused", Text("Clocks of complaint %(number)s stopped"))
RESUMED = Action("complaints.resumed", Text("Clocks of complaint %(number)s run again"))
REFERRED = Action("complaints.referred", Text("Complaint %(number)s is not ours, referred to %(to)s"))
CLOSED = Action("complaints.closed", Text("Complaint %(number)s closed"))
WITHOUT_LOSS = Action("complaints.without_loss", Text("Complaint %(number)s ended without loss"))
CANCELLED = Action("complaints.cancelled", Text("Complaint %(number)s cancelled"))
REOPENED = Action("complaints.reopened", Text("Complaint %(number)s reopened, times: %(count)s"))
LINKED = Action("complaints.linked", Text("Complaint %(number)s linked with %(other)s: %(relation)s"))
EXPORTED = Action("complaints.exported", Text("List of complaints taken out, rows: %(rows)s"))
INHERITED = Action("complaints.inherited", Text("Complaint %(number)s passed on from %(from)s, who left, to %(to)s"))

FEATURE = Feature(
    package="app.complaints.cases",
    permissions=(TAKE, SEE_DEPARTMENT, SEE_ALL, HANDLE, REGISTER, MANAGE, EXPORT),
    actions=(
        TAKEN,
        NUMBERED,
        CONFIRMED,
        PASSED,
        SKIPPED,
        RETURNED,
        HANDED_ON,
        CHANGED,
        PAUSED,
        RESUMED,
        REFERRED,
        CLOSED,
        WITHOUT_LOSS,
        CANCELLED,
        REOPENED,
        LINKED,
        INHERITED,
        EXPORTED,
    ),
    nav=(
        NavItem("complaints", Text("Complaints"), "complaints.listing", TAKE, "urgent", 10),
        NavItem("complaints", Text("Complaints that wait"), "complaints.inbox", HANDLE, "list-check", 12),
        NavItem("complaints", Text("Where complaints stand"), "complaints.board", MANAGE, "stairs-up", 14),
    ),
    tabs=(
        Tab("customer", Text("Complaints"), "complaints.of_customer", TAKE, 44),
        Tab("complaint", Text("Course"), "complaints.course", TAKE, 5),
    ),
    policies=(ComplaintPolicy,),
    hooks={
        "customer_flags": "hooks:flags",
        "customer_of_subject": "hooks:customer_of_subject",
        "deadline_rules": "deadlines:rules",
        "deadlines_moved": "service.clocks:deadlines_moved",
        "documents": "documents:documents",
        "entries_unread": "subjects:entries_unread",
        "erasure_obstacles": "hooks:erasure_obstacles",
        "fact_labels": "hooks:fact_labels",
        "fact_values": "hooks:fact_values",
        "handover_parts": "hooks:handover_parts",
        "last_business": "hooks:last_business",
        "may_change_subject": "subjects:may_change_subject",
        "may_see_deadline": "subjects:may_see_deadline",
        "may_see_subject": "subjects:may_see_subject",
        "search": "hooks:hits",
        "staff_left": "service.handing:staff_left",
        "task_kinds": "tasks:kinds",
        "today": "hooks:notices",
    },
)
