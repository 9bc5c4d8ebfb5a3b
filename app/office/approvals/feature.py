"""Who decides on what: the matrix of chains, requests and decisions."""

from app.domain.text import Text
from app.office.approvals.policy import ApprovalPolicy
from app.web.feature import Action, Feature, NavItem, Permission
from app.web.guard import SIGNED_IN

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
CHAIN_ADDED = Action("approvals.chain_added", Text("Row %(name)s added to the matrix of approvals: %(matter)s"))
CHAIN_CHANGED = Action("approvals.chain_changed", Text("Row %(name)s of the matrix changed: %(matter)s"))
STEPS_CHANGED = Action("approvals.steps_changed", Text("Steps of the row %(name)s changed: %(matter)s"))
CHAIN_REMOVED = Action("approvals.chain_removed", Text("Row %(name)s removed from the matrix: %(matter)s"))
TEMPLATE_RESTORED = Action("approvals.template_restored", Text("Shipped chain taken over again: %(matter)s"))
MATRIX_SEEDED = Action("approvals.matrix_seeded", Text("Shipped chains taken over: %(rows)s"))

FEATURE = Feature(
    package="app.office.approvals",
    permissions=(SEE_ALL, MANAGE_MATRIX),
    actions=(
        SUBMITTED,
        APPROVED,
        GRANTED,
        DECIDED_ALONE,
        REFUSED,
        ASKED,
        ANSWERED,
        WITHDRAWN,
        VOIDED,
        RESEATED,
        CHAIN_ADDED,
        CHAIN_CHANGED,
        STEPS_CHANGED,
        CHAIN_REMOVED,
        TEMPLATE_RESTORED,
        MATRIX_SEEDED,
    ),
    nav=(
        NavItem("office", Text("Waits for my decision"), "approvals.waiting", SIGNED_IN, "rubber-stamp", order=20),
        NavItem("office", Text("Matrix of approvals"), "approvals.matrix", MANAGE_MATRIX, "hierarchy", order=850),
    ),
    policies=(ApprovalPolicy,),
    hooks={
        "deadline_rules": "deadlines:rules",
        "every_minute": "nightly:ask_once_a_day",
        "fact_labels": "hooks:fact_labels",
        "first_start": "service:seed",
        "matters": "shipped:matters",
        "may_see_subject": "queries_lists:may_see_subject",
        "people_changed": "service:reseat",
        "search": "hooks:hits",
        "task_kinds": "tasks:kinds",
        "today": "hooks:notices",
    },
    jobs={"approvals.reseat": "nightly:reseat_job"},
)
