"""Who receives whom and why, and to whom a customer belongs."""

from app.domain.text import Text
from app.reception.claims.policy import ClaimPolicy
from app.web.feature import Action, Feature, Permission

SEE = Permission("reception.claims.see", Text("See who registered and received a customer"))
RECORD = Permission("reception.claims.record", Text("Record evidence of who received a customer"))
DECIDE = Permission("reception.claims.decide", Text("Decide who receives a customer otherwise than the rules"))

DECIDED = Action("claims.decided", Text("Visitor %(name)s goes to %(rep)s: %(basis)s"))
ASSIGNED = Action("claims.assigned", Text("Visitor %(name)s assigned to %(rep)s by hand"))
REGISTERED = Action("claims.registered", Text("%(name)s registered for %(rep)s, valid until %(until)s"))
VOIDED = Action("claims.voided", Text("Registration of %(name)s for %(rep)s made void"))
EVIDENCE_KEPT = Action("claims.evidence_kept", Text("Evidence kept: %(kind)s"))

FEATURE = Feature(
    package="app.reception.claims",
    permissions=(SEE, RECORD, DECIDE),
    actions=(DECIDED, ASSIGNED, REGISTERED, VOIDED, EVIDENCE_KEPT),
    policies=(ClaimPolicy,),
    hooks={"task_kinds": "tasks:kinds"},
)
