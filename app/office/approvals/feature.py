"""Who decides on what: the matrix of chains, requests and decisions."""

from app.domain.text import Text
from app.office.approvals.policy import ApprovalPolicy
from app.web.feature import Action, Feature, Permission

SEE_ALL = Permission("office.approvals.see_all", Text("See all requests for approval"))
MANAGE_MATRIX = Permission("office.approvals.manage", Text("Manage the matrix of approvals"))

SUBMITTED = Action("approvals.submitted", Text("Request %(number)s submitted: %(title)s"))
APPROVED = Action("approvals.approved", Text("Request %(number)s approved at the step %(step)s: %(title)s"))
GRANTED = Action("approvals.granted", Text("Request %(number)s is approved: %(title)s"))
DECIDED_ALONE = Action("approvals.decided_alone", Text("Request %(number)s decided by its submitter alone: %(title)s"))
REFUSED = Action("approvals.refused", Text("Request %(number)s refused: %(title)s"))
ASKED = Action("approvals.asked", Text("Request %(number)s put back with a question: %(title)s"))
ANSWERED = Action("approvals.answered", Text("Question about request %(number)s answered: %(title)s"))
WITHDRAWN = Action("approvals.withdrawn", Text("Request %(number)s withdrawn: %(title)s"))
RESEATED = Action("approvals.reseated", Text("Request %(number)s now waits for %(names)s: %(title)s"))
VOIDED = Action("approvals.voided", Text("Request %(number)s made void: %(title)s"))

FEATURE = Feature(
    package="app.office.approvals",
    permissions=(SEE_ALL, MANAGE_MATRIX),
    actions=(SUBMITTED, APPROVED, GRANTED, DECIDED_ALONE, REFUSED, ASKED, ANSWERED, WITHDRAWN, VOIDED, RESEATED),
    policies=(ApprovalPolicy,),
    hooks={
        "deadline_rules": "deadlines:rules",
        "every_minute": "nightly:ask_once_a_day",
        "matters": "shipped:matters",
        "people_changed": "service:reseat",
        "task_kinds": "tasks:kinds",
    },
    jobs={"approvals.reseat": "nightly:reseat_job"},
)
