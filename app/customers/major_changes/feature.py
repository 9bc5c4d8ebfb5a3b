"""Major changes at customers."""

from app.customers.files.feature import SEE_CARD
from app.domain.text import Text
from app.web.feature import Action, Feature, Tab

NOTED = Action("major_changes.noted", Text("Major change of %(day)s noted: %(what)s"))
WITHDRAWN = Action("major_changes.withdrawn", Text("Major change of %(day)s withdrawn: %(what)s"))

FEATURE = Feature(
    package="app.customers.major_changes",
    actions=(NOTED, WITHDRAWN),
    tabs=(Tab("customer", Text("Major changes"), "major_changes.of_customer", SEE_CARD, 17),),
)
