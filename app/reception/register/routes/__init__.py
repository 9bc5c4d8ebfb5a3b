"""The pages of the registers."""

from app.reception.register.routes import books, call_list, days, lines, minutes, reconcile
from app.reception.register.routes.blueprint import bp

__all__ = ["books", "bp", "call_list", "days", "lines", "minutes", "reconcile"]
