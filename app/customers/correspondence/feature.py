"""What is written and said between the office and its customers."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

KEEP = Permission("customers.correspondence.keep", Text("Record letters, calls and messages"))

FEATURE = Feature(package="app.customers.correspondence", permissions=(KEEP,))
