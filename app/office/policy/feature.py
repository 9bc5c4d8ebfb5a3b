"""The values of the office rules and the profiles."""

from app.domain.text import Text
from app.office.policy.policy import OfficePolicy
from app.web.feature import Action, Feature, Permission

MANAGE_POLICY = Permission("office.policy.manage", Text("Set the values of office rules"))

POLICY_SET = Action("policy.set", Text("%(name)s is %(value)s from %(from)s on"))

FEATURE = Feature(
    package="app.office.policy",
    permissions=(MANAGE_POLICY,),
    actions=(POLICY_SET,),
    policies=(OfficePolicy,),
)
