"""Registers: lines that never change, with corrections beside them."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

SEE = Permission("office.registers.see", Text("See registers"))
WRITE = Permission("office.registers.write", Text("Write in registers"))

FEATURE = Feature(
    package="app.office.registers",
    permissions=(
        SEE,
        WRITE,
    ),
)
