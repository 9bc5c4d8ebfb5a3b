"""Two files made one."""

from app.domain.text import Text
from app.web.feature import Action, Feature, Permission

MERGE = Permission("customers.merging.merge", Text("Merge two files of one customer, and undo it"))

MERGED = Action("merging.merged", Text("File %(other)s made one with %(number)s (%(merge)s), records moved: %(rows)s"))
UNDONE = Action("merging.undone", Text("%(merge)s undone: %(number)s and %(other)s are two files again"))

FEATURE = Feature(
    package="app.customers.merging",
    permissions=(MERGE,),
    actions=(MERGED, UNDONE),
    hooks={"customer_tokens": "hooks:tokens"},
)
