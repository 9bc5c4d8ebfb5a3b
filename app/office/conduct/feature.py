"""Conduct: incidents, violations, proposed and decided sanctions, and how bonuses pay deductions."""

from app.domain.text import Text
from app.office.conduct.policy import ConductPolicy, PenaltyPolicy
from app.web.feature import Action, Feature, NavItem, Permission, Tab
from app.web.guard import SIGNED_IN

RECORD = Permission("office.conduct.record", Text("Record incidents and propose sanctions"))
SEE_DEPARTMENT = Permission("office.conduct.see_department", Text("See the conduct cases of the department"))
SEE_ALL = Permission("office.conduct.see_all", Text("See all conduct cases"))
SET_BONUS = Permission("office.conduct.bonus", Text("Enter base points and bonuses, settle a month"))

# Sentences without names: whoever reads the journal learns that something was done, not about whom.
CASE_RECORDED = Action("conduct.recorded", Text("Conduct case %(number)s recorded"))
CASE_PROPOSED = Action("conduct.proposed", Text("Sanction proposed in conduct case %(number)s"))
CASE_DECIDED = Action("conduct.decided", Text("Sanction in conduct case %(number)s decided"))
CASE_REFUSED = Action("conduct.refused", Text("Proposal in conduct case %(number)s refused"))
CASE_WITHDRAWN = Action("conduct.withdrawn", Text("Conduct case %(number)s waits for no decision any more"))
CASE_APPEALED = Action("conduct.appealed", Text("Appeal lodged in conduct case %(number)s"))
CASE_UPHELD = Action("conduct.upheld", Text("Appeal in conduct case %(number)s refused"))
CASE_LIFTED = Action("conduct.lifted", Text("Sanction in conduct case %(number)s lifted"))
BONUSES_SET = Action("conduct.bonuses_set", Text("Bonuses of %(month)s entered, people: %(count)s"))
POINTS_SET = Action("conduct.points_set", Text("Base points from %(valid_from)s entered, people: %(count)s"))
MONTH_SETTLED = Action(
    "conduct.month_settled", Text("Deductions of %(month)s settled: %(taken)s taken, %(returned)s given back")
)
REPORT_EXPORTED = Action("conduct.exported", Text("Penalties and deductions of %(month)s exported (%(format)s)"))

FEATURE = Feature(
    package="app.office.conduct",
    nav=(
        NavItem("office", Text("Conduct"), "conduct.index", SIGNED_IN, "gavel", 46),
        NavItem("office", Text("Base points and bonuses"), "conduct.points", SET_BONUS, "coins", 47),
        NavItem("office", Text("Deductions by month"), "conduct.deductions", SET_BONUS, "calendar-dollar", 48),
    ),
    tabs=(Tab("person", Text("Conduct"), "conduct.of_person", SEE_ALL, 60),),
    permissions=(RECORD, SEE_DEPARTMENT, SEE_ALL, SET_BONUS),
    actions=(
        CASE_RECORDED,
        CASE_PROPOSED,
        CASE_DECIDED,
        CASE_REFUSED,
        CASE_WITHDRAWN,
        CASE_APPEALED,
        CASE_UPHELD,
        CASE_LIFTED,
        BONUSES_SET,
        POINTS_SET,
        MONTH_SETTLED,
        REPORT_EXPORTED,
    ),
    policies=(ConductPolicy, PenaltyPolicy),
    hooks={
        "conduct_rules": "shipped:rules",
        "matters": "approvals:matters",
        "today": "hooks:notices",
        "may_see_subject": "hooks:may_see_subject",
        "may_change_subject": "hooks:may_change_subject",
        "import_kinds": "imports:kinds",
        "documents": "documents:documents",
    },
)
