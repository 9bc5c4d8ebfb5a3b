"""The words of cases: those of app/complaints/words.py, by the name under which cases use them."""

from app.complaints.words import (
    CHANNELS,
    KINDS,
    ORIGINS,
    OUTCOMES,
    RELATIONS,
    REMEDIES,
    SERIOUS_CHANNELS,
    SEVERITIES,
    STATES,
)

__all__ = [
    "CHANNELS",
    "KINDS",
    "ORIGINS",
    "OUTCOMES",
    "RELATIONS",
    "REMEDIES",
    "SERIOUS_CHANNELS",
    "SEVERITIES",
    "STATES",
]
