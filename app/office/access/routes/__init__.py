"""Pages of signing in, people and roles."""

from app.office.access.routes import first_start, people, rights, roles, sessions
from app.office.access.routes.blueprint import bp

__all__ = ["bp", "first_start", "people", "rights", "roles", "sessions"]
