"""Who bears a loss."""

from app.complaints.liability.policy import LiabilityPolicy
from app.complaints.losses.feature import SEE
from app.domain.text import Text
from app.web.feature import Action, Feature, Permission, Tab

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
    tabs=(Tab("complaint", Text("Who is liable"), "liability.of_complaint", SEE, 52),),
    hooks={
        "closing_facts": "hooks:closing_facts",
        "complaint_steps": "hooks:complaint_steps",
        "conduct_sources": "hooks:conduct_source",
        "documents": "documents:documents",
        "loss_obstacles": "hooks:loss_obstacles",
        "loss_voided": "hooks:loss_voided",
        "may_see_subject": "hooks:may_see_subject",
        "today": "hooks:notices",
    },
)
