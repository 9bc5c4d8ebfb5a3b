"""The office's rules as a book: proposals, versions, the rule sheet."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("office.rulebook.see", Text("Read the office's rules"))

FEATURE = Feature(
    package="app.office.rulebook",
    permissions=(SEE,),
)
