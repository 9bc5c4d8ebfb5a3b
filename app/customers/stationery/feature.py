"""Blank contracts."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("customers.stationery.see", Text("See where blank contracts are"))
KEEP = Permission("customers.stationery.keep", Text("Keep, issue and pass on blank contracts"))
REPORT = Permission("customers.stationery.report", Text("Receive contracts for finance"))

FEATURE = Feature(package="app.customers.stationery", permissions=(SEE, KEEP, REPORT))
