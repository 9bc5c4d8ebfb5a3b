"""What is changed so that it does not happen again."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

KEEP = Permission("complaints.improvements.keep", Text("Plan improvements and confirm their effect"))

FEATURE = Feature(package="app.complaints.improvements", permissions=(KEEP,))
