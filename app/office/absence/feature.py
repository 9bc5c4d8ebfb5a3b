"""Who is away, and who stands in for him."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

MANAGE_ABSENCE = Permission("office.absence.manage", Text("Record absences of the department's staff"))

FEATURE = Feature(
    package="app.office.absence",
    permissions=(MANAGE_ABSENCE,),
)
