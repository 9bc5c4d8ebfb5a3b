"""What visitors, calls and deals came to."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

SEE = Permission("reception.statistics.see", Text("See the statistics of reception"))
ANALYSE = Permission("reception.statistics.analyse", Text("Write the analysis of a week or month"))

ANALYSED = Action("statistics.analysed", Text("Analysis of %(period)s written"))
EXPORTED = Action("statistics.exported", Text("Statistics of reception of %(period)s exported"))

FEATURE = Feature(
    package="app.reception.statistics",
    permissions=(SEE, ANALYSE),
    actions=(ANALYSED, EXPORTED),
    nav=(NavItem("reception", Text("Visitor statistics"), "statistics.show", SEE, "chart-bar", order=55),),
    hooks={"documents": "documents:documents", "today": "hooks:notices"},
)
