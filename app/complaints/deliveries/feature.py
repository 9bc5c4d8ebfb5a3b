"""What was ordered and delivered, with the customer's excess ratio."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("complaints.deliveries.see", Text("See orders and deliveries"))
KEEP = Permission("complaints.deliveries.keep", Text("Enter orders and deliveries"))

FEATURE = Feature(package="app.complaints.deliveries", permissions=(SEE, KEEP))
