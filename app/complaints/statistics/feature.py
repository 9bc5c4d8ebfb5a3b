"""Complaints counted: the monthly table, causes, what is overdue."""

from app.complaints.statistics.policy import StatisticsPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

SEE = Permission("complaints.statistics.see", Text("See the statistics of complaints"))
CONFIRM = Permission("complaints.statistics.confirm", Text("Confirm the monthly table of complaints"))

CONFIRMED = Action("complaint_statistics.confirmed", Text("Complaints of %(month)s confirmed: %(count)s closed"))
EXPORTED = Action("complaint_statistics.exported", Text("Statistics of complaints of %(period)s taken out"))

FEATURE = Feature(
    package="app.complaints.statistics",
    permissions=(SEE, CONFIRM),
    actions=(CONFIRMED, EXPORTED),
    nav=(NavItem("complaints", Text("Complaint statistics"), "complaint_statistics.show", SEE, "chart-bar", 70),),
    policies=(StatisticsPolicy,),
    hooks={
        "documents": "documents:documents",
        "today": "hooks:notices",
        "complaint_closed": "hooks:closings_changed",
        "complaint_reopened": "hooks:closings_changed",
    },
)
