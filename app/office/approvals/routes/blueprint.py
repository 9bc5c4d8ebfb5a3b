"""The blueprint of approvals."""

from flask import Blueprint

from app.office.approvals.queries_seen import may_open
from app.web.guard import actor

bp = Blueprint("approvals", __name__, url_prefix="/office/approvals")


@bp.app_template_global("may_open_request")
def may_open_request(approval_id: int) -> bool:
    """Whether the card of a request on the page of its thing leads to the request."""
    return may_open(actor(), approval_id)
