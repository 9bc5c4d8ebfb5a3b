"""The values of the office rules and the profiles."""

from app.domain.text import Text
from app.office.policy.policy import OfficePolicy, RulesPolicy
from app.web.feature import Action, Feature, NavItem, Permission

MANAGE_POLICY = Permission("office.policy.manage", Text("Set the values of office rules"))

POLICY_SET = Action("policy.set", Text("%(name)s is %(value)s from %(from)s on"))

FEATURE = Feature(
    package="app.office.policy",
    permissions=(MANAGE_POLICY,),
    actions=(POLICY_SET,),
    nav=(NavItem("office", Text("Office rules"), "policy.show", MANAGE_POLICY, "adjustments", 70),),
    policies=(OfficePolicy, RulesPolicy),
)
