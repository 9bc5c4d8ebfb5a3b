"""Two files made one."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

MERGE = Permission("customers.merging.merge", Text("Merge two files of one customer, and undo it"))

FEATURE = Feature(package="app.customers.merging", permissions=(MERGE,))
