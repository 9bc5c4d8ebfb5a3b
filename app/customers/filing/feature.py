"""What must be in the file by when."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("customers.filing.see", Text("See which filings are due, and how punctual they are"))
FILE = Permission("customers.filing.file", Text("Register new customers and changes"))
REMIND = Permission("customers.filing.remind", Text("Remind of overdue filings"))

FEATURE = Feature(package="app.customers.filing", permissions=(SEE, FILE, REMIND))
