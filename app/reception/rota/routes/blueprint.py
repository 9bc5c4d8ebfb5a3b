"""The blueprint of the rota."""

from flask import Blueprint

bp = Blueprint("rota", __name__, url_prefix="/reception/rota")

FOLDER = "reception/rota"
