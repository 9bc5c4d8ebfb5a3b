"""Complaints of customers, stage by stage."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

TAKE = Permission("complaints.cases.take", Text("Take a complaint"))
SEE_DEPARTMENT = Permission("complaints.cases.see_department", Text("See the complaints of the department"))
SEE_ALL = Permission("complaints.cases.see_all", Text("See every complaint"))
HANDLE = Permission("complaints.cases.handle", Text("Handle complaints stage by stage"))
REGISTER = Permission("complaints.cases.register", Text("Number complaints and keep the tracking register"))
MANAGE = Permission("complaints.cases.manage", Text("Hand on, pause, cancel and reopen complaints"))
EXPORT = Permission("complaints.cases.export", Text("Take out lists of complaints"))

FEATURE = Feature(
    package="app.complaints.cases", permissions=(TAKE, SEE_DEPARTMENT, SEE_ALL, HANDLE, REGISTER, MANAGE, EXPORT)
)
