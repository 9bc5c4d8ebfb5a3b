"""Cases between departments that cannot agree."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

BRING = Permission("complaints.disputes.bring", Text("Bring a disagreement before the office"))
ARBITRATE = Permission("complaints.disputes.arbitrate", Text("Arbitrate between departments"))

FEATURE = Feature(package="app.complaints.disputes", permissions=(BRING, ARBITRATE))
