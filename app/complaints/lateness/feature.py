"""Stages that took too long, and why."""

from app.domain.text import Text
from app.web.feature import Feature, Permission

ASK = Permission("complaints.lateness.ask", Text("Ask departments why a stage was late"))

FEATURE = Feature(package="app.complaints.lateness", permissions=(ASK,))
