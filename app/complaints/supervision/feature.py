"""How well service is done, as the business department sees it."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

KEEP = Permission("complaints.supervision.keep", Text("Write the service supervision report"))

FEATURE = Feature(package="app.complaints.supervision", permissions=(KEEP,))
