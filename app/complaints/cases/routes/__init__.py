"""Pages of complaints."""

from app.complaints.cases.routes import case, deeds, intake, lists
from app.complaints.cases.routes.blueprint import bp

__all__ = ["bp", "case", "deeds", "intake", "lists"]
