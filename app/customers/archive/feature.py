"""Where bound files and monthly registers lie."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("customers.archive.see", Text("See the archive"))
KEEP = Permission("customers.archive.keep", Text("Bind files and put registers away"))

FEATURE = Feature(package="app.customers.archive", permissions=(SEE, KEEP))
