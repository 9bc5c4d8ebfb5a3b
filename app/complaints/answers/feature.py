"""What the customer is told, and whether he accepts it."""

from app.complaints.answers.policy import AnswerPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, Permission, Tab
from app.web.guard import SIGNED_IN

WRITE = Permission("complaints.answers.write", Text("Write to customers about their complaints"))
VISIT = Permission("complaints.answers.visit", Text("Record return visits"))

WRITTEN = Action("answers.written", Text("Reply letter %(letter)s on complaint %(number)s written"))
CHANGED = Action("answers.changed", Text("Reply letter %(letter)s on complaint %(number)s changed"))
SENT = Action("answers.sent", Text("Complaint %(number)s answered with %(letter)s, %(way)s, on %(day)s"))
VOIDED = Action("answers.voided", Text("Reply letter %(letter)s on complaint %(number)s made void"))
TOLD = Action("answers.told", Text("%(told)s told how complaint %(number)s stands, %(way)s"))
PASSED_ON = Action("answers.passed_on", Text("%(told)s told inside the office how complaint %(number)s stands"))
ACCEPTED = Action("answers.accepted", Text("The customer accepts the outcome of complaint %(number)s"))
NOT_ACCEPTED = Action("answers.not_accepted", Text("The customer does not accept the outcome of complaint %(number)s"))
VISITED = Action("answers.visited", Text("Return visit after complaint %(number)s, %(way)s: %(outcome)s"))

FEATURE = Feature(
    package="app.complaints.answers",
    permissions=(WRITE, VISIT),
    actions=(WRITTEN, CHANGED, SENT, VOIDED, TOLD, PASSED_ON, ACCEPTED, NOT_ACCEPTED, VISITED),
    tabs=(Tab("complaint", Text("Answer to the customer"), "answers.of_complaint", SIGNED_IN, 30),),
    policies=(AnswerPolicy,),
    hooks={
        "closing_obstacles": "hooks:closing_obstacles",
        "complaint_cancelled": "hooks:complaint_over",
        "complaint_closed": "hooks:complaint_over",
        "complaint_steps": "hooks:complaint_steps",
        "deadline_rules": "deadlines:rules",
        "documents": "documents:documents",
        "search": "hooks:hits",
        "stage_obstacles": "hooks:stage_obstacles",
    },
)
