"""What a complaint cost."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("complaints.losses.see", Text("See what complaints cost and who bears it"))
ENTER = Permission("complaints.losses.enter", Text("Enter and fix the loss of a complaint"))

FEATURE = Feature(package="app.complaints.losses", permissions=(SEE, ENTER))
