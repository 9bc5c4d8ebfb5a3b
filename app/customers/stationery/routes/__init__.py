"""Pages of blank contracts."""

from app.customers.stationery.routes import months, sheets
from app.customers.stationery.routes.pages import bp

__all__ = ["bp", "months", "sheets"]
