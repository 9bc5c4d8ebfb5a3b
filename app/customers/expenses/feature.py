"""Expenses for customers, checked against the register."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

CLAIM = Permission("customers.expenses.claim", Text("Claim expenses for customers"))
CHECK = Permission("customers.expenses.check", Text("Check and decide expense claims"))

FEATURE = Feature(package="app.customers.expenses", permissions=(CLAIM, CHECK))
