"""Major failures, and what was learnt from them."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

REPORT = Permission("complaints.failures.report", Text("Report major failures"))
TRACK = Permission("complaints.failures.track", Text("Track and analyse major failures"))

FEATURE = Feature(package="app.complaints.failures", permissions=(REPORT, TRACK))
