"""The blueprint of the registers."""

from flask import Blueprint

bp = Blueprint("register", __name__, url_prefix="/reception/register")
FOLDER = "reception/register"
