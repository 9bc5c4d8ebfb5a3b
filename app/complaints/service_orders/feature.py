"""Repairs that customers ask for."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("complaints.service_orders.see", Text("See service orders"))
KEEP = Permission("complaints.service_orders.keep", Text("Take repair requests and give service orders"))
DO = Permission("complaints.service_orders.do", Text("Carry out service orders"))

FEATURE = Feature(package="app.complaints.service_orders", permissions=(SEE, KEEP, DO))
