"""Contracts with customers."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("customers.contracts.see", Text("See contracts with customers"))
KEEP = Permission("customers.contracts.keep", Text("Enter contracts with customers"))

FEATURE = Feature(package="app.customers.contracts", permissions=(SEE, KEEP))
