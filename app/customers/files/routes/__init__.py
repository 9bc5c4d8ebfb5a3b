"""Pages of customer files."""

from app.customers.files.routes import changes, files, setting
from app.customers.files.routes.blueprint import bp
from app.customers.files.routes.files import filters_asked

__all__ = ["bp", "changes", "files", "filters_asked", "setting"]
