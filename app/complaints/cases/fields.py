"""The fields of a case and what never leaves the office: the catalogue in app/complaints/fields.py, which routes know
too, by the name under which cases and whatever builds on them use it."""

from app.complaints.fields import (
    CAUSE,
    CHOICE,
    DAY,
    DEPARTMENT,
    FIELDS,
    GROUPS,
    INTAKE,
    INTERNAL,
    LINE,
    MONEY,
    NOTE,
    SHARE,
    WHOLE,
    YES_NO,
    CaseField,
)

__all__ = [
    "CAUSE",
    "CHOICE",
    "DAY",
    "DEPARTMENT",
    "FIELDS",
    "GROUPS",
    "INTAKE",
    "INTERNAL",
    "LINE",
    "MONEY",
    "NOTE",
    "SHARE",
    "WHOLE",
    "YES_NO",
    "CaseField",
]
