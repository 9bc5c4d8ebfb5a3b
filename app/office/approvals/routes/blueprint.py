"""The blueprint of approvals."""

from flask import Blueprint

bp = Blueprint("approvals", __name__, url_prefix="/office/approvals")
