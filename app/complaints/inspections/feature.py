"""Joint inspections on site, and what they report."""

from app.complaints.inspections.policy import InspectionPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission, Tab
from app.web.guard import SIGNED_IN

CALL = Permission("complaints.inspections.call", Text("Call a joint inspection and report on it"))

CALLED = Action("inspections.called", Text("Joint inspection %(number)s called: %(place)s"))
ARRANGED = Action("inspections.arranged", Text("Inspection %(number)s arranged: %(party)s"))
ASKED = Action("inspections.asked", Text("Inspection %(number)s: the general manager is to appoint who goes"))
APPOINTED = Action("inspections.appointed", Text("Inspection %(number)s: %(party)s appointed"))
NOT_APPOINTED = Action("inspections.not_appointed", Text("Inspection %(number)s: nobody was appointed"))
INSPECTED = Action("inspections.inspected", Text("Inspection %(number)s took place on %(day)s"))
REPORTED = Action("inspections.reported", Text("Inspection %(number)s reported to the general manager"))
DECIDED = Action("inspections.decided", Text("Inspection %(number)s decided by %(who)s"))
NOTED = Action("inspections.noted", Text("Note taken of the decision on inspection %(number)s"))
LINKED = Action("inspections.linked", Text("Inspection %(number)s belongs to complaint %(complaint)s"))
CANCELLED = Action("inspections.cancelled", Text("Inspection %(number)s called off"))

FEATURE = Feature(
    package="app.complaints.inspections",
    permissions=(CALL,),
    actions=(
        CALLED, ARRANGED, ASKED, APPOINTED, NOT_APPOINTED, INSPECTED, REPORTED, DECIDED, NOTED, LINKED, CANCELLED,
    ),
    nav=(NavItem("complaints", Text("Inspections"), "inspections.listing", CALL, "search", order=20),),
    tabs=(Tab("complaint", Text("Inspections"), "inspections.of_complaint", SIGNED_IN, order=10),),
    policies=(InspectionPolicy,),
    hooks={
        "closing_obstacles": "hooks:closing_obstacles",
        "complaint_cancelled": "hooks:complaint_over",
        "complaint_closed": "hooks:complaint_over",
        "complaint_steps": "hooks:complaint_steps",
        "complaints_asked": "hooks:complaints_asked",
        "customer_of_subject": "hooks:customer_of_subject",
        "deadline_rules": "deadlines:rules",
        "documents": "documents:documents",
        "matters": "approvals:matters",
        "may_change_subject": "hooks:may_change_subject",
        "may_see_subject": "hooks:may_see_subject",
        "search": "hooks:hits",
        "task_kinds": "tasks:kinds",
        "today": "hooks:notices",
    },
)  # fmt: skip
