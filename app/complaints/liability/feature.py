"""Who bears a loss."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

JUDGE = Permission("complaints.liability.judge", Text("Judge who bears the loss of a complaint"))

FEATURE = Feature(package="app.complaints.liability", permissions=(JUDGE,))
