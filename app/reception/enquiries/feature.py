"""First-asked responsibility: who was asked first owns the matter."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

TAKE = Permission("reception.enquiries.take", Text("Register enquiries and answer for them"))
SEE_DEPARTMENT = Permission("reception.enquiries.see_department", Text("See the enquiries of the department"))
SEE_ALL = Permission("reception.enquiries.see_all", Text("See every enquiry"))

FEATURE = Feature(
    package="app.reception.enquiries",
    permissions=(TAKE, SEE_DEPARTMENT, SEE_ALL),
)
