"""The blueprint of complaints, and what all its pages share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from app.complaints.cases import words

bp = Blueprint("complaints", __name__, url_prefix="/complaints")
FOLDER = "complaints/cases"
WORDS: dict[str, Any] = {
    "channels": words.CHANNELS,
    "kinds": words.KINDS,
    "origins": words.ORIGINS,
    "outcomes": words.OUTCOMES,
    "relations": words.RELATIONS,
    "remedies": words.REMEDIES,
    "severities": words.SEVERITIES,
    "severity_colours": {"ordinary": "secondary", "larger": "yellow", "serious": "red"},
    "state_colours": {"open": "blue", "closed": "green", "cancelled": "secondary"},
    "states": words.STATES,
}
