"""The problems of the day, sorted."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

KEEP = Permission("complaints.problems.keep", Text("Keep the daily problem list"))

FEATURE = Feature(package="app.complaints.problems", permissions=(KEEP,))
