"""Why customers complain and who is at fault: the causes by which complaints are sorted."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

MANAGE = Permission("complaints.causes.manage", Text("Define the causes of complaints"))

FEATURE = Feature(package="app.complaints.causes", permissions=(MANAGE,))
