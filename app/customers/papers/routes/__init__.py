"""Pages of customers' papers: those of one customer, one paper, the list, and what is asked of whom."""

from app.customers.papers.routes import customers, papers, settings
from app.customers.papers.routes.blueprint import bp

__all__ = ["bp", "customers", "papers", "settings"]
