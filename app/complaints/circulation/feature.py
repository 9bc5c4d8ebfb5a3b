"""By which stages complaints go through the office."""

from app.complaints.circulation.policy import CirculationPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

SEE = Permission("complaints.circulation.see", Text("See by which stages complaints go"))
MANAGE = Permission("complaints.circulation.manage", Text("Draft the stages and limits of complaints"))

TAKEN_OVER = Action("circulation.taken_over", Text("Route %(name)s taken over"))
DRAFTED = Action("circulation.drafted", Text("Revision %(revision)s of route %(name)s drafted"))
CHANGED = Action("circulation.changed", Text("Draft of route %(name)s changed"))
LIMITS_CHANGED = Action("circulation.limits_changed", Text("Limits in the draft of route %(name)s changed"))
STAGES_CHANGED = Action("circulation.stages_changed", Text("Stages in the draft of route %(name)s changed: %(stage)s"))
DISCARDED = Action("circulation.discarded", Text("Draft %(revision)s of route %(name)s discarded"))
SUBMITTED = Action("circulation.submitted", Text("Revision %(revision)s of route %(name)s submitted for approval"))
CAME_BACK = Action("circulation.came_back", Text("Revision %(revision)s of route %(name)s not approved, a draft again"))
IN_FORCE = Action("circulation.in_force", Text("Revision %(revision)s of route %(name)s in force"))
RETIRED = Action("circulation.retired", Text("Revision %(revision)s of route %(name)s no longer in force"))

FEATURE = Feature(
    package="app.complaints.circulation",
    permissions=(SEE, MANAGE),
    actions=(
        TAKEN_OVER,
        DRAFTED,
        CHANGED,
        LIMITS_CHANGED,
        STAGES_CHANGED,
        DISCARDED,
        SUBMITTED,
        CAME_BACK,
        IN_FORCE,
        RETIRED,
    ),
    nav=(NavItem("complaints", Text("Routes of complaints"), "circulation.listing", SEE, "hierarchy", order=85),),
    policies=(CirculationPolicy,),
    hooks={
        "first_start": "service:seed",
        "matters": "approvals:matters",
        "fact_labels": "hooks:fact_labels",
        "may_see_subject": "hooks:may_see_subject",
    },
)
