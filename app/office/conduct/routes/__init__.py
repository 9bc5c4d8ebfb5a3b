"""Pages of conduct."""

from app.office.conduct.routes import cases, months, points
from app.office.conduct.routes.blueprint import bp

__all__ = ["bp", "cases", "months", "points"]
