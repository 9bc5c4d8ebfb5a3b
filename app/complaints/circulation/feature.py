"""By which stages complaints go through the office."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("complaints.circulation.see", Text("See by which stages complaints go"))
MANAGE = Permission("complaints.circulation.manage", Text("Draft the stages and limits of complaints"))

FEATURE = Feature(package="app.complaints.circulation", permissions=(SEE, MANAGE))
