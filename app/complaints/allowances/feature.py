"""Allowances granted for complaints."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

KEEP = Permission("complaints.allowances.keep", Text("Write allowance certificates"))

FEATURE = Feature(package="app.complaints.allowances", permissions=(KEEP,))
