"""What customers come to have done, and how far it is."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("customers.consultations.see", Text("See consultations"))
KEEP = Permission("customers.consultations.keep", Text("Keep consultations"))

FEATURE = Feature(package="app.customers.consultations", permissions=(SEE, KEEP))
