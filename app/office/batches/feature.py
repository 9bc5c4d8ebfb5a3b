"""Imports of sheets (导入批次): checked as a whole, applied as a whole, undone as a whole (O-15)."""

from app.domain.text import Text
from app.web.feature import Action, Feature

CHECKED = Action("imports.checked", Text("Import %(file)s checked; rows: %(rows)s, refused: %(refused)s"))
APPLIED = Action("imports.applied", Text("Import %(file)s applied; made: %(create)s, changed: %(update)s"))
UNDONE = Action("imports.undone", Text("Import %(file)s taken back"))

FEATURE = Feature(
    package="app.office.batches",
    actions=(CHECKED, APPLIED, UNDONE),
    jobs={"imports.check": "work:check_job", "imports.apply": "work:apply_job", "imports.remove": "work:remove_job"},
)
