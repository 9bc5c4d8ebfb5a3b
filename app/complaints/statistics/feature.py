"""Complaints counted: the monthly table, causes, what is overdue."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("complaints.statistics.see", Text("See the statistics of complaints"))
CONFIRM = Permission("complaints.statistics.confirm", Text("Confirm the monthly table of complaints"))

FEATURE = Feature(package="app.complaints.statistics", permissions=(SEE, CONFIRM))
