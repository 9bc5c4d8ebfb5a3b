"""The papers of customers, with their days."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

KEEP = Permission("customers.papers.keep", Text("Enter the papers of customers"))
VERIFY_SALES = Permission("customers.papers.verify_sales", Text("Verify papers for sales"))
VERIFY_FINANCE = Permission("customers.papers.verify_finance", Text("Verify papers and invoicing data for finance"))
MANAGE = Permission("customers.papers.manage", Text("Define which papers customers must have"))

FEATURE = Feature(package="app.customers.papers", permissions=(KEEP, VERIFY_SALES, VERIFY_FINANCE, MANAGE))
