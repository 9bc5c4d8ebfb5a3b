"""Asking for more time on a deadline."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

ASK = Permission("office.extensions.ask", Text("Ask for the extension of a deadline"))

FEATURE = Feature(
    package="app.office.extensions",
    permissions=(ASK,),
)
