"""The morning bulletin."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

READ = Permission("reception.bulletin.read", Text("Read the morning bulletin"))
WRITE = Permission("reception.bulletin.write", Text("Write the morning bulletin"))

FEATURE = Feature(
    package="app.reception.bulletin",
    permissions=(READ, WRITE),
)
