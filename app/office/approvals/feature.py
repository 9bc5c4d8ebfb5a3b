"""Who decides on what: the matrix of chains, requests and decisions."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE_ALL = Permission("office.approvals.see_all", Text("See all requests for approval"))
MANAGE_MATRIX = Permission("office.approvals.manage", Text("Manage the matrix of approvals"))

FEATURE = Feature(
    package="app.office.approvals",
    permissions=(
        SEE_ALL,
        MANAGE_MATRIX,
    ),
)
