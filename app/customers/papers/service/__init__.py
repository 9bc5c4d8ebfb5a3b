"""Verbs of customers' papers: entering, deciding on them, invoicing data, and what is asked of whom."""

from app.customers.papers.service.deciding import prove_renewal, reject, reject_invoicing, verify
from app.customers.papers.service.entering import change_paper, enter_paper, save_invoicing
from app.customers.papers.service.settings import add_kind, change_kind, require

__all__ = [
    "add_kind",
    "change_kind",
    "change_paper",
    "enter_paper",
    "prove_renewal",
    "reject",
    "reject_invoicing",
    "require",
    "save_invoicing",
    "verify",
]
