"""Incidents, violations, proposed and decided sanctions, deductions."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

RECORD = Permission("office.conduct.record", Text("Record incidents and propose sanctions"))
SEE_DEPARTMENT = Permission("office.conduct.see_department", Text("See the conduct cases of the department"))
SEE_ALL = Permission("office.conduct.see_all", Text("See all conduct cases"))
SET_BONUS = Permission("office.conduct.bonus", Text("Enter base points and bonuses, settle a month"))

FEATURE = Feature(
    package="app.office.conduct",
    permissions=(
        RECORD,
        SEE_DEPARTMENT,
        SEE_ALL,
        SET_BONUS,
    ),
)
