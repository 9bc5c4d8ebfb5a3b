"""Signing in and out, roles and rights."""

from app.domain.text import Text
from app.web.feature import Action, Feature, Permission

MANAGE_ACCESS = Permission("office.access.manage", Text("Manage staff, sign-ins and roles"))

SIGNED_IN = Action("access.signed_in", Text("Signed in"))
SIGNED_OUT = Action("access.signed_out", Text("Signed out"))

FEATURE = Feature(
    package="app.office.access",
    permissions=(MANAGE_ACCESS,),
    actions=(SIGNED_IN, SIGNED_OUT),
)
