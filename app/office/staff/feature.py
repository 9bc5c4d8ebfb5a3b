"""The people of the office and its departments."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

# Named after access, which stands above and imports it: one right for people, departments, sign-ins and roles.
MANAGE_ACCESS = Permission("office.access.manage", Text("Manage staff, sign-ins and roles"))

DEPARTMENT_ADDED = Action("staff.department_added", Text("Department %(name)s added"))
DEPARTMENT_CHANGED = Action("staff.department_changed", Text("Department %(name)s changed"))
STAFF_ADDED = Action("staff.added", Text("%(name)s added to the staff"))
STAFF_CHANGED = Action("staff.changed", Text("Particulars of %(name)s changed"))
STAFF_LEFT = Action("staff.left", Text("%(name)s left on %(left_on)s"))
STAFF_BACK = Action("staff.back", Text("%(name)s is back"))

FEATURE = Feature(
    package="app.office.staff",
    permissions=(MANAGE_ACCESS,),
    actions=(DEPARTMENT_ADDED, DEPARTMENT_CHANGED, STAFF_ADDED, STAFF_CHANGED, STAFF_LEFT, STAFF_BACK),
    nav=(NavItem("office", Text("Departments"), "staff.departments", MANAGE_ACCESS, "building", order=820),),
)
