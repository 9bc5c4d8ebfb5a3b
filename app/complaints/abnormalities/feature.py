"""Abnormalities without a loss."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

KEEP = Permission("complaints.abnormalities.keep", Text("Keep abnormality slips"))

FEATURE = Feature(package="app.complaints.abnormalities", permissions=(KEEP,))
