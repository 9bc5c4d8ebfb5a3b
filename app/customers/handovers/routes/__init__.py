"""Pages of hand-overs: the list, one of them, deciding, and what everybody has to do for those who went to him."""

from app.customers.handovers.routes import deeds, looks, mine
from app.customers.handovers.routes.blueprint import bp

__all__ = ["bp", "deeds", "looks", "mine"]
