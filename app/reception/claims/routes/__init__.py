"""Pages of claims."""

from app.reception.claims.routes import cases, days, registrations, visits
from app.reception.claims.routes.blueprint import bp

__all__ = ["bp", "cases", "days", "registrations", "visits"]
