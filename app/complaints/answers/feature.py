"""What the customer is told, and whether he accepts it."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

WRITE = Permission("complaints.answers.write", Text("Write to customers about their complaints"))
VISIT = Permission("complaints.answers.visit", Text("Record return visits"))

FEATURE = Feature(package="app.complaints.answers", permissions=(WRITE, VISIT))
