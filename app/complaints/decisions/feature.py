"""What is decided about a complaint, by whom."""

from app.complaints.decisions.policy import ComplaintDecisionPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, Permission, Tab
from app.web.guard import SIGNED_IN

PROPOSE = Permission("complaints.decisions.propose", Text("Write the combined opinion and submit it for decision"))
MEET = Permission("complaints.decisions.meet", Text("Record special meetings on serious complaints"))

PROPOSED = Action(
    "complaint_decisions.proposed", Text("Decision on complaint %(number)s proposed: %(amount)s, %(how)s")
)
DECIDED = Action("complaint_decisions.decided", Text("Complaint %(number)s decided by %(who)s: %(amount)s"))
REFUSED = Action("complaint_decisions.refused", Text("Decision on complaint %(number)s refused"))
ENDED = Action("complaint_decisions.ended", Text("Decision on complaint %(number)s holds no longer"))
CONFIRMED = Action("complaint_decisions.confirmed", Text("Decision on complaint %(number)s holds after the reopening"))
MET = Action("complaint_decisions.met", Text("Meeting on complaint %(number)s on %(day)s recorded: %(body)s"))
OBJECTED = Action("complaint_decisions.objected", Text("Objection to the decision on complaint %(number)s: %(whose)s"))
NOTED = Action("complaint_decisions.noted", Text("Note taken of what was decided on the objection"))
OBJECTION_ENDED = Action("complaint_decisions.objection_ended", Text("Complaint %(number)s: %(outcome)s"))

FEATURE = Feature(
    package="app.complaints.decisions",
    permissions=(PROPOSE, MEET),
    actions=(PROPOSED, DECIDED, REFUSED, ENDED, CONFIRMED, MET, OBJECTED, NOTED, OBJECTION_ENDED),
    policies=(ComplaintDecisionPolicy,),
    tabs=(Tab("complaint", Text("Decision"), "decisions.of_complaint", SIGNED_IN, order=20),),
    hooks={
        "closing_facts": "hooks:closing_facts",
        "closing_obstacles": "hooks:closing_obstacles",
        "complaint_cancelled": "hooks:complaint_cancelled",
        "complaint_closed": "hooks:complaint_closed",
        "complaint_reopened": "hooks:complaint_reopened",
        "complaint_steps": "hooks:complaint_steps",
        "complaints_asked": "hooks:complaints_asked",
        "documents": "documents:documents",
        "matters": "approvals:matters",
        "may_see_subject": "hooks:may_see_subject",
        "stage_obstacles": "hooks:stage_obstacles",
        "task_kinds": "tasks:kinds",
        "today": "hooks:notices",
    },
)
