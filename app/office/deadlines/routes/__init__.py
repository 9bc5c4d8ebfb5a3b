"""Pages of deadlines."""

from app.office.deadlines.routes import deeds, ladders, looks, slips
from app.office.deadlines.routes.blueprint import bp

__all__ = ["bp", "deeds", "ladders", "looks", "slips"]
