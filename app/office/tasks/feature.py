"""What has to be done, by whom, by when; commands given by hand."""

from app.domain.text import Text
from app.office.tasks.policy import TaskPolicy
from app.web.feature import Feature, Permission

COMMAND = Permission("office.tasks.command", Text("Give commands"))
SEE_DEPARTMENT = Permission("office.tasks.see_department", Text("See the tasks of the department"))
SEE_ALL = Permission("office.tasks.see_all", Text("See everybody's tasks"))

FEATURE = Feature(
    package="app.office.tasks",
    permissions=(
        COMMAND,
        SEE_DEPARTMENT,
        SEE_ALL,
    ),
    policies=(TaskPolicy,),
    hooks={"task_kinds": "kinds:kinds"},
)
