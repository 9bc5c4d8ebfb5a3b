"""Signing in and out."""

from flask import Blueprint
from werkzeug.wrappers import Response

from app.web import hx
from app.web.guard import PUBLIC, SIGNED_IN, requires

bp = Blueprint("access", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@requires(PUBLIC)
def sign_in() -> Response:
    """Placeholder until the feature is built in this branch."""
    return hx.go("/")


@bp.route("/change-password", methods=["GET", "POST"])
@requires(SIGNED_IN)
def change_password() -> Response:
    return hx.go("/")


@bp.post("/language")
@requires(PUBLIC)
def choose_language() -> Response:
    return hx.go("/")


@bp.post("/theme")
@requires(SIGNED_IN)
def choose_theme() -> Response:
    return hx.go("/")


@bp.post("/sign-out")
@requires(SIGNED_IN)
def sign_out() -> Response:
    return hx.go("/")
