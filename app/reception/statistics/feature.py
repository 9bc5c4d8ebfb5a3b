"""What visitors, calls and deals came to."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("reception.statistics.see", Text("See the statistics of reception"))
ANALYSE = Permission("reception.statistics.analyse", Text("Write the analysis of a week or month"))

FEATURE = Feature(
    package="app.reception.statistics",
    permissions=(SEE, ANALYSE),
)
