"""Questions that nobody could answer, and incidents on the floor."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

ASK = Permission("reception.incidents.ask", Text("Call a manager for a question"))
ANSWER = Permission("reception.incidents.answer", Text("Answer questions"))
RECORD = Permission("reception.incidents.record", Text("Record incidents on the floor"))
SEE = Permission("reception.incidents.see", Text("See incidents and violations"))

FEATURE = Feature(
    package="app.reception.incidents",
    permissions=(ASK, ANSWER, RECORD, SEE),
)
