"""Registers: lines that never change, with corrections beside them."""

from app.domain.text import Text
from app.web.feature import Action, Feature, NavItem, Permission

SEE = Permission("office.registers.see", Text("See registers"))
WRITE = Permission("office.registers.write", Text("Write in registers"))

ENTERED = Action("registers.entered", Text("Line %(number)s of %(register)s entered for %(day)s"))
CORRECTED = Action("registers.corrected", Text("Line %(original)s of %(register)s corrected by line %(number)s"))
STRUCK = Action("registers.struck", Text("Line %(original)s of %(register)s struck out by line %(number)s"))
EXPORTED = Action("registers.exported", Text("%(register)s of %(period)s exported as %(format)s, lines: %(rows)s"))

FEATURE = Feature(
    package="app.office.registers",
    permissions=(SEE, WRITE),
    actions=(ENTERED, CORRECTED, STRUCK, EXPORTED),
    nav=(NavItem("office", Text("Registers"), "registers.index", SEE, "notebook", 55),),
    hooks={"registers": "shipped:registers", "documents": "documents:documents"},
)
