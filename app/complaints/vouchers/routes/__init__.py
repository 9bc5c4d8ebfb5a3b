"""Pages of vouchers and of withheld receivables."""

from app.complaints.vouchers.routes import bonus, booking
from app.complaints.vouchers.routes.blueprint import bp

__all__ = ["bonus", "booking", "bp"]
