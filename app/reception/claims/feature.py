"""Who receives whom and why, and to whom a customer belongs."""

from app.domain.text import Text
from app.reception.claims.policy import ClaimPolicy
from app.web.feature import Action, Feature, NavItem, Permission, Tab

SEE = Permission("reception.claims.see", Text("See who registered and received a customer"))
RECORD = Permission("reception.claims.record", Text("Record evidence of who received a customer"))
DECIDE = Permission("reception.claims.decide", Text("Decide who receives a customer otherwise than the rules"))

DECIDED = Action("claims.decided", Text("Visitor %(name)s goes to %(rep)s: %(basis)s"))
ASSIGNED = Action("claims.assigned", Text("Visitor %(name)s assigned to %(rep)s by hand"))
REGISTERED = Action("claims.registered", Text("%(name)s registered for %(rep)s, valid until %(until)s"))
VOIDED = Action("claims.voided", Text("Registration of %(name)s for %(rep)s made void"))
EVIDENCE_KEPT = Action("claims.evidence_kept", Text("Evidence kept: %(kind)s"))
CASE_OPENED = Action("claims.case_opened", Text("Case %(number)s about %(name)s opened: %(kind)s"))
OPINION_GIVEN = Action("claims.opinion_given", Text("Opinion on case %(number)s about %(name)s given"))
CASE_DECIDED = Action("claims.case_decided", Text("Case %(number)s about %(name)s decided"))
CASE_REFUSED = Action("claims.case_refused", Text("Case %(number)s about %(name)s was not granted"))
DAYS_PLANNED = Action("claims.days_planned", Text("Open days %(name)s from %(first_on)s to %(last_on)s planned"))
DAYS_SETTLED = Action("claims.days_settled", Text("Open days %(name)s: the rule was decided on"))

FEATURE = Feature(
    package="app.reception.claims",
    permissions=(SEE, RECORD, DECIDE),
    actions=(
        DECIDED,
        ASSIGNED,
        REGISTERED,
        VOIDED,
        EVIDENCE_KEPT,
        CASE_OPENED,
        OPINION_GIVEN,
        CASE_DECIDED,
        CASE_REFUSED,
        DAYS_PLANNED,
        DAYS_SETTLED,
    ),
    nav=(NavItem("reception", Text("Registrations and claims"), "claims.registrations", SEE, "user-check", 70),),
    tabs=(Tab("customer", Text("Who received"), "claims.of_customer", SEE, 35),),
    policies=(ClaimPolicy,),
    hooks={
        "task_kinds": "tasks:kinds",
        "matters": "approvals:matters",
        "may_see_subject": "hooks:may_see_subject",
        "every_minute": "nightly:ask_once_a_day",
    },
    jobs={"claims.warn": "nightly:warn_job"},
)
