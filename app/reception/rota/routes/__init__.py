"""Pages of the rota."""

from app.reception.rota.routes import asking, books, plan, today
from app.reception.rota.routes.blueprint import bp

__all__ = ["asking", "books", "bp", "plan", "today"]
