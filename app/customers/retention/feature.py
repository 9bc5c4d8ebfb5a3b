"""How long files are kept, and how personal data is erased."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("customers.retention.see", Text("See erasures and what may go"))
ERASE = Permission("customers.retention.erase", Text("Erase personal data"))

FEATURE = Feature(package="app.customers.retention", permissions=(SEE, ERASE))
