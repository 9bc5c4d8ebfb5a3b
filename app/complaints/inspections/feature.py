"""Joint inspections on site, and what they report."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

CALL = Permission("complaints.inspections.call", Text("Call a joint inspection and report on it"))

FEATURE = Feature(package="app.complaints.inspections", permissions=(CALL,))
