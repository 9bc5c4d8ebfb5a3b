"""Signing in and out, roles and rights."""

from app.domain.text import Text
from app.office.access.policy import AccessPolicy
from app.office.staff.feature import MANAGE_ACCESS
from app.web.feature import Action, Feature, NavItem

SIGNED_IN = Action("access.signed_in", Text("Signed in"))
SIGNED_OUT = Action("access.signed_out", Text("Signed out"))
SESSION_ENDED = Action("access.session_ended", Text("A session of %(name)s ended"))
SIGN_IN_GIVEN = Action("access.sign_in_given", Text("%(name)s may sign in as %(username)s"))
PASSWORD_CHANGED = Action("access.password_changed", Text("Own password changed"))
PASSWORD_RESET = Action("access.password_reset", Text("Password of %(name)s reset"))
PREFERENCE_CHOSEN = Action("access.preference_chosen", Text("Own display changed"))
ROLE_ADDED = Action("access.role_added", Text("Role %(name)s added"))
ROLE_CHANGED = Action("access.role_changed", Text("Role %(name)s changed"))
ROLE_GIVEN = Action("access.role_given", Text("%(name)s was given the role %(role)s"))
ROLE_TAKEN = Action("access.role_taken", Text("The role %(role)s was taken from %(name)s"))
FIRST_STARTED = Action("access.first_started", Text("First start of %(office)s with %(name)s as administrator"))

FEATURE = Feature(
    package="app.office.access",
    actions=(
        SIGNED_IN,
        SIGNED_OUT,
        SESSION_ENDED,
        SIGN_IN_GIVEN,
        PASSWORD_CHANGED,
        PASSWORD_RESET,
        PREFERENCE_CHOSEN,
        ROLE_ADDED,
        ROLE_CHANGED,
        ROLE_GIVEN,
        ROLE_TAKEN,
        FIRST_STARTED,
    ),
    nav=(NavItem("office", Text("Staff and roles"), "access.people", MANAGE_ACCESS, "users", order=810),),
    policies=(AccessPolicy,),
    hooks={"live_pass": "live:live_pass"},
)
