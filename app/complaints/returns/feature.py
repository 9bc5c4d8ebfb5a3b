"""Goods that customers send back."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

KEEP = Permission("complaints.returns.keep", Text("Write return slips"))
RECEIVE = Permission("complaints.returns.receive", Text("Receive returned goods in the store"))

FEATURE = Feature(package="app.complaints.returns", permissions=(KEEP, RECEIVE))
