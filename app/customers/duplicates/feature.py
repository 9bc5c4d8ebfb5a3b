"""Customers who may be one."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("customers.duplicates.see", Text("See who may be the same customer"))
DECIDE = Permission("customers.duplicates.decide", Text("Decide that two customers are different"))

FEATURE = Feature(package="app.customers.duplicates", permissions=(SEE, DECIDE))
