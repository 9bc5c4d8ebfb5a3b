"""Questions that nobody could answer, incidents on the floor, and violations of the rules of reception."""

from app.domain.text import Text
from app.reception.incidents.policy import IncidentPolicy
from app.web.feature import Action, Feature, NavItem, Permission

ASK = Permission("reception.incidents.ask", Text("Call a manager for a question"))
ANSWER = Permission("reception.incidents.answer", Text("Answer questions"))
RECORD = Permission("reception.incidents.record", Text("Record incidents on the floor"))
SEE = Permission("reception.incidents.see", Text("See incidents and violations"))

# Sentences without names: whoever reads the journal learns that something was done, not about whom.
ASKED = Action("incidents.asked", Text("Manager called for a question: %(text)s"))
ANSWERED = Action("incidents.answered", Text("Question answered: %(text)s"))
RECORDED = Action("incidents.recorded", Text("Incident %(number)s recorded"))
LED_AWAY = Action("incidents.led_away", Text("Incident %(number)s: those concerned were led away"))
HANDLED = Action("incidents.handled", Text("Incident %(number)s handled"))
VERIFIED = Action("incidents.verified", Text("Incident %(number)s verified and passed on to the conduct ledger"))
NOT_CONFIRMED = Action("incidents.not_confirmed", Text("Incident %(number)s was looked into and not confirmed"))

FEATURE = Feature(
    package="app.reception.incidents",
    permissions=(ASK, ANSWER, RECORD, SEE),
    actions=(ASKED, ANSWERED, RECORDED, LED_AWAY, HANDLED, VERIFIED, NOT_CONFIRMED),
    nav=(
        NavItem("reception", Text("Questions"), "incidents.questions", ASK, "message-question", 74),
        NavItem("reception", Text("Incidents"), "incidents.listing", RECORD, "urgent", 75),
    ),
    policies=(IncidentPolicy,),
    hooks={
        "conduct_rules": "conduct:rules",
        "may_see_subject": "hooks:may_see_subject",
        "task_kinds": "tasks:kinds",
        "today": "hooks:notices",
    },
)
