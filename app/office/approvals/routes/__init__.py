"""Pages of approvals: requests and the matrix."""

from app.office.approvals.routes import matrix, requests
from app.office.approvals.routes.blueprint import bp

__all__ = ["bp", "matrix", "requests"]
