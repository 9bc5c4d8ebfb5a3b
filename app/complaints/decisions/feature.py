"""What is decided about a complaint, by whom."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

PROPOSE = Permission("complaints.decisions.propose", Text("Write the combined opinion and submit it for decision"))
MEET = Permission("complaints.decisions.meet", Text("Record special meetings on serious complaints"))

FEATURE = Feature(package="app.complaints.decisions", permissions=(PROPOSE, MEET))
