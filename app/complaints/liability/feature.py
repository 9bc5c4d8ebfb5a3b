"""Who bears a loss."""

from app.complaints.liability.policy import LiabilityPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, Permission

JUDGE = Permission("complaints.liability.judge", Text("Judge who bears the loss of a complaint"))

# Sentences without names and sums: readers of the journal learn that something was done, not about whom.
JUDGED = Action("liability.judged", Text("Liability for complaint %(number)s drafted"))
SETTLED = Action("liability.settled", Text("Liability for complaint %(number)s settled"))
REPLACED = Action("liability.replaced", Text("Earlier judgement of liability for complaint %(number)s made void"))
PROPOSED = Action("liability.proposed", Text("Deductions for complaint %(number)s proposed, people: %(count)s"))
EXPORTED = Action("liability.exported", Text("Sharing of losses of %(month)s taken out (%(format)s)"))

FEATURE = Feature(
    package="app.complaints.liability",
    permissions=(JUDGE,),
    actions=(JUDGED, SETTLED, REPLACED, PROPOSED, EXPORTED),
    policies=(LiabilityPolicy,),
    hooks={"loss_obstacles": "hooks:loss_obstacles", "loss_voided": "hooks:loss_voided"},
)
